/** What a suite needs of a browser, whichever it is. Places are XPaths. */
export interface Tab {
  goTo(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Presses what is there, once it is there: with the mouse, or with a finger where there is no mouse. */
  press(place: string): Promise<void>;
  /** Presses what opens the dialog for files, and chooses these there. */
  chooseFiles(place: string, paths: readonly string[]): Promise<void>;
  /** Runs a function in the page. It knows nothing but what it is given. */
  run<R, A = undefined>(task: (given: A) => R | Promise<R>, given: A): Promise<R>;
}

/** A browser that runs, with one tab. */
export interface Browser {
  /** As it calls itself. */
  version: string;
  tab: Tab;
  close(): Promise<void>;
}
