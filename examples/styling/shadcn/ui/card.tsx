import type { ComponentProps } from 'react';

/** The app's card. */
export function Card({ className = '', ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="card"
      className={`grid gap-2 rounded-xl border border-border bg-card p-4 text-card-foreground shadow-sm ${className}`}
      {...props}
    />
  );
}
