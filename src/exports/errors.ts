import { parseWebAddress } from '../model/address.js';
import type { Quote } from '../model/watchlist.js';

/** Something that was given is not what the library takes. All of it is listed, each with its place. */
export class InputError extends TypeError {
  override readonly name = 'InputError';

  constructor(readonly problems: readonly { readonly place: string; readonly message: string }[]) {
    super(problems.map(({ place, message }) => `${place}: ${message}`).join('\n'));
  }
}

/** The bytes of a document, and what the server said of them. */
export interface Received {
  readonly bytes: Uint8Array;
  /** The `Content-Type` header, or null. */
  readonly contentType: string | null;
  /** The address that answered, `http:` or `https:`; absent for a file. */
  readonly url?: string;
}

const textsOf = (passage: string | Quote): readonly unknown[] =>
  typeof passage === 'string' ? [passage] : [passage?.text, passage?.original?.text ?? '-'];

/** Throws an {@link InputError} for what is not as its type says: callers may be JavaScript. */
export function checkInput(received: Received, passage?: string | Quote): void {
  const { bytes, contentType, url } = (received ?? {}) as Partial<Received>;
  const words = passage === undefined ? [] : textsOf(passage);
  const problems = [
    ...(words.every((text) => typeof text === 'string' && text.trim() !== '')
      ? []
      : [{ place: 'passage', message: 'must be words, or { text, original } with words' }]),
    ...(bytes instanceof Uint8Array ? [] : [{ place: 'bytes', message: 'must be a Uint8Array' }]),
    ...(contentType === null || typeof contentType === 'string'
      ? []
      : [{ place: 'contentType', message: 'must be the header, or null' }]),
    ...(url === undefined || parseWebAddress(url) !== null
      ? []
      : [{ place: 'url', message: 'must be an address of the web, or absent' }]),
  ];
  if (problems.length > 0) throw new InputError(problems);
}
