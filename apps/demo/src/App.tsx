import { useEffect, useRef } from 'react';
import { pageAt } from './demo-pages.ts';
import { PageList } from './PageList.tsx';
import { PageSource } from './PageSource.tsx';
import { usePath } from './router.tsx';
import { ThemePicker } from './ThemePicker.tsx';

export function App() {
  const path = usePath();
  const { title, intro, Page, source, name } = pageAt(path);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    document.title = `${name}: Tintype`;
    if (shown.current === path) return;
    shown.current = path;
    // Who follows a link by keyboard or ear is led to what is new.
    heading.current?.focus();
  }, [path, name]);
  return (
    <div className="site">
      <header className="masthead">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          <p>{intro}</p>
        </div>
        <ThemePicker />
      </header>
      <main key={path}>
        <Page />
        <PageSource name={name} source={source} />
      </main>
      <PageList path={path} />
    </div>
  );
}
