import { TestEnvironment } from 'jest-environment-jsdom';

// What jsdom leaves out, or has too little of for a request: Node's own.
const NODES_OWN = {
  AbortController,
  AbortSignal,
  BroadcastChannel,
  fetch,
  Headers,
  ReadableStream,
  Request,
  Response,
  structuredClone,
  TextDecoder,
  TextEncoder,
  TransformStream,
  URL,
  WritableStream,
};

/** jsdom as it comes with Jest 30, whose files can be read, and with Node's `fetch`. */
// biome-ignore lint/style/noDefaultExport: Jest wants it
export default class Environment extends TestEnvironment {
  constructor(...parameters) {
    super(...parameters);
    const { Blob, FileReader } = this.global;
    Object.assign(this.global, NODES_OWN);
    Blob.prototype.arrayBuffer ??= function arrayBuffer() {
      return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result);
        reader.onerror = () => reject(reader.error);
        reader.readAsArrayBuffer(this);
      });
    };
  }
}
