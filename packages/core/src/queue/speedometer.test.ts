import { expect, it } from 'vitest';
import { createSpeedometer } from './speedometer.ts';

it('says nothing until it has seen enough', () => {
  const speed = createSpeedometer();
  expect(speed.read()).toBeNull();
  speed.count(1000, 10_000);
  speed.count(1000, 10_500);
  expect(speed.read()).toBeNull();
  speed.count(1000, 11_000);
  expect(speed.read()).toBe(3000);
});

it('follows a connection that changes', () => {
  const speed = createSpeedometer();
  for (let at = 0; at <= 10_000; at += 100) speed.count(100, 50_000 + at);
  expect(speed.read()).toBeCloseTo(1000, -2);
  for (let at = 100; at <= 12_000; at += 100) speed.count(10, 60_000 + at);
  expect(speed.read()).toBeLessThan(250);
});

it('starts anew', () => {
  const speed = createSpeedometer();
  speed.count(1, 1);
  speed.count(1, 5000);
  speed.reset();
  expect(speed.read()).toBeNull();
});
