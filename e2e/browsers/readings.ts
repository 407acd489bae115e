// Functions that are run in the page: they know nothing but what they are given, and what is global there.

/** One picture of the dropzone's list, as a person sees it. */
export interface ListedPicture {
  status: string | undefined;
  text: string;
  /** Pixels of its preview; `null` while there is none that can be seen. */
  preview: { width: number; height: number } | null;
}

/** One picture of the gallery, as a person sees it. */
export interface StoredPicture {
  variant: string | undefined;
  /** Names of its variants. */
  variants: string[];
  /** Pixels of what is on show; `null` while nothing is. */
  pixels: { width: number; height: number } | null;
}

/** Something that can be pressed, and how large it is. */
export interface Target {
  name: string;
  width: number;
  height: number;
}

export function readListed(name: string): ListedPicture | null {
  const items = [...document.querySelectorAll<HTMLElement>('[data-tt="item"]')];
  const item = items.find((candidate) => candidate.textContent.includes(name));
  if (!item) return null;
  const image = item.querySelector('img');
  const shown = image?.complete && image.naturalWidth > 0 && image.checkVisibility();
  return {
    status: item.dataset.status,
    text: item.textContent,
    preview: shown ? { width: image.naturalWidth, height: image.naturalHeight } : null,
  };
}

export function readStored(name: string): StoredPicture[] {
  const all = [...document.querySelectorAll('[data-tt="image"]')];
  return all
    .filter((candidate) => candidate.textContent.includes(name))
    .map((stored) => {
      const image = stored.querySelector('img');
      // Pictures are not loaded before they are looked at.
      image?.scrollIntoView({ block: 'center' });
      const loaded = image?.complete && image.naturalWidth > 0;
      const radios = stored.querySelectorAll<HTMLInputElement>('input[type="radio"]');
      return {
        variant: image?.dataset.variant,
        variants: [...radios].map(({ value }) => value).filter(Boolean),
        pixels: loaded ? { width: image.naturalWidth, height: image.naturalHeight } : null,
      };
    });
}

/** What a test hands to the page as files. */
export interface HandedFile {
  name: string;
  base64: string;
}

interface Hand {
  how: 'drop' | 'paste';
  files: HandedFile[];
}

/** Drops or pastes files onto the dropzone. Returns the invitation that stood there while they hung over it. */
export async function handOver({ how, files }: Hand): Promise<string> {
  const zone = document.querySelector<HTMLElement>('[data-tt="dropzone"]');
  if (!zone) throw new Error('There is no dropzone on the page.');
  const transfer = new DataTransfer();
  for (const { name, base64 } of files) {
    const answer = await fetch(`data:image/jpeg;base64,${base64}`);
    transfer.items.add(new File([await answer.blob()], name, { type: 'image/jpeg' }));
  }
  if (how === 'paste') {
    zone.querySelector('button')?.focus();
    const paste = new ClipboardEvent('paste', { bubbles: true, clipboardData: transfer });
    // Firefox makes one of its own, which is empty.
    if (paste.clipboardData?.files.length === 0) {
      for (const file of transfer.files) paste.clipboardData.items.add(file);
    }
    (document.activeElement ?? zone).dispatchEvent(paste);
    return '';
  }
  const drag = (type: string) => {
    const init = { bubbles: true, cancelable: true, composed: true, dataTransfer: transfer };
    zone.dispatchEvent(new DragEvent(type, init));
  };
  drag('dragenter');
  drag('dragover');
  while (!('dragging' in zone.dataset)) await new Promise((done) => setTimeout(done, 20));
  const invitation = zone.textContent;
  drag('drop');
  return invitation;
}

declare global {
  interface Window {
    /** Errors that nobody caught. */
    pageErrors?: string[];
    /** Values of the progress bars, in the order in which they were seen. */
    progressSeen?: number[];
  }
}

export function collectErrors(): void {
  const errors: string[] = [];
  window.pageErrors = errors;
  window.addEventListener('error', ({ message }) => errors.push(message));
  window.addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
}

/** Keeps each value that a progress bar takes. */
export function collectProgress(): void {
  const seen: number[] = [];
  window.progressSeen = seen;
  new MutationObserver(() => {
    for (const bar of document.querySelectorAll<HTMLProgressElement>('[data-tt="item"] progress')) {
      if (bar.position >= 0 && bar.value !== seen.at(-1)) seen.push(bar.value);
    }
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['value'] });
}

/** Everything on the page that can be pressed and is seen, links in a line of text left out. */
export function readTargets(): Target[] {
  const all = document.querySelectorAll<HTMLElement>('button, input, select, textarea, summary, a');
  return [...all].flatMap((element) => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return [];
    if (getComputedStyle(element).display === 'inline' && element.matches('a')) return [];
    // Whoever presses the words of a label presses what it names.
    const pressed = element.closest('label') ?? element;
    const { width, height } = pressed.getBoundingClientRect();
    const name = element.getAttribute('aria-label') ?? pressed.textContent;
    return [{ name, width, height }];
  });
}

/** How many pixels of the page lie beside the screen. */
export function readOverflow(): number {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth - clientWidth;
}

/** Whether the page is there, with everything that it asks its server for at first. */
export function readReady(): boolean {
  const busy = '[data-tt="gallery"][aria-busy="true"], fieldset:disabled';
  return document.querySelector('h1') !== null && document.querySelector(busy) === null;
}

/** Presses a button if it is there in this moment. */
export function pressNow(name: string): void {
  document.querySelector<HTMLElement>(`button[aria-label="${CSS.escape(name)}"]`)?.click();
}
