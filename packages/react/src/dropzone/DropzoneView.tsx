'use client';
import { lazy, type ReactElement, type RefObject, Suspense, useId, useMemo } from 'react';
import { PARTS, present } from '../anatomy/attributes.ts';
import { dropzoneLabels } from '../anatomy/dropzone-labels.ts';
import { classes } from '../anatomy/slots.ts';
import { useImageDrop } from '../upload/use-image-drop.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { usePagePaste } from '../upload/use-page-paste.ts';
import { DropzoneAnnouncements } from './DropzoneAnnouncements.tsx';
import { DropzoneFormField } from './DropzoneFormField.tsx';
import { DropzoneProblem } from './DropzoneProblem.tsx';
import { defaultComponents } from './default-components.ts';
import { type DropzoneLook, DropzoneLookProvider, DropzonePart } from './dropzone-look.tsx';
import type { DropzoneViewProps } from './ImageDropzone.tsx';
import { useDropzoneField } from './use-dropzone-field.ts';
import { useHydrated } from './use-hydrated.ts';
import { useLiveRegion } from './use-live-region.ts';
import { useUnchanged } from './use-unchanged.ts';

const PageDrop = lazy(async () => {
  const { PageDrop: component } = await import('./PageDrop.tsx');
  return { default: component };
});

type ViewProps = DropzoneViewProps & { upload: ImageUpload };

/** All parts in their places. Renders a `<section>`. */
export function DropzoneView(props: ViewProps): ReactElement {
  const { upload, disabled = false, paste = 'zone', className } = props;
  const { message, say } = useLiveRegion();
  const look = useLookOf(props, say);
  const drop = useImageDrop(upload, { disabled, paste: paste !== false });
  usePagePaste({ add: upload.add, root: drop.rootRef, active: paste === 'page' && !disabled });
  return (
    <DropzoneLookProvider value={look}>
      <section
        // Not a stop for the Tab key; it takes the focus by a click, so that what is then pasted arrives.
        {...drop.getRootProps({ role: 'region', tabIndex: -1 })}
        aria-label={look.labels.region}
        className={classes('tt-dropzone', className ?? look.classNames.root)}
        data-tt={PARTS.dropzone}
        data-dragging={present(drop.isDragActive)}
        data-disabled={present(disabled)}
        data-filled={present(upload.items.length > 0)}
      >
        <DropzoneParts {...props} root={drop.rootRef} dragging={drop.isDragActive} />
        <DropzoneAnnouncements upload={upload} message={message} />
      </section>
    </DropzoneLookProvider>
  );
}

function DropzoneParts(
  props: ViewProps & { root: RefObject<HTMLElement | null>; dragging: boolean },
): ReactElement {
  const { upload, disabled = false, dragging, root } = props;
  const { camera = false, fromURL = false, reorderable = false, editable = false } = props;
  const id = useId();
  const isHydrated = useHydrated();
  const { field, images, onProblem } = useDropzoneField(props, root);
  const area = { id, upload, field, dragging, disabled, camera, fromURL };
  return (
    <>
      <DropzonePart part="Area" props={area} />
      <DropzoneFormField
        id={id}
        upload={upload}
        images={images}
        field={field}
        disabled={disabled}
        onProblem={onProblem}
      />
      {field.problem === null ? null : (
        <DropzoneProblem id={`${id}-problem`} text={field.problem} />
      )}
      {upload.warning ? <DropzonePart part="Warning" props={{ warning: upload.warning }} /> : null}
      <DropzonePart part="Summary" props={{ upload, areaId: id }} />
      <DropzonePart part="List" props={{ upload, areaId: id, reorderable, editable }} />
      {props.pageDrop && isHydrated && !disabled ? (
        <Suspense>
          <PageDrop />
        </Suspense>
      ) : null}
    </>
  );
}

function useLookOf(props: ViewProps, say: (message: string) => void): DropzoneLook {
  const words = useUnchanged(props.labels);
  const classNames = useUnchanged(props.classNames);
  const components = useUnchanged(props.components);
  const render = useUnchanged(props.render);
  return useMemo(
    () => ({
      labels: { ...dropzoneLabels, ...words },
      classNames: classNames ?? {},
      components: { ...defaultComponents, ...components },
      render: render ?? {},
      say,
    }),
    [words, classNames, components, render, say],
  );
}
