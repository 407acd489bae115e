/**
 * Every way in which an upload can end badly. The list is closed: a switch over it can be exhaustive.
 *
 * | code | cause | remedy |
 * |---|---|---|
 * | `unsupported-type` | the bytes are not those of a picture that the service takes, whatever the name says | choose a JPEG, PNG, GIF, WebP, SVG or HEIC file, or widen `accept` |
 * | `empty-file` | the file has no bytes | choose it again; it may not have finished copying |
 * | `file-too-large` | more bytes than `maxFileSize`, or than the service takes (10 MB) | choose or export a smaller picture |
 * | `dimensions-too-large` | a side over `maxDimension` or an area over `maxPixels` | scale the picture down |
 * | `too-many-files` | `maxFiles` pictures are already there | remove one first |
 * | `metadata-too-large` | the JSON of `metadata` is over 1,024 bytes | send less metadata |
 * | `broken-image` | the image is damaged: browsers show nothing of it, or it contradicts its format so that nobody can say what its metadata would tell, or the service could not decode it (number 9422) | open and save it with another program, or choose another image |
 * | `preparation-failed` | the picture could not be shrunk or cleaned of its metadata here: not enough memory or not enough time | retry; else choose a smaller picture |
 * | `part-not-loaded` | a file of Tintype's own code could not be loaded: no network, or the site was updated since the page was opened | none is needed, since it is retried until it is there; after an update, load the page again |
 * | `unreadable-file` | the file was moved, changed or deleted after it was chosen | choose it again |
 * | `network` | no response: offline, the connection was cut, or the response may not be read across origins | retry |
 * | `upload-cut-off` | the endpoint closed the connection twice while the image was being sent, although it answers questions: most likely it refuses bodies of this size without reading them | choose a smaller image; let the server, or a proxy in front of it, read the body before it closes the connection |
 * | `stalled` | bytes had begun to leave, and none has for `timeouts.stall` | retry |
 * | `no-response` | all bytes have left, and no response came for `timeouts.response`; or the browser does not tell how many have left, and it took far longer than a slow connection would | retry |
 * | `interrupted` | the page was closed while the picture was on its way, and nobody can tell whether it arrived | look whether it is there; else retry |
 * | `upload-url-spent` | the one-time upload URL was used or has expired | retry; a new one is fetched |
 * | `unauthorized` | 401: the endpoint does not know who is asking | sign in again |
 * | `forbidden` | 403: the endpoint knows, and refuses | ask whoever runs the site |
 * | `endpoint-not-found` | 404 or 405: nothing takes uploads at this URL | correct `endpoint` |
 * | `image-not-found` | 404 with the service's number 5404 or 5401: there is no such image, or no such variant | load the list of images anew |
 * | `conflict` | 409: another picture has this id | send it under a new id |
 * | `rate-limited` | 429: too many requests | wait for `retryAfter` |
 * | `refused` | any other 4xx: the service will not take this picture | see `apiErrors` |
 * | `service-failed` | 5xx: the service or the endpoint broke | retry later |
 * | `invalid-response` | the response is no envelope of the Images API with `success: true` and an image: a login page, a proxy's page, empty or cut short | check what answers at `endpoint` |
 * | `refused-by-app` | the app's own `beforeAdd` refused the image, and `message` is what it said | do what the message says |
 * | `app-error` | a function that the app passed in (`metadata`, `headers`, `beforeAdd`) threw, or the promise of `headers` was rejected, which is tried again; see `cause` | correct the function |
 */
export type UploadErrorCode =
  | 'unsupported-type'
  | 'empty-file'
  | 'file-too-large'
  | 'dimensions-too-large'
  | 'too-many-files'
  | 'metadata-too-large'
  | 'broken-image'
  | 'preparation-failed'
  | 'part-not-loaded'
  | 'unreadable-file'
  | 'network'
  | 'upload-cut-off'
  | 'stalled'
  | 'no-response'
  | 'interrupted'
  | 'upload-url-spent'
  | 'unauthorized'
  | 'forbidden'
  | 'endpoint-not-found'
  | 'image-not-found'
  | 'conflict'
  | 'rate-limited'
  | 'refused'
  | 'service-failed'
  | 'invalid-response'
  | 'refused-by-app'
  | 'app-error';

const RETRYABLE = new Set<UploadErrorCode>([
  'preparation-failed',
  'part-not-loaded',
  'network',
  'upload-cut-off',
  'stalled',
  'no-response',
  'interrupted',
  'upload-url-spent',
  'rate-limited',
  'service-failed',
]);

/** Whether the same picture, sent again unchanged, could be taken. */
export function isRetryable(code: UploadErrorCode, status: number | undefined): boolean {
  if (RETRYABLE.has(code)) return true;
  // Request Timeout and Too Early ask for the same request again (RFC 9110 section 15.5.9, RFC 8470).
  return status === 408 || status === 425;
}
