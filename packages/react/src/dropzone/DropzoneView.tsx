'use client';
import { lazyModule } from '@tintype/core/loading';
import {
  type ForwardedRef,
  type ReactElement,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { PARTS, present } from '../anatomy/attributes.ts';
import { areaLabels } from '../anatomy/dropzone-labels.ts';
import { addHandlers } from '../anatomy/root-attributes.ts';
import { classes } from '../anatomy/slots.ts';
import { useHydrated } from '../anatomy/use-hydrated.ts';
import { useSurroundings } from '../anatomy/use-surroundings.ts';
import { useUniqueId } from '../anatomy/use-unique-id.ts';
import { LazyPart } from '../loading/LazyPart.tsx';
import { PartFailed } from '../loading/PartFailed.tsx';
import { PartWordsContext } from '../loading/part-words.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { usePagePaste } from '../upload/use-page-paste.ts';
import { DropzoneArea } from './DropzoneArea.tsx';
import { DropzoneFileInput } from './DropzoneFileInput.tsx';
import { DropzoneFormValues } from './DropzoneFormValues.tsx';
import { DropzoneProblem } from './DropzoneProblem.tsx';
import { type AreaLook, DropzoneLookProvider, DropzonePart } from './dropzone-look.tsx';
import type { DropzoneRootAttributes, DropzoneViewProps } from './ImageDropzone.tsx';
import { rowsModule } from './rows-module.ts';
import { useDropzoneField } from './use-dropzone-field.ts';
import { useLateDrop } from './use-late-drop.ts';
import { useLiveRegion } from './use-live-region.ts';
import { useRemovedImages } from './use-removed-images.ts';
import { useUnchanged } from './use-unchanged.ts';

const pageDropModule = lazyModule(() => import('./PageDrop.tsx'), 'PageDrop');

type ViewProps = DropzoneViewProps & { upload: ImageUpload };

/** What the view takes besides: what the app has for the root element. */
export type DropzoneViewParts = ViewProps & {
  attributes: DropzoneRootAttributes;
  rootRef: ForwardedRef<HTMLElement>;
};

/** All parts in their places. Renders a `<section>`. */
export function DropzoneView(props: DropzoneViewParts): ReactElement {
  const { attributes, rootRef, className, ...parts } = props;
  const { upload, disabled = false, paste = 'zone' } = parts;
  const root = useRef<HTMLElement>(null);
  useImperativeHandle(rootRef, () => root.current as HTMLElement, []);
  useSurroundings(root);
  const id = useUniqueId();
  const { message, say, retract } = useLiveRegion();
  const focusChooser = useChooserFocus(root, id);
  const look = useLookOf(parts, useUnchanged({ say, retract, focusChooser }));
  const options = { root, disabled, paste: paste !== false };
  const { handlers, isDragActive, Reader, readerProps, onRetry } = useLateDrop(upload, options);
  usePagePaste({ add: upload.add, root, active: paste === 'page' && !disabled });
  return (
    <DropzoneLookProvider value={look}>
      <PartWordsContext.Provider value={look.labels}>
        <section
          // Not a stop for the Tab key; it takes the focus by a click, so that what is then pasted arrives.
          tabIndex={-1}
          aria-disabled={disabled || undefined}
          {...attributes}
          {...addHandlers(attributes, handlers)}
          ref={root}
          aria-label={attributes['aria-label'] ?? look.labels.region}
          className={classes(classes('tt-dropzone', look.classNames.root), className)}
          data-tt={PARTS.dropzone}
          data-dragging={present(isDragActive)}
          data-disabled={present(disabled)}
          data-filled={present(upload.items.length > 0)}
        >
          <div className="tt-box">
            <DropzoneParts {...parts} id={id} root={root} dragging={isDragActive} />
            {onRetry ? <PartFailed onRetry={onRetry} /> : null}
            {/* From the start: what comes together with its region is not spoken. */}
            <p role="status" className="tt-visually-hidden">
              {message}
            </p>
          </div>
        </section>
      </PartWordsContext.Provider>
      {Reader ? <Reader upload={upload} {...options} {...readerProps} /> : null}
    </DropzoneLookProvider>
  );
}

interface PlacedProps {
  /** Id of the button that chooses images. */
  id: string;
  root: RefObject<HTMLElement | null>;
  dragging: boolean;
}

function DropzoneParts(props: ViewProps & PlacedProps): ReactElement {
  const { upload, disabled = false, dragging, id, root, removeStored = false } = props;
  const { camera = false, fromURL = false, reorderable = false, editable = false } = props;
  const isHydrated = useHydrated();
  const [first] = useState(upload.items);
  const { field, images, isHeld } = useDropzoneField(props, root);
  const isBare = useIsBare(root);
  const watchRemoved = useRemovedImages(upload, removeStored);
  const area = { id, upload, field, dragging, disabled, camera, fromURL };
  return (
    <>
      <DropzonePart part="Area" props={area} />
      {isBare && isHydrated ? (
        <DropzoneFileInput id={id} upload={upload} field={field} disabled={disabled} />
      ) : null}
      {isHydrated ? <DropzoneFormValues images={images} field={field} disabled={disabled} /> : null}
      {field.problem === null ? null : (
        <DropzoneProblem id={`${id}-problem`} text={field.problem} isWaiting={isHeld} />
      )}
      {isHydrated || upload.items.length > 0 ? (
        <LazyPart
          module={rowsModule}
          props={{ upload, first, reorderable, editable, watchRemoved }}
          isNeeded={upload.items.length > 0 || upload.warning !== null}
        />
      ) : null}
      {props.pageDrop && isHydrated && !disabled ? (
        <LazyPart module={pageDropModule} props={{}} notice="none" />
      ) : null}
    </>
  );
}

/** Whether an app has put a part of its own in the place of the one that has the file input. */
function useIsBare(root: RefObject<HTMLElement | null>): boolean {
  const [isBare, setBare] = useState(false);
  useEffect(() => {
    const count = root.current?.querySelectorAll('.tt-file-input, .tt-plain-input').length ?? 1;
    if (count !== 1) setBare(count === 0);
  });
  return isBare;
}

/** Moves the focus to the button that chooses images, whatever the app has made of it. */
function useChooserFocus(root: RefObject<HTMLElement | null>, id: string): () => void {
  // The function stays the same when the id does not: a change would disturb what is being hydrated.
  const latest = useRef(id);
  useEffect(() => {
    latest.current = id;
  }, [id]);
  return useCallback(() => {
    // jsdom has no `CSS.escape` for a selector.
    const named = root.current?.querySelectorAll<HTMLElement>('[id]') ?? [];
    const chooser = [...named].find((element) => element.id === latest.current);
    (chooser ?? root.current)?.focus();
  }, [root]);
}

type Effects = Pick<AreaLook, 'say' | 'retract' | 'focusChooser'>;

function useLookOf(props: ViewProps, effects: Effects | undefined): AreaLook {
  const words = useUnchanged(props.labels);
  const classNames = useUnchanged(props.classNames);
  const components = useUnchanged(props.components);
  const render = useUnchanged(props.render);
  return useMemo(
    () => ({
      labels: { ...areaLabels, ...words },
      classNames: classNames ?? {},
      components: { Area: DropzoneArea, ...components },
      render: render ?? {},
      ...(effects as Effects),
    }),
    [words, classNames, components, render, effects],
  );
}
