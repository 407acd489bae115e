import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, expect, inject, it, vi } from 'vitest';
import '../styles.css';
import { relaySignUrl } from '../queries/signed-urls.ts';
import { relayPictures } from './pictures.test.support.ts';
import { VariantGallery } from './VariantGallery.tsx';

const endpoint = inject('relayURL');
const { store } = relayPictures(endpoint);
afterEach(cleanup);

const item = () => screen.getByRole('listitem');
const shown = () => waitFor(() => expect(item().dataset.state).toBe('shown'), { timeout: 5000 });

it('shows a private picture under a URL that the relay signed', async () => {
  const image = await store({ name: 'secret.png', isPrivate: true });
  const sign = relaySignUrl({ endpoint });
  const { unmount } = render(<VariantGallery images={[image]} />);
  await waitFor(() => expect(item().dataset.state).toMatch(/broken|waiting/));
  unmount();

  const signUrl = vi.fn(sign);
  render(
    <StrictMode>
      <VariantGallery images={[image]} signUrl={(...asked) => signUrl(...asked)} />
    </StrictMode>,
  );
  await shown();
  expect(signUrl).toHaveBeenCalledTimes(1);
  expect(screen.getByRole('img').getAttribute('src')).toMatch(/\?exp=\d+&sig=[\da-f]{64}$/);
  const link = screen.getByRole('link', { name: 'Open secret.png' });
  expect((await fetch((link as HTMLAnchorElement).href)).ok).toBe(true);
});

it('answers with the plain URL of a public picture, which lives for ever', async () => {
  const image = await store();
  const signed = await relaySignUrl({ endpoint })(image, 'public');
  expect(signed).toEqual({
    url: image.variants.find((url) => /public$/.test(url)),
    expires: null,
    expiresIn: null,
  });
  await expect(relaySignUrl({ endpoint })({ id: 'nobody' }, 'public')).rejects.toMatchObject({
    name: 'UploadError',
    status: 404,
  });
});

it('renews a URL before it expires, for what is still to come, and leaves what is on the screen', async () => {
  const image = await store({ isPrivate: true });
  const sign = relaySignUrl({ endpoint });
  const urls: string[] = [];
  const signUrl = async (...asked: Parameters<typeof sign>) => {
    const { url } = await sign(...asked);
    urls.push(`${url}#${urls.length}`);
    // As if it were over soon.
    return { url: urls.at(-1) as string, expires: Date.now() / 1000 + 2 };
  };
  render(<VariantGallery images={[image]} signUrl={signUrl} />);
  await shown();
  const source = screen.getByRole('img').getAttribute('src');
  await waitFor(() => expect(urls.length).toBeGreaterThan(1), { timeout: 10_000 });
  const href = () => screen.getByRole('link').getAttribute('href');
  await waitFor(() => expect(href()).toBe(urls.at(-1)));
  expect(href()).not.toBe(source);
  expect(screen.getByRole('img').getAttribute('src')?.replace(/#.*/, '')).toBe(
    source?.replace(/#.*/, ''),
  );
}, 20_000);

it.each([2 * 3600, -2 * 3600, 10 * 365 * 86_400, -10 * 365 * 86_400])(
  'asks for one URL on a device whose clock is wrong by %i seconds, and shows the image',
  async (wrong) => {
    const image = await store({ isPrivate: true });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + wrong * 1000 });
    const sign = relaySignUrl({ endpoint });
    for (const isTold of [true, false]) {
      const signUrl = vi.fn(async (...asked: Parameters<typeof sign>) => {
        const { url, expires, expiresIn } = await sign(...asked);
        return isTold ? { url, expires, expiresIn } : { url, expires };
      });
      const { unmount } = render(<VariantGallery images={[image]} signUrl={signUrl} />);
      await shown();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(signUrl).toHaveBeenCalledTimes(1);
      unmount();
    }
    vi.useRealTimers();
  },
  20_000,
);

it('asks anew where a URL has expired on the way', async () => {
  const image = await store({ isPrivate: true });
  const sign = relaySignUrl({ endpoint });
  let asked = 0;
  const signUrl = async (...what: Parameters<typeof sign>) => {
    asked += 1;
    const { url } = await sign(...what);
    return asked === 1 ? url.replace(/exp=\d+/, 'exp=1') : url;
  };
  // Says nothing of its end, so that it looks as if it lived for ever.
  const forgetful = async (...what: Parameters<typeof sign>) => ({
    url: await signUrl(...what),
    expires: null,
    expiresIn: null,
  });
  render(<VariantGallery images={[image]} signUrl={forgetful} />);
  await shown();
  expect(asked).toBe(2);
});

it('is shown as broken where no URL can be had, or only one that could run script', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const image = await store({ isPrivate: true });
  render(<VariantGallery images={[image]} signUrl={async () => 'javascript:alert(1)'} />);
  for (let wait = 0; wait < 5; wait += 1) await vi.advanceTimersByTimeAsync(60_000);
  vi.useRealTimers();
  await waitFor(() => expect(item().dataset.state).toBe('broken'));
  expect(item().innerHTML).not.toContain('javascript:');
  expect(screen.queryByRole('link')).toBeNull();
});
