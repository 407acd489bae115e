import type { Page, Route } from '@playwright/test';

/** Answers what a page asks a relay, without a server for it. */
export async function serve(
  page: Page,
  addresses: readonly string[],
  relay: (request: Request) => Promise<Response>,
): Promise<void> {
  const answer = async (route: Route) => {
    const request = route.request();
    const sent = request.postDataBuffer();
    const response = await relay(
      new Request(request.url(), {
        method: request.method(),
        headers: await request.allHeaders(),
        body: sent && new Uint8Array(sent),
      }),
    );
    // A connection that is to break.
    if (response.type === 'error') return route.abort();
    const body = Buffer.from(await response.arrayBuffer());
    const headers = Object.fromEntries(response.headers);
    return route.fulfill({ status: response.status, headers, body });
  };
  for (const address of addresses) await page.route(address, answer);
}
