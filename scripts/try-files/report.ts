import type { TrialResult } from './page.ts';

/** What became of a file, with what other programs find in what was sent of it. */
export interface TriedFile extends Partial<TrialResult> {
  name: string;
  /** Tags that exiftool finds, or `null` where it was not asked. */
  tags: string[] | null;
  /** Marks of the command line that are still there. */
  marks: string[];
  /** Why the trial itself came to no end, or `null`. */
  stopped: string | null;
}

/** Names what one has to look at in a file. Pixels that were encoded anew may differ a little. */
export function findingsOf(file: TriedFile): string[] {
  const { bytes, difference, prepared, isShown, hasPreview, status, tags, marks, stopped } = file;
  if (stopped) return [stopped];
  const isSent = status === 'done';
  const isChanged = difference && !isShownTheSame(file);
  const names = tags?.slice(0, 4).join(', ');
  return [
    ...(isChanged ? [`shown differently: ${explain(difference)}`] : []),
    ...(isSent && isShown && !difference ? ['shown before, and not after'] : []),
    ...(isShown && !hasPreview ? ['shown, and no preview'] : []),
    ...(isShown && file.headerSize !== file.shownSize && !file.headerSize?.includes('?')
      ? [`${file.headerSize} in the header, ${file.shownSize} on the screen`]
      : []),
    ...(names ? [`metadata left: ${names}`] : []),
    ...(marks.length > 0 ? [`marks left: ${marks.join(', ')}`] : []),
    ...(isSent && prepared !== 'encoded' && (bytes?.after ?? 0) > (bytes?.before ?? 0)
      ? [`${(bytes?.after ?? 0) - (bytes?.before ?? 0)} bytes more`]
      : []),
  ];
}

function isShownTheSame({ difference, prepared }: TriedFile): boolean {
  if (!difference?.sameSize || !difference.sameFrames) return false;
  return prepared === 'encoded' ? difference.mean < 3 : difference.worst === 0;
}

function explain({ sameSize, sameFrames, worst }: NonNullable<TriedFile['difference']>): string {
  if (!sameSize) return 'another size';
  return sameFrames ? `pixels differ by up to ${worst}` : 'another number of frames';
}

const COLUMNS = [
  'format',
  'files',
  'copied',
  'rebuilt',
  'encoded',
  'refused',
  'shown before',
  'the same after',
  'metadata left',
  'more bytes',
  'no preview',
  'slowest / median',
] as const;

/** Writes a table by format, in Markdown. */
export function tableOf(files: readonly TriedFile[]): string {
  const groups = new Map<string, TriedFile[]>();
  for (const file of files) {
    const format = file.mediaType?.replace('image/', '') ?? 'no image';
    groups.set(format, [...(groups.get(format) ?? []), file]);
  }
  const rows = [...groups].sort(([one], [other]) => one.localeCompare(other)).map(rowOf);
  if (rows.length > 1) rows.push(rowOf(['all', [...files]]));
  return [COLUMNS, COLUMNS.map(() => '---'), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

function rowOf([format, files]: [string, TriedFile[]]): string[] {
  const count = (is: (file: TriedFile) => unknown) => String(files.filter(is).length);
  const times = files.flatMap(({ milliseconds }) => milliseconds ?? []).sort((a, b) => a - b);
  const median = times[times.length >> 1] ?? 1;
  const withDifference = files.filter(({ difference }) => difference);
  return [
    format,
    String(files.length),
    ...(['copied', 'rebuilt', 'encoded'] as const).map((how) =>
      count(({ status, prepared }) => status === 'done' && prepared === how),
    ),
    refusals(files),
    count(({ isShown }) => isShown),
    `${withDifference.filter(isShownTheSame).length} of ${withDifference.length}`,
    files.some(({ tags }) => tags)
      ? count(({ tags, marks }) => tags?.length || marks.length)
      : 'not asked',
    count((file) => findingsOf(file).some((finding) => finding.endsWith('bytes more'))),
    count(({ isShown, hasPreview }) => isShown && !hasPreview),
    `${((times.at(-1) ?? 0) / median).toFixed(1)}`,
  ];
}

function refusals(files: readonly TriedFile[]): string {
  const codes = new Map<string, number>();
  for (const { code, stopped } of files) {
    const reason = stopped ? 'stopped' : code;
    if (reason) codes.set(reason, (codes.get(reason) ?? 0) + 1);
  }
  return [...codes].map(([code, count]) => `${count} ${code}`).join(', ') || '0';
}
