/** Writes a multipart form, piece by piece (RFC 7578). */
export interface FormWriter {
  /** For the request's `Content-Type` header. */
  contentType: string;
  field(name: string, value: string): Uint8Array;
  /** What stands before a file's bytes. */
  fileStart(name: string, filename: string, type: string): Uint8Array;
  /** What stands behind them. */
  fileEnd(): Uint8Array;
  end(): Uint8Array;
}

/** A form with a boundary of its own, which no file can contain but by a miracle. */
export function createFormWriter(): FormWriter {
  const boundary = `----tintype-${crypto.randomUUID()}`;
  const encode = (text: string) => new TextEncoder().encode(text);
  const start = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    field: (name, value) => encode(`${start(name)}\r\n\r\n${value}\r\n`),
    fileStart: (name, filename, type) =>
      encode(`${start(name)}; filename="${escapeName(filename)}"\r\nContent-Type: ${type}\r\n\r\n`),
    fileEnd: () => encode('\r\n'),
    end: () => encode(`--${boundary}--\r\n`),
  };
}

/** As browsers do (HTML, section 4.10.21.8). */
function escapeName(filename: string): string {
  return filename.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}
