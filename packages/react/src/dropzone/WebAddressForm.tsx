'use client';
import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import type { URLProblem } from '../anatomy/dropzone-labels.ts';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { useUniqueId } from '../anatomy/use-unique-id.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { fetchPicture } from './fetch-picture.ts';
import { usePictureLabels } from './use-picture-labels.ts';

interface WebAddressFormProps {
  upload: ImageUpload;
  onClose: () => void;
}

/**
 * Asks for the address of a picture and fetches it. Renders a `<div>` and no `<form>`, since it may
 * stand inside one.
 */
export function WebAddressForm({ upload, onClose }: WebAddressFormProps): ReactElement {
  const labels = usePictureLabels();
  const id = useUniqueId();
  const input = useRef<HTMLInputElement>(null);
  const [address, setAddress] = useState('');
  const { problem, isFetching, start } = useFetching(upload, onClose);
  useEffect(() => input.current?.focus(), []);
  const submit = async () => {
    if (isFetching) return;
    const isDone = await start(address);
    if (!isDone) input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    // It would send the form around it.
    event.preventDefault();
    void submit();
  };
  return (
    <div className="tt-url">
      <label className="tt-label" htmlFor={id}>
        {labels.urlField}
      </label>
      <input
        ref={input}
        id={id}
        className="tt-input"
        // Not of the type "url": what is half typed would keep the form around it from being sent.
        type="text"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        placeholder="https://"
        value={address}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
        onChange={(event) => setAddress(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="tt-url-actions">
        <button
          type="button"
          className="tt-button"
          aria-disabled={isFetching}
          onClick={() => void submit()}
        >
          {isFetching ? labels.fetching : labels.addURL}
        </button>
        <button type="button" className="tt-button tt-button-quiet" onClick={onClose}>
          {labels.cancelURL}
        </button>
      </div>
      <p className="tt-url-problem" id={`${id}-problem`} role="status">
        {problem ? (
          <>
            <Icon path={icons.alert} />
            <span>{labels.urlProblem(problem)}</span>
          </>
        ) : null}
      </p>
    </div>
  );
}

function useFetching({ add, limits }: ImageUpload, onDone: () => void) {
  const [problem, setProblem] = useState<URLProblem | null>(null);
  const [isFetching, setFetching] = useState(false);
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current?.abort();
  }, []);
  /** @returns whether the picture came. */
  const start = async (address: string): Promise<boolean> => {
    const signal = leaving.current?.signal ?? new AbortController().signal;
    setProblem(null);
    setFetching(true);
    try {
      const { maxFileSize } = limits;
      const fetched = await fetchPicture(address, { maxFileSize, signal });
      if (signal.aborted) return true;
      if ('problem' in fetched) {
        setProblem(fetched.problem);
        return false;
      }
      add([fetched.file]);
      onDone();
      return true;
    } catch (error) {
      if (!signal.aborted) throw error;
      return true;
    } finally {
      setFetching(false);
    }
  };
  return { problem, isFetching, start };
}
