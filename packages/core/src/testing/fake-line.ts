import type { Image } from '../images/image.ts';
import { createFakeRelay, type FakeQuestion, type SentPicture } from './fake-relay.ts';
import { type FakeAnswer, type Fate, fateOf, type Outcome } from './outcome.ts';

/** What the sender of a picture is told while it is under way. */
export interface Journey {
  signal: AbortSignal;
  onProgress(share: number): void;
  /** All bytes have left. */
  onSent(): void;
}

/** The way to one endpoint. */
export interface FakeLine {
  /** Absolute, without a slash at its end. */
  endpoint: string;
  /** Brings a picture, as the script has it. `null`: the connection broke. */
  send(picture: SentPicture, path: string, journey: Journey): Promise<FakeAnswer | null>;
  ask(question: FakeQuestion): FakeAnswer;
}

/** The same, for whoever has opened it. */
export interface OpenLine extends FakeLine {
  requests: SentPicture[];
  images(): Image[];
  /** Puts more outcomes behind those that are left. */
  use(outcomes: readonly Outcome[]): void;
  /** Lets everything go on that is held. */
  release(): void;
}

/** What is to become of pictures, in the order of their requests, or for each when it comes. */
export type Script = readonly Outcome[] | ((picture: SentPicture, index: number) => Outcome);

/**
 * @param imageOf - Fields of the image that is made of a picture.
 * @throws TypeError for what is no outcome.
 */
export function openLine(
  endpoint: string,
  script: Script,
  imageOf: (picture: SentPicture) => Partial<Image>,
): OpenLine {
  const relay = createFakeRelay(endpoint);
  const requests: SentPicture[] = [];
  const fates: Fate[] = typeof script === 'function' ? [] : script.map(fateOf);
  const held = new Set<() => void>();

  function fateFor(picture: SentPicture): Fate {
    const next = fates.shift();
    if (next) return next;
    return fateOf(typeof script === 'function' ? script(picture, requests.length - 1) : 'stored');
  }

  async function travel({ progress, delay, held: isHeld }: Fate, journey: Journey): Promise<void> {
    const { signal, onProgress, onSent } = journey;
    for (const share of progress) {
      await pause(delay);
      signal.throwIfAborted();
      onProgress(share);
    }
    const isSent = progress.at(-1) === 1;
    if (isSent) onSent();
    if (isHeld) await new Promise<void>((resolve) => held.add(resolve));
    await pause(delay);
    signal.throwIfAborted();
    if (!isSent) onSent();
  }

  return {
    endpoint,
    requests,
    images: relay.images,
    async send(picture, path, journey) {
      requests.push(picture);
      const { ending, ...course } = fateFor(picture);
      const arrive = () =>
        relay.store(picture, path, { ...imageOf(picture), ...('image' in ending && ending.image) });
      const isCut = ending.type === 'cut';
      // What is cut off was not sent as a whole, unless it was stored.
      const isWhole = !isCut || ending.stores;
      const onSent = () => isWhole && journey.onSent();
      await travel({ ...course, ending }, { ...journey, onSent });
      if (ending.type === 'answered') return ending.answer;
      if (!isCut) return arrive();
      if (ending.stores) arrive();
      return null;
    },
    ask: relay.answer,
    use: (outcomes) => void fates.push(...outcomes.map(fateOf)),
    release() {
      const all = [...held];
      held.clear();
      for (const goOn of all) goOn();
    },
  };
}

// Looked up at each call, so that fake timers of a test runner count here, too.
function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
