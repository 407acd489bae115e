import type { ServerResponse } from 'node:http';
import type { RenderRefusal } from '../variants/render-refusal.ts';

/** A refusal of the delivery side: plain text, as Cloudflare answers. */
export function deliveryError(status: number, code: number, message: string): Response {
  return new Response(textOf(code, message), { status, headers: headersOf(code) });
}

/** The same, on Node's own response. */
export function refuse(outgoing: ServerResponse, { status, code, message }: RenderRefusal): void {
  const text = textOf(code, message);
  outgoing.writeHead(status, {
    ...headersOf(code),
    ...(status === 503 && { 'Retry-After': '1' }),
    'Content-Length': Buffer.byteLength(text),
  });
  // Node leaves the body out where the question was HEAD.
  outgoing.end(text);
}

function textOf(code: number, message: string): string {
  return `ERROR ${code}: ${message}\n`;
}

function headersOf(code: number): Record<string, string> {
  return {
    'Content-Type': 'text/plain;charset=utf-8',
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Access-Control-Allow-Origin': '*',
    'cf-images': `err=${code}`,
  };
}
