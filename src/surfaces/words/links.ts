import type {
  BlockReason,
  LinkReason,
  LinkSign,
  NotCheckedReason,
  Said,
} from '../../model/link.js';
import type { FailureCause } from '../../model/outcome.js';
import { type Locale, reasonWords } from './locale.js';

/** Why no usable answer came, as a sentence in the language that is rendered in. */
export const failureWords = reasonWords<FailureCause>(
  (locale) => locale.messages.failure,
  (locale) => ({
    expired: (cause) => ({ ...issuedBy(locale, cause), date: dateOf(locale, cause.on) }),
    'not-yet-valid': (cause) => ({ ...issuedBy(locale, cause), date: dateOf(locale, cause.on) }),
    'other-host': ({ names }) => ({ names: locale.sideBySide(names) }),
    untrusted: (cause) => issuedBy(locale, cause),
    'incomplete-chain': (cause) => issuedBy(locale, cause),
    revoked: (cause) => issuedBy(locale, cause),
    'wrong-purpose': (cause) => issuedBy(locale, cause),
    unaccepted: (cause) => issuedBy(locale, cause),
  }),
);

function issuedBy(
  locale: Locale,
  { issuer }: { readonly issuer?: string | null | undefined },
): {
  readonly by: string;
} {
  if (issuer === undefined) return { by: '' };
  return {
    by:
      issuer === null
        ? locale.messages.certificateFacts.unnamed
        : locale.fill(locale.messages.certificateFacts.issued, { issuer }),
  };
}

const dateOf = (locale: Locale, on: string | null | undefined): string =>
  on === null ? locale.messages.certificateFacts['unreadable-date'] : (on ?? '');

/** The sentence of a failure: of one from a store of before, the one that was kept. */
const failureBlanks = (
  locale: Locale,
  {
    message,
    cause,
  }: {
    readonly message: string;
    readonly cause?: FailureCause | undefined;
  },
) => ({
  message: cause === undefined ? message : failureWords(locale, cause),
});

export const unaskedReason = reasonWords<NotCheckedReason>(
  (locale) => locale.messages.unasked,
  (locale) => ({
    'same-failure': (a) => failureBlanks(locale, a),
  }),
);

export const linkReason: (locale: Locale, why: LinkReason) => string = reasonWords<LinkReason>(
  (locale) => locale.messages.link,
  (locale) => ({
    unasked: ({ why }) => ({ inner: unaskedReason(locale, why) }),
    failed: (why) => ({
      ...failureBlanks(locale, why),
      refused: why.failure === 'refused-address',
    }),
    'error-shown': (why) => ({ said: pageSays(locale, why.said) }),
    'whole-site': (why) => ({ everywhere: wholeSite(locale, why) }),
    'not-the-document': ({ signs }) => ({ signs: signsOf(locale, signs) }),
    'shown-for-anything': ({ signs }) => ({ signs: signsOf(locale, signs) }),
    'shown-at-home': ({ signs }) => ({ signs: signsOf(locale, signs) }),
    blocked: ({ why }) => ({ inner: blockReason(locale, why) }),
    twice: ({ why }) => ({ inner: linkReason(locale, why) }),
    flapping: ({ why }) => ({ inner: linkReason(locale, why) }),
  }),
);

const refusalWords = (locale: Locale, http: number): string => {
  const refusals: Readonly<Record<number | 'other', string>> = locale.statuses.refusal;
  return refusals[http] ?? refusals.other;
};

const blockReason = reasonWords<BlockReason>(
  (locale) => locale.messages.block,
  (locale) => ({
    refused: ({ http }) => ({ meaning: refusalWords(locale, http) }),
    'challenge-page': (why) => ({ said: pageSays(locale, why.said) }),
    'request-number': (why) => ({ said: pageSays(locale, why.said) }),
    'status-shown': (why) => ({ said: pageSays(locale, why.said) }),
    'login-page': (why) => ({ said: pageSays(locale, why.said) }),
    notice: (why) => ({
      meaning: locale.statuses.blockedNotice[why.by],
      said: pageSays(locale, why.said),
    }),
    'whole-site': (why) => ({ everywhere: wholeSite(locale, why) }),
  }),
);

/** The signs that an answer is not the document, each after "it". */
export const signsOf = (locale: Locale, signs: readonly LinkSign[]): string =>
  locale.sideBySide(
    signs.map((sign) => locale.fill(locale.messages.said.signs, { sign: signWords(locale, sign) })),
    'semicolon',
  );

const wholeSite = (locale: Locale, of: { readonly host: string; readonly size: number }): string =>
  locale.fill(locale.messages.said.everywhere, of);

/** The words of a page that show that it is not the document. */
const pageSays = (locale: Locale, of: Said): string =>
  locale.fill(locale.messages.said.page, {
    ...of,
    list: locale.sideBySide(of.places.map((place) => locale.statuses.saidPlace[place])),
  });

const signWords = reasonWords<LinkSign>(
  (locale) => locale.messages.sign,
  (locale) => ({
    says: (sign) => ({
      meaning: locale.statuses.errorMeaning[sign.what],
      said: pageSays(locale, sign.said),
    }),
    retired: (sign) => ({ said: pageSays(locale, sign.said) }),
  }),
);
