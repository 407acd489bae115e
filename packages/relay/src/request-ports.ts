import type { ByteSource } from './request-body.ts';
import type { Send } from './send.ts';

/** What a runtime does better by its own means than by web standards, for one request. */
export interface RequestPorts {
  /** The bytes of the request's body. Whoever reads them leaves `request.body` alone. */
  body?: ByteSource;
  send: Send;
}

const known = new WeakMap<Request, RequestPorts>();

/** Says that a request has ports of its own. */
export function setPorts(request: Request, ports: RequestPorts): void {
  known.set(request, ports);
}

/** The ports of a request, if its runtime has given it some. */
export function portsOf(request: Request): RequestPorts | undefined {
  return known.get(request);
}
