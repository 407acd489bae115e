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
              <Value {...defaults.get(name)} />
            </td>
            <td>{purpose}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Colours are shown too, that for light ground first. */
function Value({ value = '', dark }: { value?: string; dark?: string }): ReactElement {
  return (
    <>
      <Colour value={value} />
      {dark ? <Colour value={dark} /> : null}
    </>
  );
}

function Colour({ value }: { value: string }): ReactElement {
  return (
    <span style={{ display: 'flex', alignItems: 'center', gap: '0.5em' }}>
      {value.startsWith('#') ? (
        <span
          style={{
            inlineSize: '1em',
            blockSize: '1em',
            border: '1px solid #8a8078',
            borderRadius: '0.2em',
            background: value,
          }}
        />
      ) : null}
      <code>{value}</code>
    </span>
  );
}
