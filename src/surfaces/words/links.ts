import type { BlockReason, LinkReason, LinkSign, NotCheckedReason, Said } from '../../model/link.js';
import { messages, reasonWords, statuses } from './messages.js';

export const unaskedReason = reasonWords<NotCheckedReason>(messages.unasked);

export const linkReason: (why: LinkReason) => string = reasonWords<LinkReason>(messages.link, {
  unasked: ({ why }) => ({ inner: unaskedReason(why) }),
  'error-shown': (why) => ({ said: said(why.said) }),
  'whole-site': (why) => ({ everywhere: everywhere(why) }),
  'not-the-document': ({ signs }) => ({ signs: signsOf(signs) }),
  'shown-for-anything': ({ signs }) => ({ signs: signsOf(signs) }),
  'shown-at-home': ({ signs }) => ({ signs: signsOf(signs) }),
  blocked: ({ why }) => ({ inner: blockReason(why) }),
  flapping: ({ why }) => ({ inner: linkReason(why) }),
});

const REFUSALS: Readonly<Record<number, string>> = statuses.refusal;

const blockReason = reasonWords<BlockReason>(messages.block, {
  refused: ({ http }) => ({ meaning: REFUSALS[http] ?? 'it refuses programs like this one' }),
  'challenge-page': (why) => ({ said: said(why.said) }),
  'request-number': (why) => ({ said: said(why.said) }),
  'status-shown': (why) => ({ said: said(why.said) }),
  'login-page': (why) => ({ said: said(why.said) }),
  notice: (why) => ({ meaning: statuses.blockedNotice[why.by], said: said(why.said) }),
  'whole-site': (why) => ({ everywhere: everywhere(why) }),
});

/** The signs that an answer is not the document, each after "it". */
export const signsOf = (signs: readonly LinkSign[]): string => signs.map((sign) => `it ${signWords(sign)}`).join('; ');

const characters = (size: number): string => `${size.toLocaleString('en')} characters`;

const everywhere = ({ host, size }: { readonly host: string; readonly size: number }): string =>
  `its site shows the same ${characters(size)} as the home page of ${host}`;

/** The words of a page that show that it is not the document. */
const said = ({ words, places, size }: Said): string =>
  `the page says “${words}” (${places.join(', ')}), and the text is ${characters(size)}`;

const signWords = reasonWords<LinkSign>(messages.sign, {
  says: (sign) => ({ meaning: statuses.errorMeaning[sign.what], said: said(sign.said) }),
  retired: (sign) => ({ said: said(sign.said) }),
});
