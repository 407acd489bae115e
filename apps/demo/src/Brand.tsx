/** The mark: a plate in its oval mat. */
export function Brand() {
  return (
    <p className="brand">
      <svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">
        <rect width="28" height="28" rx="8" fill="var(--accent)" />
        <ellipse cx="14" cy="14" rx="6.5" ry="8.5" fill="var(--on-accent)" />
        <path d="M9.3 18.7 12.6 14l2.3 2.6 1.6-1.7 2.6 3a8 8 0 0 1-9.8.8z" fill="var(--accent)" />
        <circle cx="15.8" cy="10.6" r="1.4" fill="var(--accent)" />
      </svg>
      Tintype
    </p>
  );
}
