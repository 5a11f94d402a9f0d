import type { Unrendered } from './rendering.js';
import type { Shortfall } from './shortfall.js';
import type { Told } from './told.js';

/** What a file is whose text is not read. */
export type FileSort =
  | 'image'
  | 'media'
  | 'sound'
  | 'video'
  | 'font'
  | 'old-office'
  | 'rich-text'
  | 'compressed'
  | 'archive'
  | 'broken-archive'
  | 'binary'
  | 'other';

/** Why a document has no text. */
export type UnreadReason =
  | Told
  /** A file of another kind than is read; `type` is the server's name for it, `''` when it gave none. */
  | { readonly kind: 'file'; readonly sort: FileSort; readonly type: string }
  | { readonly kind: 'empty-file' }
  | { readonly kind: 'empty-word-file' }
  /** The page shows its text by script: a person sees it. `browser` is why a browser showed nothing; absent where none was asked. */
  | { readonly kind: 'script'; readonly browser?: Unrendered | undefined }
  | { readonly kind: 'no-visible-text' }
  | { readonly kind: 'pdf-too-long'; readonly pages: number; readonly most: number }
  | { readonly kind: 'pdf-without-pages' }
  /** A stream of it unpacks to more than `megabytes`. */
  | { readonly kind: 'pdf-bomb'; readonly megabytes: number }
  | { readonly kind: 'pdf-scan'; readonly pages: number }
  | { readonly kind: 'pdf-encrypted' }
  | { readonly kind: 'pdf-broken' }
  | { readonly kind: 'pdf-pages-broken' }
  /** Reading it came to no end within its budget. */
  | { readonly kind: 'beyond-budget'; readonly why: Shortfall };
