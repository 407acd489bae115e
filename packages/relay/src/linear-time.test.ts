import { describe, expect, it } from 'vitest';
import { growth, LINEAR } from '../../core/test/growth.ts';
import { openForm } from './multipart-reader.ts';

describe('a form', () => {
  const HEAD = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';

  it.each(['\r\n--', '\r\n--b', '\r', '\r\n', '--b', '\r\n-', 'b'])(
    'of bytes that look like its boundary is read in time by its length: %j',
    async (piece) => {
      const read = async (text: string) => {
        const body = Buffer.from(text);
        let at = 0;
        const form = openForm(
          {
            async read() {
              const chunk = body.subarray(at, at + 4096);
              at += chunk.length;
              return chunk.length > 0 ? chunk : null;
            },
            close: async () => undefined,
          },
          'b',
        );
        const part = await form.next().catch(() => null);
        while (await part?.read().catch(() => null));
      };
      const make = (size: number) => `${HEAD}${piece.repeat(size / piece.length)}\r\n--b--`;
      expect(await growth(make, read, 200_000)).toBeLessThan(LINEAR);
    },
  );
});
