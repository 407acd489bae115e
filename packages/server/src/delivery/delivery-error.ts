/** A refusal of the delivery side: plain text, as Cloudflare answers. */
export function deliveryError(status: number, code: number, message: string): Response {
  return new Response(`ERROR ${code}: ${message}\n`, {
    status,
    headers: {
      'Content-Type': 'text/plain;charset=utf-8',
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      'Access-Control-Allow-Origin': '*',
      'cf-images': `err=${code}`,
    },
  });
}
