import type { Connectivity, Image } from '@tintype/core';

/** An answer as it comes over the line, whoever has given it. */
export interface StoryAnswer {
  status: number;
  body: string;
  headers?: Readonly<Record<string, string>>;
}

/** What becomes of one request that brings a picture. */
export type Fate =
  | 'stored'
  /** Stored, and the answer is lost on its way back. */
  | 'stored, then cut'
  /** After 40 % no byte leaves any more. */
  | 'stalled'
  | StoryAnswer;

/** How a network behaves. */
export interface NetworkScript {
  /** Part of its address, which errors show. */
  name: string;
  /** One for each request, in their order; those that follow are `stored`. */
  fates?: readonly Fate[];
  /** Milliseconds that a picture takes. @default 600 */
  duration?: number;
  /** What stands before it answers everything with its own page. */
  answersAll?: StoryAnswer;
}

/** What has come of it. */
export interface NetworkCounts {
  requests: number;
  stored: number;
}

/** A relay and the line to it, both in the page, for stories that have no server. */
export interface StoryNetwork extends Connectivity {
  readonly endpoint: string;
  setOnline(online: boolean): void;
  getCounts(): NetworkCounts;
}

/** The same, for the requests that go over it. */
interface Line extends StoryNetwork {
  readonly duration: number;
  /** What becomes of a picture. Called when its request begins. */
  begin(): Fate;
  /** All of it has arrived. A key that is known stores nothing new. */
  store(key: string, name: string): Image;
  /** Answers what a relay is asked about a key. */
  ask(key: string): StoryAnswer;
}

const lines = new Map<string, Line>();

/** Opens a network at an address of its own. Requests to other addresses are made as ever. */
export function openNetwork(script: NetworkScript): StoryNetwork {
  takeOver();
  // Of another host: what is on this machine needs no network.
  const line = createLine(`https://images.example/${script.name}`, script);
  lines.set(line.endpoint, line);
  return line;
}

function createLine(endpoint: string, script: NetworkScript): Line {
  const { fates = [], duration = 600, answersAll } = script;
  const images = new Map<string, Image>();
  const listeners = new Set<() => void>();
  let online = true;
  let counts: NetworkCounts = { requests: 0, stored: 0 };
  const set = (next: NetworkCounts) => {
    counts = next;
    for (const listener of listeners) listener();
  };
  return {
    endpoint,
    duration,
    isOnline: () => online,
    setOnline(value) {
      online = value;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getCounts: () => counts,
    begin() {
      set({ ...counts, requests: counts.requests + 1 });
      return answersAll ?? fates[counts.requests - 1] ?? 'stored';
    },
    store(key, name) {
      const image = images.get(key) ?? imageOf(key, name);
      images.set(key, image);
      set({ ...counts, stored: images.size });
      return image;
    },
    ask: (key) => answersAll ?? answerTo(images.get(key)),
  };
}

function imageOf(key: string, filename: string): Image {
  return {
    id: key,
    filename,
    uploaded: new Date().toISOString(),
    requireSignedURLs: false,
    variants: ['/photos/paris/thumbnail', '/photos/paris/public'],
  };
}

const NOT_FOUND = { code: 5404, message: 'Image not found' };

/** As the service says it. Without an image: it is not there. */
function answerTo(image: Image | undefined): StoryAnswer {
  const errors = image ? [] : [NOT_FOUND];
  const envelope = { success: Boolean(image), errors, messages: [], result: image ?? null };
  return { status: image ? 200 : 404, body: JSON.stringify(envelope) };
}

/** A request that may go over one of our lines. */
class StoryRequest extends XMLHttpRequest {
  #line: Line | undefined;
  #key = '';
  #ended = false;
  #answer: StoryAnswer = { status: 0, body: '' };

  override open(method: string, url: string | URL): void {
    this.#line = lines.get(String(url));
    if (!this.#line) super.open(method, url);
  }

  override setRequestHeader(name: string, value: string): void {
    if (!this.#line) super.setRequestHeader(name, value);
    else if (name === 'Idempotency-Key') this.#key = value;
  }

  override send(body: FormData): void {
    if (!this.#line) super.send(body);
    else void this.#travel(this.#line, body.get('file') as File);
  }

  override abort(): void {
    if (this.#line) this.#end({ status: 0, body: '' });
    else super.abort();
  }

  override getResponseHeader(name: string): string | null {
    if (!this.#line) return super.getResponseHeader(name);
    return this.#answer.headers?.[name] ?? null;
  }

  async #travel(line: Line, file: File): Promise<void> {
    const fate = line.begin();
    const steps = Math.max(5, line.duration / 100);
    for (let step = 1; step <= steps; step += 1) {
      await pause(line.duration / steps);
      if (this.#ended) return;
      if (!line.isOnline()) return this.#end({ status: 0, body: '' });
      if (fate === 'stalled' && step / steps > 0.4) return;
      this.#report('progress', file.size, step / steps);
    }
    this.#report('load', file.size, 1);
    await pause(200);
    this.#end(this.#arrive(line, file, fate));
  }

  #arrive(line: Line, file: File, fate: Fate): StoryAnswer {
    if (typeof fate === 'object') return fate;
    const image = line.store(this.#key, file.name);
    return fate === 'stored' ? answerTo(image) : { status: 0, body: '' };
  }

  #report(type: 'progress' | 'load', total: number, ratio: number): void {
    const sent = { lengthComputable: true, loaded: total * ratio, total };
    this.upload.dispatchEvent(new ProgressEvent(type, sent));
  }

  #end(answer: StoryAnswer): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#answer = answer;
    Object.defineProperties(this, {
      status: { value: answer.status },
      responseText: { value: answer.body },
    });
    this.dispatchEvent(new ProgressEvent('loadend'));
  }
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}

/** From now on, requests to our addresses are answered here. */
function takeOver(): void {
  if (globalThis.XMLHttpRequest === StoryRequest) return;
  const realFetch = globalThis.fetch;
  globalThis.XMLHttpRequest = StoryRequest;
  globalThis.fetch = async (input, init) => {
    const address = typeof input === 'object' && 'url' in input ? input.url : String(input);
    const [endpoint = '', key = ''] = address.split('/keys/');
    const line = lines.get(endpoint);
    if (!line) return realFetch(input, init);
    if (!line.isOnline()) throw new TypeError('Failed to fetch');
    const { status, body, headers } = line.ask(key);
    return new Response(body, { status, ...(headers && { headers }) });
  };
}
