import { expect, it } from 'vitest';
import { relayURL } from './relay-url.ts';

it.each([
  ['/api/images', [], '/api/images'],
  ['/api/images', ['direct'], '/api/images/direct'],
  ['/api/images/', ['direct'], '/api/images/direct/'],
  ['/api/images', ['a/b c', 'signed', 'public'], '/api/images/a%2Fb%20c/signed/public'],
  ['https://a.example/api/', ['x'], 'https://a.example/api/x/'],
  ['/api/images?tenant=5', ['x'], '/api/images/x?tenant=5'],
  ['/api/images/?tenant=5', [], '/api/images/?tenant=5'],
])('under %s, %j is at %s', (endpoint, segments, url) => {
  expect(relayURL(endpoint, segments)).toBe(url);
});

it('puts a query behind that of the endpoint', () => {
  const query = new URLSearchParams({ per_page: '5' });
  expect(relayURL('/api/images', [], query)).toBe('/api/images?per_page=5');
  expect(relayURL('/api/images/?tenant=5', [], query)).toBe('/api/images/?tenant=5&per_page=5');
});
