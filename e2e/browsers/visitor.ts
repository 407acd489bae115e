import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import {
  collectErrors,
  handOver,
  type ListedPicture,
  pressNow,
  readListed,
  readReady,
  readStored,
  type StoredPicture,
} from './readings.ts';
import type { Tab } from './tab.ts';

/** Nothing here is fast or slow by a rule; it ends a test that would wait for ever. */
export const patient = { timeout: 60_000, interval: 50 };

/** Somebody who uses the demo, in whichever browser. */
export class Visitor {
  readonly tab: Tab;
  readonly #origin: string;

  constructor(tab: Tab, origin: string) {
    this.tab = tab;
    this.#origin = origin;
  }

  async open(page = '/'): Promise<void> {
    await this.tab.goTo(this.#origin + page);
    await this.#settle();
  }

  async reload(): Promise<void> {
    await this.tab.reload();
    await this.#settle();
  }

  press(button: string): Promise<void> {
    return this.tab.press(`//button[@aria-label="${button}" or normalize-space()="${button}"]`);
  }

  /** Presses Retry for as long as it is there: a picture may try again by itself at any moment. */
  async retryUntilDone(name: string): Promise<void> {
    const retried = async () => {
      await this.tab.run(pressNow, `Retry ${name}`);
      return (await this.listed(name))?.status;
    };
    await expect.poll(retried, patient).toBe('done');
  }

  /** Turns a fault of the playground on or off. */
  async turn(fault: string, on: boolean): Promise<void> {
    await this.tab.press(`//label[strong="${fault}"]/input`);
    const isOn = () =>
      this.tab.run(
        (name) =>
          [...document.querySelectorAll('label')]
            .find((label) => label.textContent.includes(name))
            ?.querySelector('input')?.checked,
        fault,
      );
    await expect.poll(isOn, patient).toBe(on);
  }

  /** Chooses pictures through the button and the dialog that it opens. */
  choose(...paths: string[]): Promise<void> {
    return this.tab.chooseFiles('//button[normalize-space()="Choose pictures"]', paths);
  }

  drop(...paths: string[]): Promise<string> {
    return this.tab.run(handOver, { how: 'drop', files: paths.map(handed) });
  }

  paste(...paths: string[]): Promise<string> {
    return this.tab.run(handOver, { how: 'paste', files: paths.map(handed) });
  }

  /** What the list says of a picture. */
  listed(name: string): Promise<ListedPicture | null> {
    return this.tab.run(readListed, name);
  }

  /** Waits until the list shows a preview of a picture, and tells its pixels. */
  async preview(name: string): Promise<{ width: number; height: number }> {
    const preview = async () => (await this.listed(name))?.preview ?? null;
    await expect.poll(preview, patient).not.toBeNull();
    return (await preview()) ?? { width: 0, height: 0 };
  }

  /** What the gallery shows of the pictures of one name. */
  stored(name: string): Promise<StoredPicture[]> {
    return this.tab.run(readStored, name);
  }

  async expectStatus(name: string, status: RegExp | string): Promise<void> {
    const current = async () => (await this.listed(name))?.status;
    await expect.poll(current, patient).toMatch(status);
  }

  /** Waits until the gallery shows one picture of this name, and no more. */
  async expectStoredOnce(name: string): Promise<void> {
    const shown = async () => (await this.stored(name)).map(({ pixels }) => pixels !== null);
    await expect.poll(shown, patient).toEqual([true]);
  }

  /** Waits for words anywhere on the page. */
  async expectText(words: string): Promise<void> {
    const text = () => this.tab.run(() => document.body.textContent, undefined);
    await expect.poll(text, patient).toContain(words);
  }

  /** Shows another variant of a picture in the gallery, and waits until it is there. */
  async show(name: string, variant: string): Promise<StoredPicture> {
    const first = async () => (await this.stored(name))[0];
    await expect.poll(first, patient).toMatchObject({ pixels: { width: expect.any(Number) } });
    await this.tab.press(
      `//li[@data-tt="image"][contains(., "${name}")]//label[normalize-space()="${variant}"]`,
    );
    await expect
      .poll(first, patient)
      .toMatchObject({ variant, pixels: { width: expect.any(Number) } });
    return (await first()) as StoredPicture;
  }

  async #settle(): Promise<void> {
    await this.tab.run(collectErrors, undefined);
    const ready = () => this.tab.run(readReady, undefined);
    await expect.poll(ready, patient).toBe(true);
  }
}

function handed(file: string) {
  return { name: path.basename(file), base64: readFileSync(file).toString('base64') };
}
