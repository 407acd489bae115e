import { PAGES } from './demo-pages.ts';
import { Link } from './router.tsx';

/** The list of pages, in the bar; on phones on a line of its own. */
export function PageList({ path }: { path: string }) {
  return (
    <nav className="pages" aria-label="Pages">
      <ul>
        {PAGES.map((page) => (
          <li key={page.path}>
            <Link href={page.path} aria-current={page.path === path ? 'page' : undefined}>
              {page.name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
