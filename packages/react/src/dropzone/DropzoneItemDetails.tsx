'use client';
import type { UploadItem } from '@tintype/core';
import {
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import { classes } from '../anatomy/slots.ts';
import { useUniqueId } from '../anatomy/use-unique-id.ts';
import { useLook } from './dropzone-look.tsx';
import type { RowActions } from './row-actions.ts';
import type { SaveState } from './use-saved-details.ts';

interface DropzoneItemDetailsProps {
  item: UploadItem;
  actions: RowActions;
  saving: SaveState | undefined;
}

// Together with an app's own metadata they have to fit into 1,024 bytes.
const MOST_CHARACTERS = 250;

/** What a picture shows, in people's own words. Renders a `<div>` with two fields. */
export function DropzoneItemDetails(props: DropzoneItemDetailsProps): ReactElement {
  const { item, actions, saving } = props;
  const { labels, classNames } = useLook();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const said = { ...(item.status === 'done' && item.image.meta), ...item.metadata };
  const change = (name: string) => (value: string) => {
    if (value !== textOf(said[name]))
      actions.describe(item.id, { ...item.metadata, [name]: value });
  };
  return (
    <div className={classes('tt-item-details', classNames.details)}>
      <Field
        input={first}
        label={labels.caption}
        value={textOf(said.caption)}
        onChange={change('caption')}
      />
      <Field
        label={labels.alt}
        hint={labels.altHint}
        value={textOf(said.alt)}
        onChange={change('alt')}
      />
      <p className="tt-hint" aria-live="polite">
        {saving ? labels.saving(saving) : ''}
      </p>
    </div>
  );
}

interface FieldProps {
  input?: RefObject<HTMLInputElement | null>;
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
}

/** Has no name, so that it is not a part of the form around it. */
function Field({ input, label, hint, value, onChange }: FieldProps): ReactElement {
  const id = useUniqueId();
  const [text, setText] = useState(value);
  // Enter would send the form around it.
  const commitOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onChange(text.trim());
  };
  return (
    <div className="tt-field">
      <label className="tt-label" htmlFor={id}>
        {label}
      </label>
      <input
        ref={input}
        id={id}
        className="tt-input"
        value={text}
        maxLength={MOST_CHARACTERS}
        aria-describedby={hint && `${id}-hint`}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => onChange(text.trim())}
        onKeyDown={commitOnEnter}
      />
      {hint ? (
        <span className="tt-hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
    </div>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
