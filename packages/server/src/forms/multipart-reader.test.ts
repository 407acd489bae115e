import { describe, expect, it } from 'vitest';
import { openMultipart } from './multipart-reader.ts';

interface ReadPart {
  name: string;
  filename: string | null;
  text: string;
}

/** Reads a form that arrives in pieces of this many bytes. */
async function read(body: string | Buffer, size = 64 * 1024, boundary = 'b'): Promise<ReadPart[]> {
  const bytes = Buffer.from(body as string);
  let offset = 0;
  const reader = openMultipart(async () => {
    if (offset >= bytes.length) return null;
    offset += size;
    return bytes.subarray(offset - size, offset);
  }, boundary);
  const parts: ReadPart[] = [];
  for (let part = await reader.next(); part; part = await reader.next()) {
    const chunks: Buffer[] = [];
    for (let chunk = await part.read(); chunk; chunk = await part.read()) chunks.push(chunk);
    const { name, filename } = part;
    parts.push({ name, filename, text: Buffer.concat(chunks).toString('latin1') });
  }
  return parts;
}

const part = (disposition: string, text: string) =>
  `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${text}\r\n`;
const form = (...parts: string[]) => `${parts.join('')}--b--\r\n`;

describe('a form', () => {
  const body = form(
    part('name="id"', 'mine'),
    part('name="empty"', ''),
    part('name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg', 'x\r\ny\r\n--\r\n-b\r\n--a'),
    part('name=plain', 'without quotes'),
  );
  const expected = [
    { name: 'id', filename: null, text: 'mine' },
    { name: 'empty', filename: null, text: '' },
    { name: 'file', filename: 'a.jpg', text: 'x\r\ny\r\n--\r\n-b\r\n--a' },
    { name: 'plain', filename: null, text: 'without quotes' },
  ];

  it.each([1, 2, 3, 5, 7, 11, 16, 64, 1000])('is the same in pieces of %i bytes', async (size) => {
    expect(await read(body, size)).toEqual(expected);
  });

  it('may have something before its first boundary and behind its last', async () => {
    expect(await read(`to whom it may concern\r\n${body}goodbye`, 3)).toEqual(expected);
  });

  it('may be empty', async () => {
    expect(await read('--b--\r\n')).toEqual([]);
    expect(await read('--b--', 1)).toEqual([]);
  });

  it('may have white space behind a boundary', async () => {
    const padded = body.replaceAll('--b\r\n', '--b \t\r\n');
    expect(await read(padded, 1)).toEqual(expected);
  });

  it('keeps bytes that only look like its boundary', async () => {
    const text = '\r\n--bb\r\n\r\n--b-\r\n\r\n--b!\r\n--\r\n--';
    expect(await read(form(part('name="x"', text)), 1)).toEqual([
      { name: 'x', filename: null, text },
    ]);
    expect(await read(form(part('name="x"', text)))).toHaveLength(1);
  });

  it('passes every byte value on as it is', async () => {
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 31 + (n >> 8)) & 0xff));
    const whole = Buffer.concat([
      Buffer.from('--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n'),
      bytes,
      Buffer.from('\r\n--b--'),
    ]);
    for (const size of [1, 13, 4096]) {
      const [file] = await read(whole, size);
      expect(Buffer.from(file?.text ?? '', 'latin1').equals(bytes)).toBe(true);
    }
  });
});

it.each([
  ['name="file"; filename="C:\\photos\\a.jpg"', 'a.jpg'],
  ['name="file"; filename="../../etc/a.jpg"', 'a.jpg'],
  ['name="file"; filename="say %22hi%22.jpg"', 'say "hi".jpg'],
  ['name="file"; filename="say \\"hi\\".jpg"', 'say "hi".jpg'],
  ['name="file"; filename="100%.jpg"', '100%.jpg'],
  ['name="file"; filename="paris é.jpg"', 'paris é.jpg'],
  ['name="file"; filename*=UTF-8\'\'paris%20%C3%A9.jpg', 'paris é.jpg'],
  ['name="file"; filename="a.jpg"; filename*=UTF-8\'\'%ff', 'a.jpg'],
  ['name="file"; filename=""', ''],
  ['filename="a;name=x.jpg"; name="file"', 'a;name=x.jpg'],
])('reads the file name of %s', async (disposition, filename) => {
  expect(await read(form(part(disposition, 'x')))).toMatchObject([{ name: 'file', filename }]);
});

it.each([
  ['no boundary at all', 'only words', 'incomplete multipart stream'],
  ['an end without the boundary', part('name="a"', 'x').trimEnd(), 'incomplete multipart stream'],
  ['half a boundary', `${part('name="a"', 'x')}--b-`, 'incomplete multipart stream'],
  ['an end within headers', '--b\r\nContent-Disp', 'incomplete multipart stream'],
  ['a part without a name', form(part('filename="a"', 'x')), 'has no name'],
  ['a part without headers', '--b\r\n\r\nx\r\n--b--', 'has no name'],
  ['another boundary', form(part('name="a"', 'x')).replaceAll('--b', '--c'), 'incomplete'],
  ['an endless preamble', `${'x'.repeat(20_000)}\r\n${form()}`, 'does not begin with its boundary'],
  ['an endless epilogue', form() + 'x'.repeat(20_000), 'more behind the end'],
  ['endless headers', `--b\r\nX: ${'x'.repeat(20_000)}`, 'headers of a part are too long'],
  ['an endless name', form(part(`name="${'n'.repeat(20_000)}"`, 'x')), 'headers of a part'],
  ['too many parts', form(...Array(21).fill(part('name="a"', 'x'))), 'too many parts'],
])('refuses %s', async (_, body, reason) => {
  for (const size of [7, 64 * 1024]) {
    await expect(read(body, size)).rejects.toMatchObject({
      status: 400,
      code: 5400,
      message: expect.stringContaining(reason),
    });
  }
});
