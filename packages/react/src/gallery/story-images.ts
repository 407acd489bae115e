import type { Image } from '@tintype/core';

const HASHES: Record<string, string> = {
  paris: '0AcOLYZpeHePh4iHiDeHdXdwcwc3',
  frangipani: '3OgFDYJf5kiYh3eMi4NpN5pboAg5',
  starfish: 'HDgOJIpQmXeEh3iniYcGY4dgdg==',
  coupe: 'VwgKDYAKamiVeYnRe+lGaImcn1T1',
};

/** One of the photos that stories show, as if it were stored. */
export function stored(id: string, filename: string | null, meta?: Record<string, unknown>): Image {
  const thumbHash = HASHES[id];
  return {
    id,
    filename,
    uploaded: '2026-11-01T10:00:00.000Z',
    requireSignedURLs: false,
    variants: [`/photos/${id}/thumbnail`, `/photos/${id}/public`],
    meta: { ...(thumbHash && { thumbHash }), ...meta },
  };
}

export const IMAGES: readonly Image[] = [
  stored('paris', 'Paris at dusk.jpg', {
    alt: 'The Seine at dusk, with lights on the water',
    width: 6000,
    height: 4000,
  }),
  stored('frangipani', 'Frangipani.jpg'),
  stored('starfish', 'Starfish on the quay.jpg'),
  stored(
    'coupe',
    'A very long name that somebody gave to a picture of a white coupé on a hill.jpg',
  ),
  stored('sign', null),
];

/** So many pictures as there is need for, out of the few that are there. */
export function many(count: number): Image[] {
  return Array.from({ length: count }, (_, number) => {
    const photo = IMAGES[number % IMAGES.length] as Image;
    return { ...photo, id: `${photo.id}-${number}`, filename: `Picture ${number + 1}.jpg` };
  });
}
