import { KEPT_BLOCKS } from '@tintype/core/formats';

/** The table of docs/privacy.md that says what stays of each format, made of the lists that the code has. */
export function blockTable(): string {
  const rows = Object.entries(KEPT_BLOCKS).flatMap(([format, blocks]) =>
    blocks.map(([block, kept]) => `| ${format} | ${block} | ${kept} |`),
  );
  return ["| format | block | what stays of it with `'all'` |", '|---|---|---|', ...rows].join(
    '\n',
  );
}
