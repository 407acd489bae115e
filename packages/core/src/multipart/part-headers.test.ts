import { describe, expect, it } from 'vitest';
import { boundaryOf } from './boundary.ts';
import { escapeFileName } from './file-name.ts';
import { readPartHeaders } from './part-headers.ts';

// Taken with backslashes as escapes, the part would be called "url".
const FORGED = 'name="file"; filename="a\\; name=url; x\\"';

const read = (parameters: string) =>
  readPartHeaders(`Content-Disposition: form-data; ${parameters}`);

describe('the headers of a part', () => {
  it.each([
    ['a browser', 'name="file"; filename="a.jpg"', 'a.jpg'],
    ['a browser, with a quote', 'name="file"; filename="say %22hi%22.jpg"', 'say "hi".jpg'],
    ['a browser, with a line break', 'name="file"; filename="a%0D%0Ab.jpg"', 'a\r\nb.jpg'],
    ['a browser, with a percent sign', 'name="file"; filename="100%25 %.jpg"', '100%25 %.jpg'],
    ['a browser, with a backslash at the end', 'name="file"; filename="a\\"', 'a\\'],
    ['a browser, with what looks like a field', FORGED, 'a\\; name=url; x\\'],
    ['a browser, with a folder', 'name="file"; filename="holiday/day 1.jpg"', 'day 1.jpg'],
    ['an old browser, with a path', 'name="file"; filename="C:\\photos\\a.jpg"', 'a.jpg'],
    ['an old browser, with a server', 'name="file"; filename="\\\\nas\\a.jpg"', 'a.jpg'],
    ['.NET', "name=file; filename=a.jpg; filename*=utf-8''a.jpg", 'a.jpg'],
    [
      '.NET, with other letters',
      "name=file; filename=x; filename*=utf-8''%C3%A9t%C3%A9.jpg",
      'été.jpg',
    ],
    ['.NET, with spaces', 'name=file; filename="day 1.jpg"', 'day 1.jpg'],
    [
      'React Native',
      'name="file"; filename="image.jpg"; filename*=utf-8\'\'day%201.jpg',
      'day 1.jpg',
    ],
    ['an old React Native', 'name=file;filename=day 1.jpg', 'day 1.jpg'],
    ['Go', 'name="file"; filename="say \\"hi\\".jpg"', 'say "hi".jpg'],
    ['Go, with a backslash', 'name="file"; filename="a\\\\\\"b.jpg"', 'a\\"b.jpg'],
    [
      'Go, with what looks like a field',
      'name="file"; filename="a\\"; name=\\"url\\".jpg"',
      'a"; name="url".jpg',
    ],
    ['a careless client', 'name="file"; filename="my "best" day.jpg"', 'my "best" day.jpg'],
    ['a careless client, without an end', 'name="file"; filename="a.jpg', 'a.jpg'],
    ['a mail program', 'name="file"; filename*0="day "; filename*1="1.jpg"', 'day 1.jpg'],
    [
      'a mail program, encoded',
      'name="file"; filename*0*=UTF-8\'\'%C3%A9; filename*1="%.jpg"',
      'é%.jpg',
    ],
    ['an encoding of the west', 'name="file"; filename*=ISO-8859-1\'en\'%E9.jpg', 'é.jpg'],
    [
      'an encoding that nobody knows',
      'name="file"; filename="a.jpg"; filename*=x-odd\'\'b.jpg',
      'a.jpg',
    ],
    ['bytes that are no UTF-8', 'name="file"; filename="a.jpg"; filename*=UTF-8\'\'%ff', 'a.jpg'],
    ['spaces everywhere', ' name = "file" ;\tfilename\t=  "a.jpg"  ; ', 'a.jpg'],
    ['another order', 'filename="a;name=x.jpg"; name="file"', 'a;name=x.jpg'],
    ['capitals', 'NAME="file"; FileName="a.jpg"', 'a.jpg'],
    ['an empty name', 'name="file"; filename=""', ''],
    ['a plain field', 'name=file', null],
  ])('as %s writes them', (_, parameters, filename) => {
    expect(read(parameters)).toEqual({ name: 'file', filename });
  });

  it.each([
    ['content-disposition : form-data; name=file', null],
    ['Content-Type: image/jpeg\nContent-Disposition: form-data; name=file', null],
    ['Content-Disposition: form-data;\r\n name="file";\r\n\tfilename="a.jpg"', 'a.jpg'],
    ['Content-Type: image/jpeg\r\nContent-Disposition: form-data; name="file"; filename=a', 'a'],
    [
      'X-Note: content-disposition: form-data; name=x\r\nContent-Disposition: file; name=file',
      null,
    ],
  ])('are found in %j', (headers, filename) => {
    expect(readPartHeaders(headers)).toEqual({ name: 'file', filename });
  });

  it.each([
    ['filename="a.jpg"', 'has no name'],
    ['name=""; filename="a.jpg"', 'has no name'],
    ['name="file"; name="url"', 'has "name" twice'],
    ['name=file; filename="a"; filename="b"', 'has "filename" twice'],
    ['name="file"\r\nContent-Disposition: form-data; name="url"', 'two Content-Disposition'],
  ])('are refused: %s', (parameters, message) => {
    expect(() => read(parameters)).toThrow(message);
  });

  it('come back as they were written', () => {
    for (const name of ['a.jpg', 'say "hi"', 'a\\', 'a\\"', '"; name="url', 'é\r\n.jpg', '"']) {
      expect(read(`name="file"; filename="${escapeFileName(name)}"`).filename).toBe(name);
    }
  });

  it.each([
    ['quotes', '"'],
    ['escaped quotes', '\\"'],
    ['quotes and spaces', '" '],
    ['semicolons', ';'],
    ['names', ';a=b'],
    ['folds', '\r\n '],
    ['pieces', "; filename*0*=''"],
    ['percent signs', '%'],
  ])('take time in proportion to their length, also with nothing but %s', (_, piece) => {
    const time = (length: number) => {
      const text = `name="file"; filename*=UTF-8''x"; filename="${piece.repeat(length)}`;
      const start = performance.now();
      for (let round = 0; round < 20; round++) {
        try {
          read(text);
        } catch {
          // Refused is as good.
        }
      }
      return performance.now() - start;
    };
    time(20_000);
    // A quadratic reader would take sixteen times as long.
    expect(time(80_000)).toBeLessThan(10 * time(20_000) + 50);
  });
});

describe('a boundary', () => {
  it.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['Multipart/Form-Data; charset=utf-8; boundary="a b"', 'a b'],
    ['multipart/form-data;boundary=----x;', '----x'],
    ['multipart/form-data', null],
    ['multipart/form-data; boundary=', null],
    ['multipart/form-data; boundary=""', null],
    [`multipart/form-data; boundary=${'x'.repeat(201)}`, null],
    ['multipart/mixed; boundary=abc', null],
    ['application/json', null],
  ])('of %j', (type, boundary) => {
    expect(boundaryOf(type)).toBe(boundary);
  });
});
