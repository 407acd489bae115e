import path from 'node:path';
import type { Page } from './pages.ts';

/** A piece of TypeScript on a page. */
export interface CodeBlock {
  /** The page that it stands on. */
  file: string;
  /** Of its first line of code, counted from 1. */
  line: number;
  language: 'ts' | 'tsx';
  code: string;
  /**
   * What stands around it and is not shown: the TypeScript of a comment `<!-- context: … -->` before it.
   * With `CODE` in it, the block takes the place of that; else it follows.
   */
  context: string;
  /** The file that it is an excerpt of, where the text before it ends in a link to a file and a colon. */
  source: string | null;
}

const BLOCK =
  /(?:<!-- context:\s+(?<context>[\s\S]*?)\s*-->\n+)?^(?<fence>```(?<language>tsx?)\b[^\n]*\n)(?<code>[\s\S]*?)^```$/gm;
const SOURCE = /\]\((?<source>[^()\s]+(?:\([^()]*\)[^()\s]*)*\.\w+)\):\n\n$/;

/** The blocks of `ts` and `tsx` on a page. */
export function codeBlocksOf({ file, text }: Page): CodeBlock[] {
  return [...text.matchAll(BLOCK)].map((match) => {
    const { context = '', fence = '', language, code = '' } = match.groups ?? {};
    const start = match.index + match[0].indexOf(fence) + fence.length;
    const [, source] = SOURCE.exec(text.slice(0, match.index)) ?? [];
    return {
      ...{ file, code, context },
      line: text.slice(0, start).split('\n').length,
      language: language === 'tsx' ? 'tsx' : 'ts',
      source: source ? path.posix.join(path.posix.dirname(file), decodeURI(source)) : null,
    };
  });
}
