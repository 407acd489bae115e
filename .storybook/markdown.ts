import type { CompileOptions } from '@mdx-js/mdx';
import remarkGfm from 'remark-gfm';

/** MDX knows plain Markdown alone: tables are an extension of GitHub's. */
export const mdxCompileOptions: CompileOptions = { remarkPlugins: [remarkGfm] };
