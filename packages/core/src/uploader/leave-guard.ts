/** Makes the browser ask before the page is left, while there is a reason to. */
export interface LeaveGuard {
  setActive(active: boolean): void;
}

/** A page with such a listener may not be kept for going back, so it is there only when needed. */
export function createLeaveGuard(): LeaveGuard {
  let active = false;
  const ask = (event: Event) => event.preventDefault();
  return {
    setActive(value) {
      if (value === active || typeof addEventListener !== 'function') return;
      active = value;
      if (active) addEventListener('beforeunload', ask);
      else removeEventListener('beforeunload', ask);
    },
  };
}
