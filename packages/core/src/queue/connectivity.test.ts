import { expect, it } from 'vitest';
import { browserConnectivity, isOnThisMachine } from './connectivity.ts';

it.each([
  ['/api/images', 'http://localhost:5173/', true],
  ['/api/images', 'http://app.localhost/', true],
  ['http://127.0.0.1:8787/x', 'https://app.example/', true],
  ['http://[::1]:1/x', 'https://app.example/', true],
  ['/api/images', 'https://app.example/', false],
  ['https://localhost.example/x', 'http://localhost/', false],
  ['http://[broken', 'http://localhost/', false],
])('knows whether %s from %s stays on this machine', (endpoint, base, expected) => {
  expect(isOnThisMachine(endpoint, base)).toBe(expected);
});

it('takes a server for online', () => {
  expect(browserConnectivity.isOnline()).toBe(true);
});
