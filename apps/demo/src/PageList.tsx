import { PAGES } from './demo-pages.ts';
import { Link } from './router.tsx';

/** The list of pages: beside the page where there is room, else at the lower edge of the screen. */
export function PageList({ path }: { path: string }) {
  return (
    <nav className="pages" aria-label="Pages">
      <ul>
        {PAGES.map((page) => (
          <li key={page.path}>
            <Link href={page.path} aria-current={page.path === path ? 'page' : undefined}>
              {page.name}
              <small>{page.hint}</small>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
