import type { IncomingMessage } from 'node:http';
import { checkFaults, type Fault, type FaultRoute } from './fault.ts';
import { routeOf } from './route-of.ts';

/** The faults of a running server. */
export interface FaultList {
  list(): readonly Fault[];
  /** Puts others in the place of all. @throws TypeError for what is no list of faults. */
  replace(faults: unknown): void;
  /** The first fault that a request meets. One that happens so many times has happened once more then. */
  take(request: IncomingMessage): Fault | undefined;
}

interface CountedFault {
  fault: Fault;
  left: number;
}

/** A list that begins with these faults. */
export function createFaultList(faults: readonly Fault[]): FaultList {
  let current: CountedFault[] = [];
  const list: FaultList = {
    list: () => current.map(({ fault, left }) => withTimes(fault, left)),
    replace(next) {
      current = checkFaults(next).map((fault) => ({
        fault,
        left: fault.times ?? Number.POSITIVE_INFINITY,
      }));
    },
    take(request) {
      if (current.length === 0) return undefined;
      const met = current.find(({ fault }) => isMeant(fault, request));
      if (!met) return undefined;
      met.left -= 1;
      if (met.left === 0) current = current.filter((other) => other !== met);
      return met.fault;
    },
  };
  list.replace(faults);
  return list;
}

function withTimes(fault: Fault, left: number): Fault {
  return Number.isFinite(left) ? { ...fault, times: left } : fault;
}

function isMeant({ on }: Fault, request: IncomingMessage): boolean {
  // The question of a browser whether it may ask is no request of the app.
  if (request.method === 'OPTIONS') return false;
  if (on === undefined) return true;
  if (typeof on === 'function') return on(request);
  const names: readonly FaultRoute[] = typeof on === 'string' ? [on] : on;
  return names.includes(routeOf(request));
}
