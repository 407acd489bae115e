import type { IncomingMessage, ServerResponse } from 'node:http';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** What an endpoint may do besides answering well, by the last segment of `/script/…`. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  html: afterBody(200, '<!doctype html><title>Sign in</title>', { 'Content-Type': 'text/html' }),
  empty: afterBody(200, ''),
  'truncated-json': afterBody(200, '{"result":{"id":"x","filen'),
  'text-error': afterBody(404, 'ERROR 5404: Image not found\n', { 'Content-Type': 'text/plain' }),
  'success-false': afterBody(200, failure(5455, 'Unsupported image format')),
  'null-result': afterBody(200, '{"result":null,"success":true,"errors":[],"messages":[]}'),
  '413': afterBody(413, failure(5413, 'Maximum image size of 10 MB is reached')),
  '429': afterBody(429, failure(971, 'Please wait and consider throttling your request speed'), {
    'Retry-After': '7',
  }),
  '500': afterBody(500, failure(5550, 'Internal Server Error')),
  '502': afterBody(502, '<html><h1>502 Bad Gateway</h1></html>', { 'Content-Type': 'text/html' }),
  hold: (request) => request.resume(),
  stall: (request) => request.pause(),
  cut: (request) => request.once('data', () => request.socket.destroy()),
};

/** Answers a request under `/script/`, or tells that it is none. */
export function answerFromScript(request: IncomingMessage, response: ServerResponse): boolean {
  const [, name] = /^\/script\/([\w-]+)$/.exec(request.url ?? '') ?? [];
  if (name === undefined) return false;
  allowEveryOrigin(request, response);
  const answer = ANSWERS[name];
  if (request.method === 'OPTIONS') response.writeHead(204).end();
  else if (answer) answer(request, response);
  else response.writeHead(404).end();
  return true;
}

function afterBody(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return (request, response) => {
    request.resume();
    request.once('end', () => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
    });
  };
}

function failure(code: number, message: string): string {
  return JSON.stringify({
    result: null,
    success: false,
    errors: [{ code, message }],
    messages: [],
  });
}

function allowEveryOrigin(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader(
    'Access-Control-Allow-Headers',
    'accept, authorization, content-type, idempotency-key',
  );
  response.setHeader('Access-Control-Allow-Methods', 'POST');
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
}
