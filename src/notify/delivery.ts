import type { ForeignWords } from '../model/foreign-words.js';

/**
 * What became of a message.
 * `sent`: the server took it over. `refused`: it certainly did not; `permanent` when the same message would be refused
 * again. `unknown`: the connection ended after the message was handed over and before the answer, so it may have arrived.
 */
export type DeliveryResult =
  | { readonly kind: 'sent'; readonly detail: ForeignWords }
  | { readonly kind: 'refused'; readonly detail: ForeignWords; readonly permanent: boolean }
  | { readonly kind: 'unknown'; readonly detail: ForeignWords };
