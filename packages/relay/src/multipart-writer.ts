import { escapeFileName } from '@tintype/core/multipart';

/** Writes a multipart form, piece by piece (RFC 7578). */
export interface FormWriter {
  /** For the request's `Content-Type` header. */
  contentType: string;
  fields(fields: ReadonlyMap<string, string>): string;
  /** What stands before a file's bytes. */
  fileStart(name: string, filename: string, type: string): string;
  /** What stands behind them. */
  fileEnd(): string;
  end(): string;
}

/** A form with a boundary of its own, which no file can contain but by a miracle. */
export function createFormWriter(): FormWriter {
  const boundary = `----tintype-${crypto.randomUUID()}`;
  const start = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    fields: (fields) =>
      Array.from(fields, ([name, value]) => `${start(name)}\r\n\r\n${value}\r\n`).join(''),
    fileStart: (name, filename, type) =>
      `${start(name)}; filename="${escapeFileName(filename)}"\r\nContent-Type: ${type}\r\n\r\n`,
    fileEnd: () => '\r\n',
    end: () => `--${boundary}--\r\n`,
  };
}
