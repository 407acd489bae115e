// What people write instead of taking a library: a reducer, XMLHttpRequest and object URLs.
import { type ActionDispatch, type ReactElement, useReducer } from 'react';
import { createRoot } from 'react-dom/client';
import type { ContenderOptions } from '../../src/contender.ts';
import { countDone, countPreviews, Row } from './row.tsx';
import { send, sendAll } from './xhr.ts';

interface Item {
  id: number;
  file: File;
  done: boolean;
  percent: number;
  src: string;
}

type Action = { added: Item[] } | { id: number; patch: Partial<Item> };

const reduce = (items: Item[], action: Action): Item[] =>
  'added' in action
    ? [...items, ...action.added]
    : items.map((item) => (item.id === action.id ? { ...item, ...action.patch } : item));

let dispatch: ActionDispatch<[Action]>;
let options: ContenderOptions;

function App(): ReactElement {
  const [items, change] = useReducer(reduce, []);
  dispatch = change;
  return (
    <ul>
      {items.map(({ id, file, done, percent, src }) => (
        <Row key={id} name={file.name} done={done} percent={percent} src={src} />
      ))}
    </ul>
  );
}

async function upload({ id, file }: Item): Promise<void> {
  await send(file, options.endpoint, (percent) => dispatch({ id, patch: { percent } }));
  dispatch({ id, patch: { done: true, percent: 100 } });
}

window.contender = {
  mount(root, given) {
    options = given;
    createRoot(root).render(<App />);
  },
  add(files) {
    const added = files.map((file, id) => {
      return { id, file, done: false, percent: 0, src: URL.createObjectURL(file) };
    });
    dispatch({ added });
    void sendAll(added, options.concurrency, upload);
  },
  done: countDone,
  previews: countPreviews,
};
