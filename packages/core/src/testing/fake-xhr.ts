import { pictureOf } from './fake-fetch.ts';
import type { FakeAnswer } from './outcome.ts';
import type { FindLine, Found } from './page-network.ts';

/** The class `XMLHttpRequest`. */
export type XHRClass = new () => XMLHttpRequest;

const NO_PICTURE =
  'Tintype: the fake transport takes forms with a file by XMLHttpRequest, and nothing else.';
const NO_ANSWER: FakeAnswer = { status: 0, text: '', headers: {} };

/** An `XMLHttpRequest` that goes over our lines where there is one, and else the way that it went before. */
export function fakeXHR(real: XHRClass | undefined, find: FindLine): XHRClass {
  const Base = real ?? bareXHR();

  return class extends Base {
    #found: Found | undefined;
    #url = '';
    #headers: Record<string, string> = {};
    #answer = NO_ANSWER;
    #stop: AbortController | undefined;

    override open(method: string, url: string | URL, ...rest: unknown[]): void {
      this.#url = String(url);
      this.#found = find(this.#url);
      this.#headers = {};
      const open = super.open as (...parameters: unknown[]) => void;
      if (!this.#found) open.call(this, method, url, ...rest);
      else this.#show(1, NO_ANSWER);
    }

    override setRequestHeader(name: string, value: string): void {
      if (this.#found) this.#headers[name.toLowerCase()] = value;
      else super.setRequestHeader(name, value);
    }

    override getResponseHeader(name: string): string | null {
      if (!this.#found) return super.getResponseHeader(name);
      return this.#answer.headers[name.toLowerCase()] ?? null;
    }

    override getAllResponseHeaders(): string {
      if (!this.#found) return super.getAllResponseHeaders();
      const lines = Object.entries(this.#answer.headers);
      return lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    }

    override send(body?: XMLHttpRequestBodyInit | null): void {
      if (!this.#found) super.send(body);
      else if (body instanceof FormData && body.has('file')) void this.#travel(this.#found, body);
      else throw new TypeError(NO_PICTURE);
    }

    override abort(): void {
      if (!this.#found) super.abort();
      else this.#stop?.abort();
    }

    async #travel({ line, path }: Found, body: FormData): Promise<void> {
      const picture = pictureOf(this.#url, body, this.#headers);
      const { size } = picture.file;
      const stop = new AbortController();
      this.#stop = stop;
      stop.signal.addEventListener('abort', () => this.#end(null, 'abort'), { once: true });
      fire(this, 'loadstart');
      const answer = await line
        .send(picture, path, {
          signal: stop.signal,
          onProgress: (share) => fire(this.upload, 'progress', size * share, size),
          onSent: () => {
            fire(this.upload, 'load', size, size);
            fire(this.upload, 'loadend', size, size);
          },
        })
        .catch((error: unknown) => (stop.signal.aborted ? null : Promise.reject(error)));
      if (!stop.signal.aborted) this.#end(answer, answer ? 'load' : 'error');
    }

    #end(answer: FakeAnswer | null, event: 'load' | 'error' | 'abort'): void {
      this.#stop = undefined;
      this.#show(4, answer ?? NO_ANSWER);
      fire(this, event);
      fire(this, 'loadend');
    }

    /** What can be read of the request from now on. */
    #show(readyState: number, answer: FakeAnswer): void {
      this.#answer = answer;
      const { status, text } = answer;
      const shown = {
        readyState,
        status,
        responseText: text,
        response: text,
        responseURL: this.#url,
      };
      for (const [name, value] of Object.entries(shown)) {
        Object.defineProperty(this, name, { value, configurable: true });
      }
      fire(this, 'readystatechange');
    }
  };
}

/** Node has no `XMLHttpRequest`, and its events do not call what is set as `on…`. */
function bareXHR(): XHRClass {
  class Target extends EventTarget {
    override dispatchEvent(event: Event): boolean {
      const handler = (this as unknown as Record<string, unknown>)[`on${event.type}`];
      if (typeof handler === 'function') handler.call(this, event);
      return super.dispatchEvent(event);
    }
  }
  class Bare extends Target {
    upload = new Target();
    withCredentials = false;
    open(_: string, url: string | URL): void {
      throw new TypeError(`Tintype: there is no XMLHttpRequest here that could ask ${url}.`);
    }
    setRequestHeader(): void {}
    getResponseHeader(): null {
      return null;
    }
    getAllResponseHeaders(): string {
      return '';
    }
    send(): void {}
    abort(): void {}
  }
  return Bare as unknown as XHRClass;
}

function fire(target: EventTarget, type: string, loaded = 0, total = 0): void {
  const facts = { lengthComputable: total > 0, loaded, total };
  target.dispatchEvent(Object.assign(new Event(type), facts));
}
