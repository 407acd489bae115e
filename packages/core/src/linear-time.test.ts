import { expect, it } from 'vitest';
import { growth, LINEAR } from '../test/growth.ts';
import { readEnvelope } from './images/envelope.ts';
import { boundaryOf, escapeFileName, readPartHeaders } from './multipart/index.ts';
import { fileNameFor } from './preparation/file-name.ts';
import { readRetryAfter } from './transport/retry-after.ts';

const quietly = <Result>(work: () => Result) => {
  try {
    return work();
  } catch {
    return undefined;
  }
};

const disposition = (text: string) =>
  quietly(() => readPartHeaders(`Content-Disposition: form-data; name="file"; ${text}`));
const named = (text: string) => disposition(`filename="${text}`);

/** What reads foreign text, and texts that a backtracking reader looks at again and again. */
const READERS: readonly (readonly [
  name: string,
  read: (text: string) => unknown,
  pieces: string[],
])[] = [
  [
    'parameters of a part',
    disposition,
    [';', '; a', '; a=', ' ', '="', '\\', '"', "a*=utf-8''", '%41'],
  ],
  ['the name of a file', named, ['\\', '\\"', '"', '%22', '/', '../', '.', ' ', '\r\n ']],
  [
    'headers of a part',
    (text) => quietly(() => readPartHeaders(text)),
    ['\r\n', 'a:', ' ', 'content-disposition:'],
  ],
  [
    'a boundary',
    (text) => quietly(() => boundaryOf(`multipart/form-data; ${text}`)),
    [';', 'boundary', '=', '"', ' ', '; boundary= '],
  ],
  ['a name to be sent', escapeFileName, ['"', '\\', '\r\n', '%', '%22']],
  [
    'a name with another ending',
    (text) => fileNameFor(`${text}.png`, 'image/jpeg'),
    ['.', '.png', 'a.', ' ', 'j'],
  ],
  [
    'an envelope',
    (text) => readEnvelope(text, () => undefined),
    [' ', 'ERROR ', 'ERROR 5', '\n', '[', '{"a":', '"'],
  ],
  ['a time to wait', (text) => readRetryAfter(text, Date.now), ['1', ' ', 'Mon, ', '-', ':']],
];

it.each(
  READERS.flatMap(([name, read, pieces]) => pieces.map((piece) => [name, piece, read] as const)),
)('%s is read in time by its length: %j', async (_, piece, read) => {
  const ratio = await growth((size) => `${piece.repeat(size / piece.length)}!`, read, 50_000);
  expect(ratio).toBeLessThan(LINEAR);
});
