import type {
  BlockReason,
  LinkReason,
  LinkSign,
  NotCheckedReason,
  Said,
} from '../../model/link.js';
import type { FailureCause } from '../../model/outcome.js';
import { fill, messages, reasonWords, sideBySide, statuses } from './messages.js';

/** Why no usable answer came, as a sentence in the language that is rendered in. */
export const failureWords = reasonWords<FailureCause>(messages.failure, {
  expired: (cause) => ({ ...issuedBy(cause), date: dateOf(cause.on) }),
  'not-yet-valid': (cause) => ({ ...issuedBy(cause), date: dateOf(cause.on) }),
  'other-host': ({ names }) => ({ names: sideBySide(names) }),
  untrusted: (cause) => issuedBy(cause),
  'incomplete-chain': (cause) => issuedBy(cause),
  revoked: (cause) => issuedBy(cause),
  'wrong-purpose': (cause) => issuedBy(cause),
  unaccepted: (cause) => issuedBy(cause),
});

const { certificateFacts } = messages;

function issuedBy({ issuer }: { readonly issuer?: string | null | undefined }): {
  readonly by: string;
} {
  if (issuer === undefined) return { by: '' };
  return {
    by: issuer === null ? certificateFacts.unnamed : fill(certificateFacts.issued, { issuer }),
  };
}

const dateOf = (on: string | null | undefined): string =>
  on === null ? certificateFacts['unreadable-date'] : (on ?? '');

/** The sentence of a failure: of one from a store of before, the one that was kept. */
const failed = ({
  message,
  cause,
}: {
  readonly message: string;
  readonly cause?: FailureCause | undefined;
}) => ({
  message: cause === undefined ? message : failureWords(cause),
});

export const unaskedReason = reasonWords<NotCheckedReason>(messages.unasked, {
  'same-failure': failed,
});

export const linkReason: (why: LinkReason) => string = reasonWords<LinkReason>(messages.link, {
  unasked: ({ why }) => ({ inner: unaskedReason(why) }),
  failed: (why) => ({ ...failed(why), refused: why.failure === 'refused-address' }),
  'error-shown': (why) => ({ said: said(why.said) }),
  'whole-site': (why) => ({ everywhere: everywhere(why) }),
  'not-the-document': ({ signs }) => ({ signs: signsOf(signs) }),
  'shown-for-anything': ({ signs }) => ({ signs: signsOf(signs) }),
  'shown-at-home': ({ signs }) => ({ signs: signsOf(signs) }),
  blocked: ({ why }) => ({ inner: blockReason(why) }),
  twice: ({ why }) => ({ inner: linkReason(why) }),
  flapping: ({ why }) => ({ inner: linkReason(why) }),
});

const REFUSALS: Readonly<Record<number | 'other', string>> = statuses.refusal;

const blockReason = reasonWords<BlockReason>(messages.block, {
  refused: ({ http }) => ({ meaning: REFUSALS[http] ?? REFUSALS.other }),
  'challenge-page': (why) => ({ said: said(why.said) }),
  'request-number': (why) => ({ said: said(why.said) }),
  'status-shown': (why) => ({ said: said(why.said) }),
  'login-page': (why) => ({ said: said(why.said) }),
  notice: (why) => ({ meaning: statuses.blockedNotice[why.by], said: said(why.said) }),
  'whole-site': (why) => ({ everywhere: everywhere(why) }),
});

/** The signs that an answer is not the document, each after "it". */
export const signsOf = (signs: readonly LinkSign[]): string =>
  sideBySide(
    signs.map((sign) => fill(messages.said.signs, { sign: signWords(sign) })),
    'semicolon',
  );

const everywhere = (of: { readonly host: string; readonly size: number }): string =>
  fill(messages.said.everywhere, of);

/** The words of a page that show that it is not the document. */
const said = (of: Said): string =>
  fill(messages.said.page, {
    ...of,
    list: sideBySide(of.places.map((place) => statuses.saidPlace[place])),
  });

const signWords = reasonWords<LinkSign>(messages.sign, {
  says: (sign) => ({ meaning: statuses.errorMeaning[sign.what], said: said(sign.said) }),
  retired: (sign) => ({ said: said(sign.said) }),
});
