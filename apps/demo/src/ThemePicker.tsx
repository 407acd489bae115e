import { useEffect, useState } from 'react';

const THEMES = { 'light dark': 'System', light: 'Light', dark: 'Dark' };

/** The components follow the page's `color-scheme`, whatever sets it. */
export function ThemePicker() {
  const [theme, setTheme] = useState('light dark');
  useEffect(() => {
    document.documentElement.style.colorScheme = theme;
  }, [theme]);
  return (
    <label className="theme">
      Theme
      <select value={theme} onChange={(event) => setTheme(event.target.value)}>
        {Object.entries(THEMES).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
