// TypeScript 6 and 7 take an import for its effects only where it has types.
export {};
