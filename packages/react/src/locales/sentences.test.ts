import { describe, expect, it } from 'vitest';
import { createUploadItem } from '../testing/upload-item.ts';
import { ar, de, en, es, fr, it as italian, ja, type Locale, nl, pl, pt, zhHans } from './index.ts';
import { COUNTS, codesWithWords, failure, NAME, namedSentences } from './said.test.support.ts';

const all = [en, ar, de, es, fr, italian, ja, nl, pl, pt, zhHans];

/** Spaces that do not break are as good as others here. */
function plain(said: string): string {
  return said.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u200e\u200f\u061c]/g, '');
}

describe('plurals', () => {
  it('are those of German: one, and the others', () => {
    expect(COUNTS.map(de.dropzone.added)).toEqual([
      '0 Bilder hinzugefügt',
      '1 Bild hinzugefügt',
      '2 Bilder hinzugefügt',
      '5 Bilder hinzugefügt',
      '11 Bilder hinzugefügt',
      '21 Bilder hinzugefügt',
      '100 Bilder hinzugefügt',
    ]);
  });

  it('are those of French and Brazilian Portuguese, where nothing is singular, and millions are as any other', () => {
    expect(fr.gallery.count(0)).toBe('0 image');
    expect(pt.gallery.count(0)).toBe('0 imagem');
    expect(es.gallery.count(0)).toBe('0 imágenes');
    expect(plain(fr.gallery.count(1_000_000))).toBe('1 000 000 images');
  });

  it('are few and many in Polish', () => {
    const numbers = [1, 2, 4, 5, 11, 12, 21, 22, 25, 102, 112];
    expect(numbers.map(pl.gallery.count)).toEqual([
      '1 obraz',
      '2 obrazy',
      '4 obrazy',
      '5 obrazów',
      '11 obrazów',
      '12 obrazów',
      '21 obrazów',
      '22 obrazy',
      '25 obrazów',
      '102 obrazy',
      '112 obrazów',
    ]);
  });

  it('are six in Arabic', () => {
    expect([0, 1, 2, 3, 10, 11, 99, 100, 103].map(ar.gallery.count)).toEqual([
      'لا صور',
      'صورة واحدة',
      'صورتان',
      '3 صور',
      '10 صور',
      '11 صورة',
      '99 صورة',
      '100 صورة',
      '103 صور',
    ]);
  });

  it('are none in Japanese and Chinese', () => {
    expect([1, 5].map(ja.gallery.count)).toEqual(['1枚の画像', '5枚の画像']);
    expect([1, 5].map(zhHans.gallery.count)).toEqual(['1 张图片', '5 张图片']);
  });
});

describe('numbers', () => {
  it('are written as the language does', () => {
    const say = ({ gallery }: Locale) => plain(gallery.count(12_345)).replace(/ ?\p{L}.*$/u, '');
    expect(all.map((locale) => [locale.tag, say(locale)])).toEqual([
      ['en', '12,345'],
      ['ar', '12,345'],
      ['de', '12.345'],
      ['es', '12.345'],
      ['fr', '12 345'],
      ['it', '12.345'],
      ['ja', '12,345'],
      ['nl', '12.345'],
      ['pl', '12 345'],
      ['pt-BR', '12.345'],
      ['zh-Hans', '12,345'],
    ]);
  });

  it('have the units of the language', () => {
    const say = ({ dropzone }: Locale) => plain(dropzone.size(3_565_158));
    expect([en, de, fr, ja, ar].map(say)).toEqual([
      '3.4 MB',
      '3,4 MB',
      '3,4 Mo',
      '3.4 MB',
      '3.4 ميغابايت',
    ]);
    expect(plain(fr.dropzone.size(900))).toBe('900 octets');
    const pace = { loaded: 0, total: 1, ratio: 0, bytesPerSecond: 3_565_158, secondsLeft: 4128 };
    expect(plain(en.dropzone.pace(pace))).toBe('3.4 MB/s, 1 hr 9 min left');
    expect(plain(de.dropzone.pace(pace))).toBe('3,4 MB/s, noch 1 Std., 9 Min.');
    expect(plain(fr.dropzone.pace({ ...pace, secondsLeft: 300 }))).toBe('3,4 Mo/s, encore 5 min');
    expect(plain(de.dropzone.reached(0.25))).toBe('25 % hochgeladen');
  });

  it('never say that a picture is as large as it may be, when it is larger', () => {
    const error = failure('file-too-large', { limit: 10_485_760, actual: 10_485_761 });
    expect(plain(de.dropzone.error(error))).toContain('10,01 MB; erlaubt sind höchstens 10 MB');
    const area = failure('dimensions-too-large', { limit: 100_000_000, actual: 100_000_001 });
    expect(de.dropzone.error(area)).toContain('100,1 Megapixel; erlaubt sind höchstens 100.');
  });

  it('go down with the percent, so that nothing is complete before it is', () => {
    const item = createUploadItem({ status: 'uploading', progress: 0.999, name: NAME });
    expect(plain(de.dropzone.status(item, 0))).toBe('Wird hochgeladen, 99 %');
  });
});

describe('errors', () => {
  it('tell limit and value where they are known, and do without where not', () => {
    const side = failure('dimensions-too-large', { limit: 12_000, actual: 15_000 });
    expect(fr.dropzone.error(side).replace(/\s/g, ' ')).toContain(
      '15 000 pixels ; la limite est de 12 000',
    );
    const files = failure('too-many-files', { limit: 3, actual: 4 });
    expect(pl.dropzone.error(files)).toContain('najwyżej 3 obrazy');
    for (const code of codesWithWords) expect(de.dropzone.error(failure(code))).not.toMatch(/\d/);
  });

  it('pass on what the service says, when it alone knows why', () => {
    const refused = failure('refused', {
      apiErrors: [{ code: 5400, message: 'No cats, please.' }],
    });
    expect(de.dropzone.error(refused)).toBe('Das Bild wurde nicht angenommen: No cats, please.');
    expect(ar.dropzone.error(refused)).toContain('\u2068No cats, please.\u2069');
  });
});

describe('right to left', () => {
  it('isolates every name in Arabic', () => {
    for (const said of namedSentences(ar, NAME)) expect(said).toContain(`\u2068${NAME}\u2069`);
  });

  it('isolates a name in Arabic or Hebrew in the other languages, and no other', () => {
    for (const locale of [de, ja, pl]) {
      for (const said of namedSentences(locale, 'صورة.jpg')) {
        expect(said).toContain('\u2068صورة.jpg\u2069');
      }
      expect(namedSentences(locale, NAME).join()).not.toMatch(/[\u2066-\u2069]/);
    }
  });

  it('keeps the width before the height', () => {
    expect(ar.gallery.dimensions(1366, 768)).toBe('\u20681366 × 768\u2069');
    expect(de.gallery.dimensions(1366, 768)).toBe('1366 × 768');
  });

  it('is told by the locale', () => {
    expect(all.filter(({ dir }) => dir === 'rtl')).toEqual([ar]);
  });
});

it('says of the limits no more than there are', () => {
  const say = (maxFiles: number, maxFileSize: number) =>
    plain(de.dropzone.hint({ accept: ['image/jpeg', 'image/webp'], maxFileSize, maxFiles }));
  const none = Number.POSITIVE_INFINITY;
  expect(say(none, none)).toBe('JPEG oder WebP');
  expect(say(none, 10_485_760)).toBe('JPEG oder WebP, je bis 10 MB');
  expect(say(1, 10_485_760)).toBe('Ein Bild: JPEG oder WebP, bis 10 MB');
  expect(say(5, none)).toBe('Höchstens 5: JPEG oder WebP');
  const any = { accept: ['image/*'], maxFileSize: none, maxFiles: none };
  expect(de.dropzone.hint(any)).toBe('alle Bildformate');
});

it('leaves a date that is none as it is', () => {
  expect(de.gallery.date('2026-11-01T12:00:00Z')).toMatch(/^01\.11\.2026, \d\d:\d\d$/);
  expect(de.gallery.date('soon')).toBe('soon');
});

describe('an error whose message speaks to whoever builds the app', () => {
  const forBuilders = ['endpoint-not-found', 'invalid-response', 'app-error'] as const;

  it.each(forBuilders)('is said in English in other words: %s', (code) => {
    const error = failure(code);
    expect(en.dropzone.error(error)).not.toContain(error.message);
    expect(en.dropzone.failed(NAME, error)).toBe(`${NAME} failed. ${en.dropzone.error(error)}`);
  });

  it('is said in its own words where the service has said why', () => {
    const apiErrors = [{ code: 10000, message: 'No session' }];
    expect(en.dropzone.error(failure('unauthorized', { apiErrors }))).toBe(
      failure('unauthorized').message,
    );
  });
});
