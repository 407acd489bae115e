// A page of 1,000 pictures, each with 100 variants and all the metadata that it can have, is smaller.
const MOST_BYTES = 32 * 1024 * 1024;

// What the service says in plain text is a sentence. Longer texts are pages of somebody else's.
const MOST_WORDS = 1000;

/**
 * Reads an answer of the image service as text.
 *
 * @returns all of it where it may be JSON, and only the beginning of plain text.
 * @throws Error when it is over 32 MB, so that an answer without end does not fill the memory.
 */
export async function readAnswerText({ body }: Response): Promise<string> {
  const text = body ? await readAll(body.getReader()) : '';
  return text.startsWith('{') ? text : text.slice(0, MOST_WORDS);
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (let { value } = await reader.read(); value; { value } = await reader.read()) {
    size += value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      throw new Error(`The answer is over ${MOST_BYTES} bytes long.`);
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}
