import { describe, expect, it } from 'vitest';
import { type FormReader, openForm, type ReadBytes } from './multipart-reader.ts';
import type { ByteSource } from './request-body.ts';

const B = '----boundary';

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function sourceOf(chunks: Uint8Array[]): ByteSource {
  const waiting = [...chunks];
  return {
    read: async () => waiting.shift() ?? null,
    close: async () => undefined,
  };
}

async function read(chunks: Uint8Array[], boundary = B) {
  const parts: { name: string; filename: string | null; text: string }[] = [];
  for await (const { name, filename, read } of partsOf(openForm(sourceOf(chunks), boundary))) {
    parts.push({ name, filename, text: await textOf(read) });
  }
  return parts;
}

async function* partsOf(form: FormReader) {
  for (let part = await form.next(); part; part = await form.next()) yield part;
}

async function textOf(read: ReadBytes): Promise<string> {
  let text = '';
  for (let chunk = await read(); chunk; chunk = await read()) text += String.fromCharCode(...chunk);
  return text;
}

function form(...parts: [disposition: string, text: string][]): string {
  const written = parts.map(
    ([disposition, text]) =>
      `--${B}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${text}\r\n`,
  );
  return `${written.join('')}--${B}--\r\n`;
}

// All that could be taken for a boundary and is none.
const TRICKY = `\r\n--${B.slice(0, -1)}x\r\n--\r\n\r\n--\r--${B}\n--${B}\r\r\n\r\n`;

describe('a form', () => {
  it('reads fields and files in order', async () => {
    const body = form(['name="metadata"', '{"a":1}'], ['name="file"; filename="a.jpg"', 'bytes']);
    expect(await read([bytesOf(body)])).toEqual([
      { name: 'metadata', filename: null, text: '{"a":1}' },
      { name: 'file', filename: 'a.jpg', text: 'bytes' },
    ]);
  });

  it('reads the same whatever the chunks, byte by byte and cut at every place', async () => {
    const body = bytesOf(form(['name="file"; filename="a"', TRICKY], ['name="b"', '']));
    const whole = await read([body]);
    expect(whole[0]?.text).toBe(TRICKY);
    expect(await read(Array.from(body, (byte) => Uint8Array.of(byte)))).toEqual(whole);
    for (let cut = 1; cut < body.length; cut++) {
      expect(await read([body.subarray(0, cut), body.subarray(cut)])).toEqual(whole);
    }
  });

  it('reads random bytes unchanged through random chunks', async () => {
    let seed = 42;
    const random = (below: number) => {
      seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
      return seed % below;
    };
    // Few different bytes, so that beginnings of the boundary are everywhere.
    const alphabet = `\r\n-${B}`;
    for (let round = 0; round < 40; round++) {
      const content = Array.from(
        { length: random(3000) },
        () => alphabet[random(alphabet.length)],
      ).join('');
      if (content.includes(`\r\n--${B}`)) continue;
      const body = bytesOf(form(['name="file"; filename="a"', content]));
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < body.length; ) {
        const length = 1 + random(97);
        chunks.push(body.subarray(at, at + length));
        at += length;
      }
      expect((await read(chunks))[0]?.text).toBe(content);
    }
  });

  it('undoes what browsers do to names', async () => {
    const body = form(['name="file"; filename="a %22b%22%0D%0A 100%.jpg"', 'x']);
    expect((await read([bytesOf(body)]))[0]?.filename).toBe('a "b"\r\n 100%.jpg');
  });

  it('steps over parts that nobody reads', async () => {
    const names: string[] = [];
    const body = bytesOf(form(['name="a"', 'x'.repeat(5000)], ['name="b"', 'y']));
    for await (const { name } of partsOf(openForm(sourceOf([body]), B))) names.push(name);
    expect(names).toEqual(['a', 'b']);
  });

  it.each([
    ['ends in a file', form(['name="file"; filename="a"', 'bytes']).slice(0, -20), 'incomplete'],
    ['ends in a header', `--${B}\r\nContent-Dispo`, 'incomplete'],
    ['is empty', '', 'incomplete'],
    ['never begins', 'x'.repeat(5000), 'does not begin with its boundary'],
    ['has a part without a name', `--${B}\r\nX: y\r\n\r\n\r\n--${B}--`, 'has no name'],
    [
      'has endless headers',
      `--${B}\r\n${'X: y\r\n'.repeat(4000)}`,
      'headers of a part are too long',
    ],
    ['has rubbish behind a boundary', `--${B}xx`, 'not followed by a line break'],
    ['has too many parts', form(...Array(25).fill(['name="a"', 'x'])), 'too many parts'],
  ])('refuses a form that %s', async (_, body, message) => {
    await expect(read([bytesOf(body)])).rejects.toMatchObject({ status: 400, code: 5400 });
    await expect(read([bytesOf(body)])).rejects.toThrow(message);
  });

  it('lets go of its source when nobody wants more', async () => {
    let isClosed = false;
    const endless: ByteSource = {
      read: async () => bytesOf(`--${B}\r\nContent-Disposition: form-data; name="a"\r\n\r\nx`),
      close: async () => {
        isClosed = true;
      },
    };
    const form = openForm(endless, B);
    await form.next();
    await form.close();
    expect(isClosed).toBe(true);
  });

  it('hands chunks on as they came, without a copy and without crumbs', async () => {
    const head = bytesOf(
      `--${B}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`,
    );
    const chunks = Array.from({ length: 4 }, (_, index) => new Uint8Array(65_536).fill(index));
    const form = openForm(sourceOf([head, ...chunks, bytesOf(`\r\n--${B}--\r\n`)]), B);
    const part = await form.next();
    for (const chunk of chunks) {
      const read = await part?.read();
      expect(read?.buffer).toBe(chunk.buffer);
      expect(read?.length).toBe(chunk.length);
    }
    expect(await part?.read()).toBeNull();
    expect(await form.next()).toBeNull();
  });
});
