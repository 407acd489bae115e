import type { ComponentProps } from 'react';

/** The app's progress bar. Without a `value` it says that there is something to wait for. */
export function Progress({ className = '', ...props }: ComponentProps<'progress'>) {
  return (
    <progress
      data-slot="progress"
      max={1}
      className={`block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-primary/20 text-primary indeterminate:animate-pulse motion-reduce:animate-none [&::-moz-progress-bar]:bg-current [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-current ${className}`}
      {...props}
    />
  );
}
