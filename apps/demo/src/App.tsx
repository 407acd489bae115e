import { useEffect, useRef } from 'react';
import { Brand } from './Brand.tsx';
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
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="bar">
        <div className="bar-inside">
          <Brand />
          <PageList path={path} />
          <ThemePicker />
        </div>
      </header>
      <main key={path} id="content" tabIndex={-1}>
        <div className="intro">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          <p>{intro}</p>
        </div>
        <Page />
        <PageSource name={name} source={source} />
      </main>
    </>
  );
}
