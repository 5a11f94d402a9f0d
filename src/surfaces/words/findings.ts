import type { ContentReason } from '../../model/content.js';
import type { EditionReason } from '../../model/edition.js';
import type {
  CitedIn,
  Finding,
  FindingKind,
  FindingReason,
  Observation,
} from '../../model/finding.js';
import type { LinkReason, LinkStatus } from '../../model/link.js';
import type { Omission, QuoteStatus } from '../../model/quote.js';
import { clip, shorten } from '../../passage/text/sentences.js';
import { byHandWords } from '../saved-page.js';
import { contentReason, quoteReason } from './documents.js';
import { linkReason } from './links.js';
import { type Locale, reasonWords } from './locale.js';
import { editionReason, unmatchedReason } from './words.js';

type Why = Pick<Observation, 'why'>;

/** What is the case, in one sentence, and whether the rules alone brought it. */
export const messageOf = (
  locale: Locale,
  { why, rules }: Why & { readonly rules?: Finding['rules'] },
): string =>
  // A publisher's own sentence within the sentence ends both.
  `${message(locale, why).replace(/([.!?؟]\s?[”»“])\.$/u, '$1')}${rules === undefined ? '' : locale.statuses.byRules[rules]}`;

/** What to do about it, in one sentence. */
export const actionOf = (locale: Locale, { why }: Why): string => action(locale, why);

const GONE: ReadonlySet<LinkStatus> = new Set(['gone', 'soft-404']);

/** A reason that is a sentence of its own, to stand within another. */
const clause = (reason: string): string => reason.replace(/\.$/u, '');
const linkClause = (locale: Locale, why: LinkReason): string => clause(linkReason(locale, why));

type Failing = Extract<FindingReason, { readonly kind: 'failing' }>;
const failingBlanks = (locale: Locale, { status, link }: Failing) => ({
  gone: GONE.has(status),
  reason: linkClause(locale, link),
});
const ofEdition = (locale: Locale, { edition }: { readonly edition: EditionReason }) => ({
  reason: editionReason(locale, edition),
});
const ofContent = (locale: Locale, { content }: { readonly content: ContentReason }) => ({
  reason: contentReason(locale, content),
});

const message: (locale: Locale, why: FindingReason) => string = reasonWords<FindingReason>(
  (locale) => locale.messages.finding,
  (locale) => ({
    'passage-missing': ({ cited, quote, nearest }) => ({
      passage: passageOf(locale, cited),
      reason: quoteReason(locale, quote),
      near: nearest == null ? null : shorten(nearest, NEAREST_SHOWN),
    }),
    'passage-altered': ({ cited, quote }) => ({
      passage: passageOf(locale, cited),
      reason: quoteReason(locale, quote),
      changed: quote.kind === 'other-words',
    }),
    'omission-changed': ({ cited }) => ({ passage: passageOf(locale, cited) }),
    'context-changed': ({ cited, as }) => ({
      passage: passageOf(locale, cited),
      governors: locale.andList(as.map((one) => locale.statuses.governor[one])),
    }),
    'passage-place': ({ cited, where: at }) => ({
      passage: passageOf(locale, cited),
      place: locale.statuses.findingPlace[at],
    }),
    'omission-weighs': ({ cited, omitted }) => ({
      passage: passageOf(locale, cited),
      words: locale.sideBySide(
        omitted.map((omission) => omissionWords(locale, omission)),
        'semicolon',
      ),
    }),
    failing: (a) => failingBlanks(locale, a),
    moved: ({ link }) => ({ reason: linkReason(locale, link) }),
    blocked: ({ link, byHand }) => ({
      reason: linkReason(locale, link),
      hand: byHand && byHandWords(locale, byHand),
    }),
    'witness-stale': ({ byHand }) => ({ hand: byHandWords(locale, byHand) }),
    'no-url': ({ readIn }) => ({ readIn }),
    ending: ({ ending }) => ending,
    unread: (a) => ofContent(locale, a),
    unmatched: ({ why }) => ({ reason: unmatchedReason(locale, why) }),
    replaced: (a) => ofContent(locale, a),
    edited: (a) => ofContent(locale, a),
    'edition-newer': ({ editions, fates }) => ({
      list: locale.sideBySide(editions),
      fate: fatesWords(locale, fates),
    }),
    noted: (a) => ofEdition(locale, a),
    'edition-withdrawn': (a) => ofEdition(locale, a),
    'edition-replaced-in-place': (a) => ofEdition(locale, a),
    'edition-overdue': (a) => ofEdition(locale, a),
    'access-stale': ({ cited }) => ({ place: where(locale, cited) }),
    'decision-expired': (why) => ({ decided: decisionTitle(locale, why) }),
    'decision-pointless': (why) => ({ decided: decisionTitle(locale, why) }),
    host: ({ each }) => ({ all: ofAll(locale, each) }),
  }),
);

/** What one source of a host came to, said of all of them: the number of days may differ, and hand-read pages are left out. */
function ofAll(locale: Locale, each: FindingReason): string {
  if (each.kind === 'blocked')
    return locale.fill(locale.messages.ofHost.blocked, { reason: linkClause(locale, each.link) });
  if (each.kind === 'failing')
    return locale.fill(locale.messages.ofHost.failing, { ...each, ...failingBlanks(locale, each) });
  return locale.fill(locale.messages.ofHost.other, { message: message(locale, each) });
}

const action: (locale: Locale, why: FindingReason) => string = reasonWords<FindingReason>(
  (locale) => locale.messages.action,
  (locale) => ({
    moved: ({ link, to }) => ({
      sure: link.kind !== 'moved' || link.stands === true,
      to: to ?? '',
    }),
    blocked: () => ({ save: locale.messages.handIn.page }),
    'witness-stale': () => ({ save: locale.messages.handIn.page }),
    host: ({ each }) =>
      each.kind === 'blocked'
        ? { blocked: true, save: locale.messages.handIn.pages }
        : { blocked: false, each: action(locale, each) },
  }),
);

/** A decision by what it is about. */
export const decisionTitle = (
  locale: Locale,
  {
    about,
    edition,
  }: {
    readonly about: string;
    readonly edition: string | null;
  },
): string =>
  locale.fill(locale.messages.cited.decision, {
    name: locale.kinds[about as FindingKind].name,
    edition,
  });

const where = (locale: Locale, cited: CitedIn): string =>
  locale.fill(locale.messages.cited.where, cited);

/** A passage by where it is quoted, or by the address that points at it. */
const passageOf = (locale: Locale, cited: CitedIn): string =>
  locale.fill(locale.messages.cited.passage, {
    pointed: cited.pointed === true,
    where: where(locale, cited),
  });

/** Characters of the nearest text that a sentence shows, our choice. */
const NEAREST_SHOWN = 200;

/** Characters of an omission that a sentence shows, half of its beginning and half of its end; our choice. */
const OMITTED_SHOWN = 120;

/** What is left out, without the mark behind what is quoted before it. */
export const omittedText = ({ text }: Omission): string =>
  text.replace(/^[.,;:!?…)\]”’»]+\s+/u, '');

function omissionWords(locale: Locale, omission: Omission): string {
  const { where: at } = omission;
  const line = omittedText(omission).replace(/\s+/gu, ' ');
  const half = OMITTED_SHOWN / 2;
  const short =
    line.length > OMITTED_SHOWN
      ? `${clip(line, half, 'start')} … ${clip(line, half, 'end')}`
      : line;
  return locale.fill(locale.messages.cited.omission, { where: at, text: short });
}

function fatesWords(locale: Locale, counts: Readonly<Record<QuoteStatus, number>>): string {
  const told = (['intact', 'altered', 'missing', 'unverifiable'] as const).filter(
    (fate) => counts[fate] > 0,
  );
  const all = Object.values(counts).reduce((a, b) => a + b, 0);
  if (all === 0) return locale.messages.fate.none;
  const words = (fate: QuoteStatus): string =>
    locale.fill(locale.messages.fate[fate], { n: counts[fate] });
  const [only] = told;
  if (all === 1 && only !== undefined)
    return only === 'unverifiable'
      ? locale.messages.fate.unsearched
      : locale.fill(locale.messages.fate.one, { fate: words(only) });
  return locale.fill(locale.messages.fate.many, {
    all,
    fates: locale.sideBySide(
      told.map((fate) =>
        locale.fill(locale.messages.fate.each, { n: counts[fate], fate: words(fate) }),
      ),
    ),
  });
}
