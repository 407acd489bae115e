import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, inject, it } from 'vitest';
import '../styles.css';
import { relayPictures, unanswered } from './pictures.test.support.ts';
import { VariantGallery } from './VariantGallery.tsx';

const { store, takeAway } = relayPictures(inject('relayURL'));
afterEach(cleanup);

const PATIENCE = { timeout: 20_000 };
const HASH = '0AcOLYZpeHePh4iHiDeHdXdwcwc3';

function item(): HTMLElement {
  return screen.getAllByRole('listitem')[0] as HTMLElement;
}

async function expectState(state: string): Promise<void> {
  await waitFor(() => expect(item()).toHaveProperty('dataset.state', state), PATIENCE);
}

describe('a picture', () => {
  it('that is still spreading is waited for, and then shown', async () => {
    const key = crypto.randomUUID();
    const image = await store({ key });
    await takeAway(image);
    render(<VariantGallery images={[image]} />);
    await expectState('waiting');
    expect(within(item()).getByText(/here in a moment/)).toBeDefined();
    expect(within(item()).queryByRole('img')).toBeNull();
    await store({ key });
    await expectState('shown');
  }, 30_000);

  it('that was stored long ago and does not come is shown as broken, and can be tried again', async () => {
    const key = crypto.randomUUID();
    const image = { ...(await store({ key })), uploaded: '2020-01-01T00:00:00.000Z' };
    await takeAway(image);
    render(<VariantGallery images={[image]} />);
    await expectState('broken');
    expect(within(item()).getByText('This variant cannot be shown')).toBeDefined();
    await store({ key });
    await userEvent.click(screen.getByRole('button', { name: 'Try small.png again' }));
    await expectState('shown');
    expect(within(item()).queryByText('This variant cannot be shown')).toBeNull();
  }, 30_000);

  it('is chosen by the browser out of its variants, and a person can choose another', async () => {
    const image = await store({
      width: 2000,
      height: 1000,
      metadata: { width: 2000, height: 1000 },
    });
    render(<VariantGallery images={[image]} sizes="250px" />);
    await expectState('shown');
    const photo = () => within(item()).getByRole<HTMLImageElement>('img');
    // 1366 × 768 holds 1366 × 683 of it, 2560 × 1440 all of it.
    expect(photo().srcset.match(/\d+w/g)).toEqual(['320w', '1366w', '2000w']);
    expect(photo().dataset.variant).toBe('thumbnail');
    await within(item()).findByText('320 × 160');
    await userEvent.click(within(item()).getByRole('radio', { name: 'public' }));
    await within(item()).findByText('1366 × 683');
    expect([photo().naturalWidth, photo().srcset]).toEqual([1366, '']);
    await userEvent.click(within(item()).getByRole('radio', { name: 'hero' }));
    await within(item()).findByText('2000 × 1000');
    expect(photo().srcset).toBe('');
    expect(photo().dataset.variant).toBe('hero');
    expect(photo().currentSrc).toMatch(/\/hero$/);
  });

  it('moves nothing when it arrives', async () => {
    const image = await store({ width: 300, height: 900 });
    const shifts: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
    render(<VariantGallery images={[image, unanswered('behind')]} />);
    const places = () =>
      screen.getAllByRole('listitem').map((each) => each.getBoundingClientRect().toJSON());
    const before = places();
    observer.observe({ type: 'layout-shift' });
    await expectState('shown');
    await within(item()).findByText(/×/);
    expect(places()).toEqual(before);
    expect([...shifts, ...observer.takeRecords()]).toEqual([]);
    observer.disconnect();
  });

  it('knows its shape before it is there, from its metadata', () => {
    render(<VariantGallery images={[unanswered('a', { meta: { width: 400, height: 300 } })]} />);
    const photo = screen.getByRole('img');
    expect([photo.getAttribute('width'), photo.getAttribute('height')]).toEqual(['400', '300']);
  });

  it('is painted out of its ThumbHash until it comes', async () => {
    const image = unanswered('a', { requireSignedURLs: true, meta: { thumbHash: HASH } });
    render(<VariantGallery images={[image]} signUrl={() => new Promise(() => undefined)} />);
    const canvas = item().querySelector('canvas');
    const middle = () => canvas?.getContext('2d')?.getImageData(30, 20, 1, 1).data;
    await waitFor(() => expect(middle()?.[3]).toBe(255));
    // About 3 : 2, as the picture.
    expect((canvas?.width ?? 0) / (canvas?.height ?? 1)).toBeCloseTo(1.4, 1);
  });

  it('with a ThumbHash that is none is shown without', async () => {
    const image = await store({ metadata: { thumbHash: 'not a hash' } });
    render(<VariantGallery images={[image]} />);
    await expectState('shown');
    expect(item().querySelector('canvas')).toBeNull();
  });
});

it('says what a picture shows, where somebody has written it', async () => {
  const image = await store({ name: 'dsc_0042.png', metadata: { alt: 'A lighthouse' } });
  render(<VariantGallery images={[image]} />);
  expect(screen.getByRole('img', { name: 'A lighthouse' })).toBeDefined();
  expect(screen.getByRole('button', { name: 'Copy URL of dsc_0042.png' })).toBeDefined();
});
