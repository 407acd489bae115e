import type { ReactElement } from 'react';
import {
  CUSTOM_PROPERTIES,
  readCustomProperties,
} from '../../packages/react/src/anatomy/custom-properties.test.support.ts';
import styles from '../../packages/react/src/styles.css?inline';

/** Every `--tt-*` property with its default, out of the stylesheet itself. Renders a `<table>`. */
export function CustomProperties(): ReactElement {
  const defaults = readCustomProperties(styles);
  return (
    <table>
      <thead>
        <tr>
          <th>Property</th>
          <th>Default</th>
          <th>What it is for</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(CUSTOM_PROPERTIES).map(([name, purpose]) => (
          <tr key={name}>
            <td>
              <code>{name}</code>
            </td>
            <td>
              <Value value={defaults.get(name) ?? ''} />
            </td>
            <td>{purpose}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Colours are shown too, that for light grounds first. */
function Value({ value }: { value: string }): ReactElement {
  const colours = value.match(/#[0-9a-f]{3,8}/gi) ?? [];
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: '0.5em' }}>
      {colours.map((colour) => (
        <span
          key={colour}
          style={{
            inlineSize: '1em',
            blockSize: '1em',
            border: '1px solid #8a8078',
            borderRadius: '0.2em',
            background: colour,
          }}
        />
      ))}
      <code>{value}</code>
    </span>
  );
}
