/** What a request wants to do. */
export type RelayAction =
  | { type: 'upload' }
  /** To send one picture straight to the image service, with a one-time upload URL. */
  | { type: 'direct-upload' }
  | { type: 'list' }
  /** To know whether an upload that ended without a response got through. */
  | { type: 'find'; key: string }
  | { type: 'get'; id: string }
  /** To change metadata, or whether the picture is private. */
  | { type: 'edit'; id: string }
  | { type: 'delete'; id: string }
  /** To see one variant of a private picture for a while. */
  | { type: 'sign'; id: string; variant: string };
