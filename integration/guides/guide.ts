/** Something that a guide tells its reader to do. */
export type Step =
  /** Save this text under this path. */
  | { kind: 'file'; line: number; path: string; text: string }
  /**
   * Type these lines into a terminal. One that is named is left open, since its last command does not
   * end; typed into again, it is stopped first.
   */
  | { kind: 'commands'; line: number; text: string; terminal: string | null };

const FENCE =
  /(?:<!-- terminal: (?<terminal>[\w-]+) -->\n+)?^```(?<language>\w*)[^\n]*\n(?<text>[\s\S]*?)^```$/gm;
// The paragraph before ends with the path of the file and a colon: "`app/page.tsx`:".
const PATH = /`(?<path>[^`\s]+)`:\n\n(?:<!--[^>]*-->\n+)?$/;

/**
 * The steps of a guide, in order: each block of commands (`sh`), and each block whose paragraph before it
 * ends with the name of a file and a colon. Other blocks illustrate, and are no steps.
 */
export function stepsOf(guide: string): Step[] {
  return [...guide.matchAll(FENCE)].flatMap((match): Step[] => {
    const { terminal = null, language, text = '' } = match.groups ?? {};
    const before = guide.slice(0, match.index);
    const line = before.split('\n').length;
    if (language === 'sh') return [{ kind: 'commands', line, text, terminal }];
    const path = PATH.exec(before)?.groups?.path;
    return path ? [{ kind: 'file', line, path, text }] : [];
  });
}
