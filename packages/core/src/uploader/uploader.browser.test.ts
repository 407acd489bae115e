import { afterEach, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import {
  createUploader,
  type Image,
  type Uploader,
  type UploaderOptions,
  type UploadItem,
} from '../index.ts';

const endpoint = inject('relayURL');
const script = (name: string) => new URL(`/script/${name}`, endpoint).href;

/** A real JPEG of its own, of a few hundred kilobytes where it is large. */
async function photo(name = 'photo.jpg', side = 60): Promise<File> {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const pixels = context.createImageData(side, side);
  crypto.getRandomValues(
    new Uint8Array(pixels.data.buffer, 0, Math.min(65_536, pixels.data.length)),
  );
  for (let at = 65_536; at < pixels.data.length; at++) pixels.data[at] = (at * 7919) % 251;
  context.putImageData(pixels, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 });
  return new File([blob], name, { type: 'image/jpeg' });
}

function start(options: Partial<UploaderOptions> = {}): Uploader {
  const uploader = createUploader({ endpoint, ...options });
  onTestFinished(uploader.destroy);
  return uploader;
}

const statuses = (uploader: Uploader) => uploader.getSnapshot().items.map(({ status }) => status);
const until = (uploader: Uploader, status: UploadItem['status']) =>
  vi.waitFor(() => expect(new Set(statuses(uploader))).toEqual(new Set([status])), {
    timeout: 5000,
  });

afterEach(() => vi.restoreAllMocks());

describe('a picture on its way', () => {
  it('passes through every status, is 100 % only at the end, and comes back with its variants', async () => {
    const uploader = start();
    const seen: string[] = [];
    uploader.watch((now) => now && seen.push(now.status));
    const progress: number[] = [];
    const complete = new Set<string>();
    const [id = ''] = uploader.add([await photo('a.jpg', 900)]);
    uploader.subscribe(() => {
      const item = uploader.getItem(id);
      progress.push(item?.progress ?? 0);
      if (item?.progress === 1) complete.add(item.status);
    });
    await until(uploader, 'done');
    expect(seen).toEqual(['preparing', 'queued', 'uploading', 'processing', 'done']);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    // A preview may still come afterwards, with another word of the same end.
    expect([...complete]).toEqual(['done']);
    const item = uploader.getItem(id);
    if (item?.status !== 'done') throw new Error('not done');
    expect(item).toMatchObject({ progress: 1, width: 900, height: 900, attempt: 1 });
    const url = item.image.variants.find((variant) => variant.endsWith('/public')) ?? '';
    const shown = await createImageBitmap(await (await fetch(url)).blob());
    expect(shown.height).toBe(768);
  });

  it('brings metadata and headers along, made anew for each file', async () => {
    let calls = 0;
    const uploader = start({
      metadata: (file) => ({ alt: `About ${file.name}` }),
      headers: () => ({ Authorization: `User u${++calls}` }),
    });
    uploader.add([await photo('one.jpg'), await photo('two.jpg')]);
    await until(uploader, 'done');
    const images = uploader
      .getSnapshot()
      .items.map((item) => (item.status === 'done' ? item.image : null));
    expect(images.map((image) => image?.meta)).toEqual([
      { alt: 'About one.jpg' },
      { alt: 'About two.jpg' },
    ]);
    expect(images.map((image) => image?.creator).toSorted()).toEqual(['u1', 'u2']);
  });
});

describe('what an endpoint may answer', () => {
  it.each([
    ['html', 'invalid-response'],
    ['empty', 'invalid-response'],
    ['truncated-json', 'invalid-response'],
    ['null-result', 'invalid-response'],
    ['success-false', 'refused'],
    ['text-error', 'image-not-found'],
    ['413', 'file-too-large'],
    ['500', 'service-failed'],
    ['502', 'service-failed'],
    // Smaller than what looks like a refusal: e2e/browsers/requests.test.ts has those.
    ['cut', 'network', 60],
  ])('%s fails with %s, told once', async (name, code, side = 600) => {
    const onError = vi.fn();
    const onUploaded = vi.fn();
    const retry = { attempts: 2, baseDelay: 1, maxDelay: 5 };
    const uploader = start({ endpoint: script(name), onError, onUploaded, retry });
    uploader.add([await photo('a.jpg', side)]);
    await until(uploader, 'failed');
    expect(onError).toHaveBeenCalledOnce();
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ name: 'UploadError', code });
    expect(onUploaded).not.toHaveBeenCalled();
  });

  it('a connection on which nothing comes back is given up, and told apart', async () => {
    const uploader = start({ endpoint: script('hold'), timeouts: { response: 60 }, retry: false });
    uploader.add([await photo()]);
    await until(uploader, 'failed');
    expect(uploader.getSnapshot().items[0]).toMatchObject({
      error: { code: 'no-response', retryable: true },
    });
  });

  it('a connection that takes no more bytes is given up, and told apart', async () => {
    const large = new File([await photo(), new Uint8Array(9_900_000)], 'large.jpg');
    // As it is, since what stands behind the end of a picture would be cut.
    const options = { prepare: false, timeouts: { stall: 300 }, retry: false } as const;
    const uploader = start({ endpoint: script('stall'), ...options });
    uploader.add([large]);
    await until(uploader, 'failed');
    expect(uploader.getSnapshot().items[0]).toMatchObject({
      error: { code: 'stalled', retryable: true },
    });
  });

  it('429 is tried again when the service wants it, unless somebody cancels', async () => {
    const uploader = start({ endpoint: script('429') });
    const [id = ''] = uploader.add([await photo()]);
    await until(uploader, 'retrying');
    const item = uploader.getItem(id);
    if (item?.status !== 'retrying') throw new Error('not retrying');
    expect(item).toMatchObject({ attempt: 1, error: { code: 'rate-limited', retryAfter: 7000 } });
    const wait = item.retryAt - Date.now();
    expect(wait).toBeGreaterThan(3000);
    expect(wait).toBeLessThanOrEqual(7000);
    uploader.cancel(id);
    expect(uploader.getItem(id)?.status).toBe('canceled');
  });

  it('429 is tried again by itself, with the same key, as often as it may', async () => {
    const keys: (string | null)[] = [];
    vi.spyOn(XMLHttpRequest.prototype, 'setRequestHeader').mockImplementation(function (
      this: XMLHttpRequest,
      name,
      value,
    ) {
      if (name === 'Idempotency-Key') keys.push(value);
    });
    const uploader = start({
      endpoint: script('429'),
      retry: { attempts: 3, baseDelay: 1, maxDelay: 2 },
    });
    uploader.add([await photo()]);
    await until(uploader, 'failed');
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(uploader.getSnapshot().items[0]?.attempt).toBe(3);
  });

  it('another form of answer is read by the app’s own function', async () => {
    const image = {
      id: 'own',
      filename: 'a',
      uploaded: '',
      requireSignedURLs: false,
      variants: [],
    };
    const read = start({ endpoint: script('html'), parseResponse: () => image });
    read.add([await photo()]);
    await until(read, 'done');
    const broken = start({
      endpoint: script('html'),
      parseResponse: () => {
        throw new Error('not mine');
      },
    });
    broken.add([await photo()]);
    await until(broken, 'failed');
    expect(broken.getSnapshot().items[0]).toMatchObject({
      error: { code: 'refused', apiErrors: [{ code: 0, message: 'not mine' }] },
    });
  });
});

describe('an unclear failure', () => {
  const fast = { baseDelay: 1, maxDelay: 5 };

  /** Lets requests to the relay end like this, the first time; later ones are left alone. */
  function breakOnce(end: (xhr: XMLHttpRequest, send: () => void) => void) {
    const send = XMLHttpRequest.prototype.send;
    let broken = false;
    return vi.spyOn(XMLHttpRequest.prototype, 'send').mockImplementation(function (
      this: XMLHttpRequest,
      body,
    ) {
      if (broken) return send.call(this, body);
      broken = true;
      end(this, () => send.call(this, body));
    });
  }

  async function imagesOf(user: string): Promise<unknown[]> {
    const response = await fetch(endpoint, { headers: { Authorization: `User ${user}` } });
    return (await response.json()).result.images;
  }

  it('before the picture was stored is followed by another attempt', async () => {
    const user = crypto.randomUUID();
    breakOnce((xhr) => setTimeout(() => xhr.dispatchEvent(new ProgressEvent('loadend')), 5));
    const uploader = start({ headers: { Authorization: `User ${user}` }, retry: fast });
    uploader.add([await photo()]);
    await until(uploader, 'done');
    expect(uploader.getSnapshot().items[0]?.attempt).toBe(2);
    expect(await imagesOf(user)).toHaveLength(1);
  });

  it('after the picture was stored is not: the stored picture is found', async () => {
    const user = crypto.randomUUID();
    const sends = breakOnce((xhr, send) => {
      // The answer arrives, and the page hears only that the connection died.
      Object.defineProperty(xhr, 'status', { get: () => 502 });
      Object.defineProperty(xhr, 'responseText', { get: () => '<html>Bad Gateway</html>' });
      send();
    });
    const onUploaded = vi.fn();
    const uploader = start({ headers: { Authorization: `User ${user}` }, retry: fast, onUploaded });
    uploader.add([await photo()]);
    await until(uploader, 'done');
    expect(sends).toHaveBeenCalledOnce();
    expect(onUploaded).toHaveBeenCalledOnce();
    expect(await imagesOf(user)).toHaveLength(1);
  });

  it('is final where the picture could be stored twice, unless the app says that it is safe', async () => {
    const sends = vi.spyOn(XMLHttpRequest.prototype, 'send');
    const parseResponse = () => {
      throw new Error('never asked');
    };
    const foreign = { endpoint: script('502'), parseResponse };
    const hidden = { endpoint: script('502'), requireSignedURLs: true };
    for (const options of [
      foreign,
      hidden,
      { endpoint: script('502'), retry: { ...fast, idempotent: false } },
    ]) {
      const uploader = start({ retry: fast, ...options });
      uploader.add([await photo()]);
      await until(uploader, 'failed');
      expect(uploader.getSnapshot().items[0]).toMatchObject({
        error: { code: 'service-failed', status: 502 },
      });
      expect(sends).toHaveBeenCalledOnce();
      sends.mockClear();
    }
    const safe = start({ ...foreign, retry: { ...fast, attempts: 3, idempotent: true } });
    safe.add([await photo()]);
    await until(safe, 'failed');
    expect(sends).toHaveBeenCalledTimes(3);
  });

  it('is followed by another attempt under the same key at an endpoint that speaks the Images API', async () => {
    const keys: string[] = [];
    const set = XMLHttpRequest.prototype.setRequestHeader;
    vi.spyOn(XMLHttpRequest.prototype, 'setRequestHeader').mockImplementation(function (
      this: XMLHttpRequest,
      name,
      value,
    ) {
      if (name === 'Idempotency-Key') keys.push(value);
      set.call(this, name, value);
    });
    const uploader = start({ endpoint: script('500'), retry: { ...fast, attempts: 3 } });
    uploader.add([await photo()]);
    await until(uploader, 'failed');
    expect(uploader.getSnapshot().items[0]?.attempt).toBe(3);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('is not followed up for ever where nobody answers', async () => {
    const nowhere = 'http://127.0.0.1:9/api/images';
    const uploader = start({ endpoint: nowhere, retry: { ...fast, attempts: 4 } });
    uploader.add([await photo()]);
    await until(uploader, 'failed');
    expect(uploader.getSnapshot().items[0]).toMatchObject({
      attempt: 4,
      error: { code: 'network' },
    });
  });
});

describe('one-time upload URLs', () => {
  const fast = { baseDelay: 1, maxDelay: 5 };
  const asUser = () => ({ Authorization: `User ${crypto.randomUUID()}` });

  async function imagesOf(headers: Record<string, string>): Promise<Image[]> {
    const response = await fetch(endpoint, { headers });
    return (await response.json()).result.images;
  }

  /** The first answer of the image service is lost on its way. */
  function loseFirstAnswer() {
    const open = XMLHttpRequest.prototype.open;
    const urls: string[] = [];
    vi.spyOn(XMLHttpRequest.prototype, 'open').mockImplementation(function (
      this: XMLHttpRequest,
      ...parameters: unknown[]
    ) {
      urls.push(String(parameters[1]));
      if (urls.length === 1) {
        Object.defineProperty(this, 'status', { get: () => 502 });
        Object.defineProperty(this, 'responseText', { get: () => '<html>Bad Gateway</html>' });
      }
      return open.apply(this, parameters as Parameters<typeof open>);
    });
    return urls;
  }

  it.each([
    ['direct uploads', { mode: 'direct' as const }],
    ['private pictures', { requireSignedURLs: true }],
  ])('take %s, with what the relay decides, and none of the app’s own headers', async (_, way) => {
    const headers = asUser();
    const sent = vi.spyOn(XMLHttpRequest.prototype, 'setRequestHeader');
    const uploader = start({ ...way, headers, metadata: { album: 'summer' }, creator: 'eve' });
    uploader.add([await photo('a.jpg'), await photo('b.jpg')]);
    await until(uploader, 'done');
    expect(new Set(sent.mock.calls.map(([name]) => name))).toEqual(new Set(['Accept']));
    const images = await imagesOf(headers);
    expect(images.map(({ filename }) => filename).toSorted()).toEqual(['a.jpg', 'b.jpg']);
    for (const image of images) {
      expect(image).toMatchObject({
        meta: { album: 'summer' },
        creator: headers.Authorization.replace('User ', ''),
        requireSignedURLs: 'requireSignedURLs' in way,
      });
    }
  });

  it('is asked about after an unclear failure: what is stored is not sent again', async () => {
    const headers = asUser();
    const urls = loseFirstAnswer();
    const uploader = start({ requireSignedURLs: true, headers, retry: fast });
    uploader.add([await photo()]);
    await until(uploader, 'done');
    expect(urls).toHaveLength(1);
    expect(await imagesOf(headers)).toHaveLength(1);
  });

  it('is found out to be spent by sending to it, and still leads to the picture', async () => {
    const headers = asUser();
    const uploader = start({ mode: 'direct', headers, retry: fast });
    const [id = ''] = uploader.add([await photo()]);
    await vi.waitFor(() => expect(uploader.getItem(id)?.directUpload).toBeTruthy());
    // Somebody else, or a connection that was given up, is faster.
    uploader.pause();
    const body = new FormData();
    body.append('file', await photo('other.jpg'));
    const url = uploader.getItem(id)?.directUpload?.uploadURL ?? '';
    await fetch(url, { method: 'POST', body });
    uploader.resume();
    await until(uploader, 'done');
    expect(await imagesOf(headers)).toHaveLength(1);
  });

  it('is missed with a sentence that says what to do, when direct uploads are asked for', async () => {
    const uploader = start({ mode: 'direct', endpoint: script('nothing-here'), retry: fast });
    uploader.add([await photo()]);
    await until(uploader, 'failed');
    expect(uploader.getSnapshot().items[0]).toMatchObject({
      error: { code: 'endpoint-not-found', message: expect.stringContaining("mode: 'relay'") },
    });
  });
});

describe('without a network', () => {
  /** A network that is there or not, as the test says, for an endpoint that is taken for far away. */
  function network() {
    const listeners = new Set<() => void>();
    let online = true;
    return {
      connectivity: {
        isOnline: () => online,
        subscribe(listener: () => void) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      listeners,
      set(value: boolean) {
        online = value;
        for (const listener of listeners) listener();
      },
    };
  }

  it('nothing is sent and no attempt is lost; it goes on by itself', async () => {
    const { connectivity, set, listeners } = network();
    const far = new URL(endpoint);
    far.hostname = 'far.example';
    const sends = vi.spyOn(XMLHttpRequest.prototype, 'send');
    const uploader = start({ endpoint: far.href, connectivity });
    set(false);
    uploader.add([await photo(), await photo()]);
    await until(uploader, 'queued');
    expect(uploader.getSnapshot().status).toBe('offline');
    expect(sends).not.toHaveBeenCalled();
    uploader.setOptions({ endpoint, connectivity });
    set(true);
    await until(uploader, 'done');
    expect(uploader.getSnapshot().items.map(({ attempt }) => attempt)).toEqual([1, 1]);
    uploader.destroy();
    expect(listeners.size).toBe(0);
  });

  it('a pause stays a pause when the network comes back', async () => {
    const { connectivity, set } = network();
    const hold = new URL(script('hold'));
    const uploader = start({ endpoint: hold.href, connectivity });
    uploader.add([await photo()]);
    await until(uploader, 'processing');
    uploader.pause();
    set(false);
    set(true);
    expect(uploader.getSnapshot().status).toBe('paused');
  });

  it('an endpoint on this machine is reached all the same', async () => {
    const { connectivity, set } = network();
    set(false);
    const uploader = start({ connectivity });
    uploader.add([await photo()]);
    await until(uploader, 'done');
  });
});

describe('stopping', () => {
  it('cancels in every phase, and what is canceled stays so', async () => {
    const uploader = start({ endpoint: script('hold'), concurrency: 1 });
    const files = [await photo('sent.jpg'), await photo('waits.jpg')];
    const [sent = '', waits = ''] = uploader.add(files);
    const [fresh = ''] = uploader.add([await photo('fresh.jpg')]);
    uploader.cancel(fresh);
    await vi.waitFor(() => expect(uploader.getItem(sent)?.status).toBe('processing'));
    expect(uploader.getItem(waits)?.status).toBe('queued');
    uploader.cancel(waits);
    uploader.cancel(sent);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(statuses(uploader)).toEqual(['canceled', 'canceled', 'canceled']);
    expect(uploader.getSnapshot().status).toBe('idle');
  });

  it('takes up again what was canceled, failed or rejected', async () => {
    const uploader = start({ endpoint: script('500'), retry: false });
    const [id = ''] = uploader.add([await photo()]);
    await until(uploader, 'failed');
    uploader.setOptions({ endpoint });
    uploader.retry(id);
    await until(uploader, 'done');
    uploader.retry(id);
    expect(uploader.getItem(id)?.status).toBe('done');

    const [early = ''] = uploader.add([await photo('early.jpg')]);
    uploader.cancel(early);
    uploader.retry(early);
    await until(uploader, 'done');

    const limited = start({ maxFiles: 1, whenFull: 'reject' });
    const [first = '', second = ''] = limited.add([await photo('1.jpg'), await photo('2.jpg')]);
    await vi.waitFor(() => expect(statuses(limited)).toEqual(['done', 'rejected']));
    limited.remove(first);
    limited.retry(second);
    await until(limited, 'done');
  });

  it('pauses without losing an answer that is on its way, and goes on', async () => {
    const uploader = start({ endpoint: script('hold'), concurrency: 1 });
    uploader.add([await photo('sent.jpg'), await photo('waits.jpg')]);
    await vi.waitFor(() => expect(statuses(uploader)[0]).toBe('processing'));
    uploader.pause();
    expect(statuses(uploader)).toEqual(['processing', 'paused']);
    expect(uploader.getSnapshot().status).toBe('paused');
    uploader.cancel(uploader.getSnapshot().items[0]?.id ?? '');
    uploader.setOptions({ endpoint, concurrency: 1 });
    uploader.add([await photo('late.jpg')]);
    await vi.waitFor(() => expect(statuses(uploader)).toEqual(['canceled', 'paused', 'queued']));
    uploader.resume();
    await vi.waitFor(() => expect(statuses(uploader)).toEqual(['canceled', 'done', 'done']));
  });

  it('leaves nothing behind: as many URLs are revoked as were made', async () => {
    const made = vi.spyOn(URL, 'createObjectURL');
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    const uploader = start({ endpoint: script('hold') });
    uploader.add([await photo(), await photo(), await photo(), new File(['words'], 'notes.jpg')]);
    await vi.waitFor(() =>
      expect(statuses(uploader)).toEqual(['processing', 'processing', 'processing', 'rejected']),
    );
    await vi.waitFor(() => expect(made).toHaveBeenCalledTimes(3));
    uploader.remove(uploader.getSnapshot().items[0]?.id ?? '');
    expect(revoked).toHaveBeenCalledTimes(1);
    uploader.clear();
    expect(revoked).toHaveBeenCalledTimes(3);
    expect(uploader.getSnapshot()).toMatchObject({ items: [], status: 'idle' });
    uploader.destroy();
    expect(revoked).toHaveBeenCalledTimes(3);
  });
});

describe('many pictures', () => {
  it('are never sent more at once than may be, and all arrive once', async () => {
    const uploader = start({ concurrency: 4 });
    let most = 0;
    uploader.watch(() => {
      const active = statuses(uploader).filter(
        (status) => status === 'uploading' || status === 'processing',
      );
      most = Math.max(most, active.length);
    });
    const user = crypto.randomUUID();
    uploader.setOptions({ endpoint, concurrency: 4, headers: { Authorization: `User ${user}` } });
    const files = await Promise.all(Array.from({ length: 30 }, () => photo('image.jpg')));
    uploader.add(files);
    await until(uploader, 'done');
    expect(most).toBe(4);
    const response = await fetch(endpoint, { headers: { Authorization: `User ${user}` } });
    const { result } = await response.json();
    expect(result.images).toHaveLength(30);
  });

  it('make few notifications', async () => {
    const uploader = start({ autoStart: false });
    const listener = vi.fn();
    uploader.subscribe(listener);
    let changes = 0;
    uploader.watch(() => {
      changes += 1;
    });
    const file = await photo();
    uploader.add(Array.from({ length: 300 }, () => file));
    await until(uploader, 'queued');
    expect(changes).toBe(600);
    expect(listener.mock.calls.length).toBeLessThan(150);
  });

  it('wait for start where they are told to', async () => {
    const uploader = start({ autoStart: false });
    uploader.add([await photo(), await photo()]);
    await until(uploader, 'queued');
    expect(uploader.getSnapshot().status).toBe('waiting');
    void uploader.start();
    await until(uploader, 'done');
    uploader.add([await photo('later.jpg')]);
    await vi.waitFor(() => expect(statuses(uploader)).toEqual(['done', 'done', 'queued']));
  });

  it('count against the limit in order, and only where they came in', async () => {
    const uploader = start({ maxFiles: 2, autoStart: false });
    uploader.add([
      new File(['words'], 'notes.jpg'),
      await photo('1.jpg'),
      await photo('2.jpg'),
      await photo('3.jpg'),
    ]);
    await vi.waitFor(() =>
      expect(statuses(uploader)).toEqual(['rejected', 'queued', 'queued', 'rejected']),
    );
    expect(uploader.getSnapshot().items[3]).toMatchObject({
      error: { code: 'too-many-files', limit: 2 },
    });
  });

  it('settle once, when the last has ended', async () => {
    const onSettled = vi.fn();
    const uploader = start({ onSettled });
    uploader.add([await photo(), await photo(), new File(['words'], 'notes.jpg')]);
    await vi.waitFor(() => expect(onSettled).toHaveBeenCalled());
    expect(onSettled).toHaveBeenCalledOnce();
    expect(onSettled.mock.calls[0]?.[0].map(({ status }: UploadItem) => status)).toEqual([
      'done',
      'done',
      'rejected',
    ]);
  });
});

it('is not led astray by callbacks that throw', async () => {
  const reported = vi.spyOn(globalThis, 'reportError').mockImplementation(() => undefined);
  const broken = () => {
    throw new Error('the app’s own');
  };
  const uploader = start({
    onAdd: broken,
    onUploaded: broken,
    onProgress: broken,
    onSettled: broken,
  });
  uploader.add([await photo()]);
  await until(uploader, 'done');
  await vi.waitFor(() => expect(reported.mock.calls.length).toBeGreaterThanOrEqual(3));
  expect(uploader.getSnapshot().items[0]?.status).toBe('done');
});

it('says so when a function of the app throws before anything is sent', async () => {
  const uploader = start({
    metadata: () => {
      throw new Error('no caption');
    },
  });
  uploader.add([await photo()]);
  await until(uploader, 'rejected');
  expect(uploader.getSnapshot().items[0]).toMatchObject({
    error: { code: 'app-error', cause: { message: 'no caption' } },
  });
});
