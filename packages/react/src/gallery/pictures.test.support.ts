import type { Image } from '@tintype/core';
import { createImage } from '@tintype/core/testing';
import '@tintype/react/testing';

/** What to store. */
export interface NewPicture {
  name?: string;
  /** Pictures of the same key are the same picture. */
  key?: string;
  metadata?: Record<string, unknown>;
  width?: number;
  height?: number;
  isPrivate?: boolean;
}

/** Pictures in a real image service, through a relay. */
export interface RelayPictures {
  /** Stores one, and answers with it as the service describes it. */
  store(picture?: NewPicture): Promise<Image>;
  /** Takes one away, behind the gallery's back. */
  takeAway(image: Image): Promise<void>;
  isStored(image: Image): Promise<boolean>;
}

/** @param endpoint - Of the relay that runs beside the tests. */
export function relayPictures(endpoint: string): RelayPictures {
  const urlOf = ({ id }: Image) => `${endpoint}/${encodeURIComponent(id)}`;
  return {
    async store(picture = {}) {
      const { name = 'small.png', key = crypto.randomUUID(), metadata, isPrivate } = picture;
      const body = new FormData();
      if (metadata) body.append('metadata', JSON.stringify(metadata));
      if (isPrivate) body.append('requireSignedURLs', 'true');
      body.append('file', await draw(picture), name);
      const headers = { 'Idempotency-Key': key };
      const response = await fetch(endpoint, { method: 'POST', headers, body });
      const answer = await response.json();
      if (!answer.success) throw new Error(JSON.stringify(answer.errors));
      return answer.result;
    },
    async takeAway(image) {
      await fetch(urlOf(image), { method: 'DELETE' });
    },
    isStored: async (image) => (await fetch(urlOf(image))).ok,
  };
}

/** A picture that nobody stored, and that does not come. */
export function unanswered(id: string, more: Partial<Image> = {}): Image {
  return createImage({ id, filename: `${id}.jpg`, variants: [NOBODY], ...more });
}

/** As many of them as there is need for. */
export function manyUnanswered(count: number): Image[] {
  return Array.from({ length: count }, (_, number) =>
    unanswered(`p${number}`, { filename: `Picture ${number + 1}.jpg` }),
  );
}

// A network that is reserved for documentation: there is nobody.
const NOBODY = 'http://192.0.2.1/hash/id/public';

async function draw({ width = 16, height = 12 }: NewPicture): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context) context.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
  context?.fillRect(0, 0, width, height / 2);
  return canvas.convertToBlob({ type: 'image/png' });
}
