import type { ComponentProps } from 'react';

const variants = {
  default: 'bg-primary text-primary-foreground hover:bg-primary/90',
  outline: 'border border-border bg-background hover:bg-accent hover:text-accent-foreground',
  ghost: 'text-muted-foreground hover:bg-accent hover:text-accent-foreground',
  destructive: 'text-destructive hover:bg-destructive/10',
};

/** Class names of a button, for elements that are made elsewhere. */
export function buttonVariants(variant: keyof typeof variants = 'default'): string {
  return `inline-flex h-9 items-center justify-center gap-2 rounded-md px-4 text-sm font-medium outline-offset-2 focus-visible:outline-2 focus-visible:outline-ring pointer-coarse:h-11 ${variants[variant]}`;
}

/** The app's button. */
export function Button({
  variant = 'default',
  className = '',
  ...props
}: ComponentProps<'button'> & { variant?: keyof typeof variants }) {
  return (
    <button
      type="button"
      data-slot="button"
      className={`${buttonVariants(variant)} ${className}`}
      {...props}
    />
  );
}
