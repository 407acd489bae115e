// The limit: XMLHttpRequest alone, and nothing on the screen.
import { send, sendAll } from './xhr.ts';

let options = { endpoint: '', concurrency: 1 };
let done = 0;

window.contender = {
  mount(_, given) {
    options = given;
  },
  add(files) {
    void sendAll(files, options.concurrency, async (file) => {
      await send(file, options.endpoint, () => undefined);
      done++;
    });
  },
  done: () => done,
  previews: () => 0,
};
