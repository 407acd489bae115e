import type { UploadErrorCode, UploaderWarning, UploadStatus } from '@tintype/core';
import type {
  CameraProblem,
  DropzoneLabels,
  FormProblem,
  URLProblem,
} from '../anatomy/dropzone-labels.ts';
import type {
  GalleryDetailLabels,
  GalleryLabels,
  LightboxLabels,
} from '../anatomy/gallery-labels.ts';

type Rule = Intl.LDMLPluralRule;

/** What is said of a number: a sentence for each form, or one for all where no word changes. */
export type Counted<Form extends Rule = 'other'> =
  | string
  | Readonly<Record<Form, string> & Partial<Record<Rule, string>>>;

/** What is said as it is, or around a `{name}`. */
type Plain<Labels> = {
  readonly [Key in keyof Labels as Labels[Key] extends string | ((name: string) => string)
    ? Key
    : never]: string;
};

type By<Key extends string> = Readonly<Record<Key, string>>;

/**
 * Everything that is said in one language. `{…}` stands for what is only known later; which there is,
 * is noted where it is not `{name}` alone. Numbers come formatted, names isolated where writing runs
 * from right to left.
 *
 * @typeParam Form - The forms of the language's plurals (CLDR). `other` is there in every language.
 */
export interface Words<Form extends Rule = 'other'> {
  /** The language, as BCP 47 has it. */
  tag: string;
  /** The same for numbers and dates, where it says more. @default tag */
  formats?: string;
  /** @default 'ltr' */
  dir?: 'ltr' | 'rtl';
  /** Stands between two short facts. */
  comma: string;
  dropzone: DropzoneWords<Form>;
  gallery: GalleryWords<Form>;
}

export interface DropzoneWords<Form extends Rule = 'other'> extends Plain<DropzoneLabels> {
  hint: HintWords<Form>;
  status: StatusWords;
  error: ErrorWords<Form>;
  /** Done: `{count}` of `{total}`. */
  summary: OutcomeWords<Form>;
  settled: OutcomeWords<Form>;
  /** `{speed}`, `{time}` left. */
  pace: string;
  retryAll: Counted<Form>;
  cameraProblem: By<CameraProblem>;
  /** `{status}` where it was refused, `{size}` where that is too large. */
  urlProblem: By<URLProblem['reason']>;
  saving: By<'saving' | 'saved' | 'failed'>;
  formProblem: By<FormProblem>;
  warning: By<UploaderWarning['code']>;
  added: Counted<Form>;
  /** `{name}`, `{place}`, `{count}`. */
  moved: string;
  /** `{name}`, `{error}`: one or two whole sentences. */
  failed: string;
  /** `{name}`, `{error}`: one or two whole sentences. */
  rejected: string;
  deleted: Counted<Form>;
  restored: Counted<Form>;
  /** `{percent}`. */
  reached: string;
}

/** What may come in. */
interface HintWords<Form extends Rule = 'other'> {
  /** Stands in place of the names of formats. */
  any: string;
  /** `{types}`, up to `{size}`. */
  upTo: string;
  /** The same of several pictures. */
  upToEach: string;
  /** One picture: `{what}`, which is one of those above. */
  one: string;
  /** At most `{count}`: `{what}`. */
  most: Counted<Form>;
}

interface StatusWords extends By<UploadStatus> {
  /** `{percent}`. */
  uploading: string;
  /** Not for the first time: `{count}`, `{percent}`. */
  again: string;
  /** `{count}` of the next attempt, `{time}` until then. */
  retrying: string;
  /** `{count}` of the next attempt, which is about to begin. */
  retryingSoon: string;
}

/** How many images are uploaded, and, behind it where there are any, how many failed or were not accepted: `{count}` each. */
interface OutcomeWords<Form extends Rule = 'other'> {
  done: Counted<Form>;
  failed: Counted<Form>;
  rejected: Counted<Form>;
}

interface ErrorWords<Form extends Rule = 'other'> extends By<UploadErrorCode> {
  limit: LimitWords<Form>;
  /** `{said}`: by the service, in its own words. */
  refusedBecause: string;
}

/** What an error is where its `{limit}` is known, and mostly the `{actual}` value. */
interface LimitWords<Form extends Rule = 'other'> {
  size: string;
  /** Pixels of the longer side. */
  side: string;
  /** Millions of pixels. */
  area: string;
  /** The form is that of the limit. */
  files: Counted<Form>;
  metadata: string;
}

export interface GalleryWords<Form extends Rule = 'other'>
  extends Omit<Plain<GalleryLabels>, 'date'> {
  details: Readonly<GalleryDetailLabels>;
  count: Counted<Form>;
  selected: Counted<Form>;
  deleteSelected: Counted<Form>;
  deleted: Counted<Form>;
  restored: Counted<Form>;
  loaded: Counted<Form>;
  /** `position`: `{index}` of `{count}`. */
  lightbox: Plain<LightboxLabels> & { readonly position: string };
}
