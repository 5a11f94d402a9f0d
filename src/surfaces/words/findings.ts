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
import { fill, messages, reasonWords, sideBySide, statuses } from './messages.js';
import { andList, editionReason, KIND, unmatchedReason } from './words.js';

type Why = Pick<Observation, 'why'>;

/** What is the case, in one sentence, and whether the rules alone brought it. */
export const messageOf = ({ why, rules }: Why & { readonly rules?: Finding['rules'] }): string =>
  // A publisher's own sentence within the sentence ends both.
  `${message(why).replace(/([.!?؟]\s?[”»“])\.$/u, '$1')}${rules === undefined ? '' : statuses.byRules[rules]}`;

/** What to do about it, in one sentence. */
export const actionOf = ({ why }: Why): string => action(why);

const GONE: ReadonlySet<LinkStatus> = new Set(['gone', 'soft-404']);

/** A reason that is a sentence of its own, to stand within another. */
const clause = (reason: string): string => reason.replace(/\.$/u, '');
const linkClause = (why: LinkReason): string => clause(linkReason(why));

type Failing = Extract<FindingReason, { readonly kind: 'failing' }>;
const failing = ({ status, link }: Failing) => ({
  gone: GONE.has(status),
  reason: linkClause(link),
});
const ofEdition = ({ edition }: { readonly edition: EditionReason }) => ({
  reason: editionReason(edition),
});
const ofContent = ({ content }: { readonly content: ContentReason }) => ({
  reason: contentReason(content),
});

const message: (why: FindingReason) => string = reasonWords<FindingReason>(messages.finding, {
  'passage-missing': ({ cited, quote, nearest }) => ({
    passage: passageOf(cited),
    reason: quoteReason(quote),
    near: nearest == null ? null : shorten(nearest, NEAREST_SHOWN),
  }),
  'passage-altered': ({ cited, quote }) => ({
    passage: passageOf(cited),
    reason: quoteReason(quote),
    changed: quote.kind === 'other-words',
  }),
  'omission-changed': ({ cited }) => ({ passage: passageOf(cited) }),
  'context-changed': ({ cited, as }) => ({
    passage: passageOf(cited),
    governors: andList(as.map((one) => statuses.governor[one])),
  }),
  'passage-place': ({ cited, where: at }) => ({
    passage: passageOf(cited),
    place: statuses.findingPlace[at],
  }),
  'omission-weighs': ({ cited, omitted }) => ({
    passage: passageOf(cited),
    words: sideBySide(omitted.map(omissionWords), 'semicolon'),
  }),
  failing,
  moved: ({ link }) => ({ reason: linkReason(link) }),
  blocked: ({ link, byHand }) => ({
    reason: linkReason(link),
    hand: byHand && byHandWords(byHand),
  }),
  'witness-stale': ({ byHand }) => ({ hand: byHandWords(byHand) }),
  'no-url': ({ readIn }) => ({ readIn }),
  ending: ({ ending }) => ending,
  unread: ofContent,
  unmatched: ({ why }) => ({ reason: unmatchedReason(why) }),
  replaced: ofContent,
  edited: ofContent,
  'edition-newer': ({ editions, fates }) => ({
    list: sideBySide(editions),
    fate: fatesWords(fates),
  }),
  noted: ofEdition,
  'edition-withdrawn': ofEdition,
  'edition-replaced-in-place': ofEdition,
  'edition-overdue': ofEdition,
  'access-stale': ({ cited }) => ({ place: where(cited) }),
  'decision-expired': (why) => ({ decided: decided(why) }),
  'decision-pointless': (why) => ({ decided: decided(why) }),
  host: ({ each }) => ({ all: ofAll(each) }),
});

/** What one source of a host came to, said of all of them: the number of days may differ, and hand-read pages are left out. */
function ofAll(each: FindingReason): string {
  if (each.kind === 'blocked')
    return fill(messages.ofHost.blocked, { reason: linkClause(each.link) });
  if (each.kind === 'failing') return fill(messages.ofHost.failing, { ...each, ...failing(each) });
  return fill(messages.ofHost.other, { message: message(each) });
}

const action: (why: FindingReason) => string = reasonWords<FindingReason>(messages.action, {
  moved: ({ link, to }) => ({ sure: link.kind !== 'moved' || link.stands === true, to: to ?? '' }),
  blocked: () => ({ save: messages.handIn.page }),
  'witness-stale': () => ({ save: messages.handIn.page }),
  host: ({ each }) =>
    each.kind === 'blocked'
      ? { blocked: true, save: messages.handIn.pages }
      : { blocked: false, each: action(each) },
});

/** A decision by what it is about. */
export const decided = ({
  about,
  edition,
}: {
  readonly about: string;
  readonly edition: string | null;
}): string => fill(messages.cited.decision, { name: KIND[about as FindingKind].name, edition });

const where = (cited: CitedIn): string => fill(messages.cited.where, cited);

/** A passage by where it is quoted, or by the address that points at it. */
const passageOf = (cited: CitedIn): string =>
  fill(messages.cited.passage, { pointed: cited.pointed === true, where: where(cited) });

/** Characters of the nearest text that a sentence shows, our choice. */
const NEAREST_SHOWN = 200;

/** Characters of an omission that a sentence shows, half of its beginning and half of its end; our choice. */
const OMITTED_SHOWN = 120;

/** What is left out, without the mark behind what is quoted before it. */
export const omittedText = ({ text }: Omission): string =>
  text.replace(/^[.,;:!?…)\]”’»]+\s+/u, '');

function omissionWords(omission: Omission): string {
  const { where: at } = omission;
  const line = omittedText(omission).replace(/\s+/gu, ' ');
  const half = OMITTED_SHOWN / 2;
  const short =
    line.length > OMITTED_SHOWN
      ? `${clip(line, half, 'start')} … ${clip(line, half, 'end')}`
      : line;
  return fill(messages.cited.omission, { where: at, text: short });
}

function fatesWords(counts: Readonly<Record<QuoteStatus, number>>): string {
  const told = (['intact', 'altered', 'missing', 'unverifiable'] as const).filter(
    (fate) => counts[fate] > 0,
  );
  const all = Object.values(counts).reduce((a, b) => a + b, 0);
  if (all === 0) return messages.fate.none;
  const words = (fate: QuoteStatus): string => fill(messages.fate[fate], { n: counts[fate] });
  const [only] = told;
  if (all === 1 && only !== undefined)
    return only === 'unverifiable'
      ? messages.fate.unsearched
      : fill(messages.fate.one, { fate: words(only) });
  return fill(messages.fate.many, {
    all,
    fates: sideBySide(
      told.map((fate) => fill(messages.fate.each, { n: counts[fate], fate: words(fate) })),
    ),
  });
}
