import type { ContentChange } from '../../model/content.js';
import type { Shortfall } from '../../model/document.js';
import type { EditionReason, EditionStatus, SectionFate } from '../../model/edition.js';
import { type Finding, type FindingKind, LADDERS, type Severity } from '../../model/finding.js';
import type { BlockedBy, LinkStatus, LinkVerdict } from '../../model/link.js';
import type { QuotePlace, QuoteStatus, QuoteVerdict, Tier } from '../../model/quote.js';
import type { EvidenceTip, UpdateFacts } from '../../model/run.js';
import type { Witness } from '../../model/verdict.js';
import { longDate } from '../../passage/text/dates.js';
import { linkReason } from './links.js';

/** How grave a finding is: a shape and a word, so that colour is never needed to tell. */
export const SEVERITY: Readonly<Record<Severity, { readonly mark: string; readonly word: string }>> = {
  high: { mark: '▲', word: 'High' },
  medium: { mark: '◆', word: 'Medium' },
  low: { mark: '○', word: 'Low' },
};

/** A number and its words: `2 pages are gone`. */
export const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** What is said of a source on a night on which nothing of the web was seen. */
export const NOT_LOOKED_AT = 'not looked at: offline';

/** Where a night's evidence ended, as `citewatch evidence verify --noted` takes it. */
export const tipLine = ({ n, sha256 }: EvidenceTip): string => `Evidence ends at ${n}:${sha256}`;

const FAILED: KindWords = {
  name: 'Page failed, not yet confirmed',
  one: 'page failed and is watched',
  many: 'pages failed and are watched',
};
const FAILING: readonly FindingKind[] = LADDERS.address;

/** What a finding is called. A page is not called gone before its death is believed: until then its finding is low. */
export const kindWords = ({ kind, severity }: Pick<Finding, 'kind' | 'severity'>): KindWords =>
  severity === 'low' && FAILING.includes(kind) ? FAILED : KIND[kind];

/** What an update of citewatch alone changed, in one line; empty where it changed nothing. */
export const updateLine = (
  updated: { readonly [N in keyof UpdateFacts]?: number | undefined } | undefined,
): string => {
  const { findings = 0, unkept = 0 } = updated ?? {};
  return [
    ...(findings === 0
      ? []
      : [
          `${count(findings, 'finding', 'findings')} changed because citewatch was updated, not because of a page.`,
        ]),
    ...(unkept === 0
      ? []
      : [
          `After the update ${count(unkept, 'source', 'sources')} could not be judged again: what they had sent is not kept.`,
        ]),
  ].join(' ');
};

/** A finding that is over, in a few words. */
export const ended = (finding: Finding): string =>
  `${kindWords(finding).name}, begun ${day(finding.since)}, now over${finding.rules === 'ended' ? ' because citewatch was updated' : ''}`;

/** A judge's reason as a sentence of its own. */
export const sentence = (reason: string): string =>
  reason === ''
    ? ''
    : `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}${/[.!?…]["”’)]?$/.test(reason) ? '' : '.'}`;

const LINK: Readonly<Record<LinkStatus, string>> = {
  alive: 'opens',
  moved: 'moved to another address',
  'soft-404': 'answers without the document',
  gone: 'gone',
  blocked: 'does not let citewatch in',
  'server-error': 'server error',
  unreachable: 'not reachable',
  'no-url': 'no address known',
  unjudged: 'not looked at',
};

const BLOCKED_BY: Readonly<Record<BlockedBy, string>> = {
  'bot-wall': 'turns programs away',
  login: 'asks for a login',
  paywall: 'behind a paywall',
  'rate-limit': 'asks for fewer visits',
  legal: 'withheld for legal reasons',
  region: 'not shown in this country',
  consent: 'asks for consent first',
  age: 'asks for the reader’s age',
};

/** What became of an address. */
export const linkWords = (link: Pick<LinkVerdict, 'status' | 'by'>): string =>
  link.status === 'blocked' && link.by !== null ? BLOCKED_BY[link.by] : LINK[link.status];

/** What became of a document's text. */
export const CONTENT: Readonly<Record<ContentChange, string>> = {
  'first-visit': 'read for the first time',
  unchanged: 'unchanged',
  cosmetic: 'only its surroundings changed',
  edited: 'edited',
  replaced: 'another document',
  unread: 'could not be read',
};

const TIER: Readonly<Record<Tier, string>> = {
  script: 'stands in the other Chinese script',
  exact: 'stands word for word',
  folded: 'stands, with other typography',
  letters: 'stands, letter by letter',
};

/** What became of a passage. */
export const QUOTE: Readonly<Record<QuoteStatus, string>> = {
  intact: 'stands',
  altered: 'stands with other words',
  missing: 'not found',
  unverifiable: 'could not be checked',
};

/** What became of a passage in a newer edition, with what the edition still has of its surroundings. */
export const fateWords = ({
  verdict,
  section,
}: {
  readonly verdict: QuoteStatus;
  readonly section?: SectionFate | undefined;
}): string => (section === undefined ? QUOTE[verdict] : `${QUOTE[verdict]}: ${sectionWords(section)}`);

/** Where a passage stands. */
const PLACE: Readonly<Record<QuotePlace, string>> = {
  main: 'in the main text',
  aside: 'in a box, a teaser or a menu',
  comment: 'in a reader’s comment',
  correction: 'where its publisher takes something back',
  hidden: 'in a part that a reader has to open',
};

/** What became of a passage, with how much was overlooked to find it, and where it stands when that is not the main text. */
export const quoteWords = ({
  verdict,
  tier,
  where,
}: Pick<QuoteVerdict, 'verdict' | 'tier' | 'where'>): string =>
  verdict === 'intact' && tier !== null
    ? `${TIER[tier]}${where === undefined || where === 'main' ? '' : `, ${PLACE[where]}`}`
    : QUOTE[verdict];

/** Whether the cited edition is the latest. */
export const EDITION: Readonly<Record<EditionStatus, string>> = {
  current: 'latest edition',
  superseded: 'a newer edition is out',
  acknowledged: 'older edition kept on purpose',
  'replaced-in-place': 'replaced under its address',
  withdrawn: 'withdrawn by its publisher',
  overdue: 'new edition overdue',
  unknown: 'not known',
};

/** Where the text was read. */
export const WITNESS: Readonly<Record<Witness, string>> = {
  live: 'on its own page',
  browser: 'on its own page, in a browser',
  copy: 'in a trusted copy',
  archive: 'in a web archive',
  person: 'by hand',
  none: 'nowhere',
};

/** A kind of finding: its heading, and what is said of one or of many (after a number). */
export interface KindWords {
  readonly name: string;
  readonly one: string;
  readonly many: string;
}

/** What each kind of finding is called. */
export const KIND: Readonly<Record<FindingKind, KindWords>> = {
  'passage-missing': {
    name: 'Passage not found',
    one: 'quoted passage is missing',
    many: 'quoted passages are missing',
  },
  'passage-altered': {
    name: 'Passage changed',
    one: 'quoted passage changed',
    many: 'quoted passages changed',
  },
  'passage-omission-changed': {
    name: 'Omitted words changed',
    one: 'quotation leaves out other words than before',
    many: 'quotations leave out other words than before',
  },
  'passage-place': {
    name: 'Not in the main text',
    one: 'quoted passage stands outside the main text',
    many: 'quoted passages stand outside the main text',
  },
  'passage-omission-weighs': {
    name: 'Omitted words weigh',
    one: 'quotation leaves out words that weigh',
    many: 'quotations leave out words that weigh',
  },
  'source-gone': { name: 'Page gone', one: 'page is gone', many: 'pages are gone' },
  'source-soft-404': {
    name: 'Answers without the document',
    one: 'page no longer shows its document',
    many: 'pages no longer show their documents',
  },
  'source-unreachable': {
    name: 'Not reachable',
    one: 'page cannot be reached',
    many: 'pages cannot be reached',
  },
  'source-server-error': {
    name: 'Server error',
    one: 'page answers with a server error',
    many: 'pages answer with a server error',
  },
  'source-moved': { name: 'Page moved', one: 'page has moved', many: 'pages have moved' },
  'source-blocked': {
    name: 'Closed to citewatch',
    one: 'page does not let citewatch in',
    many: 'pages do not let citewatch in',
  },
  'content-replaced': {
    name: 'Another document',
    one: 'page shows another document',
    many: 'pages show another document',
  },
  'source-retracted': {
    name: 'Retracted',
    one: 'document was retracted by its publisher',
    many: 'documents were retracted by their publishers',
  },
  'source-corrected': {
    name: 'Corrected',
    one: 'page was corrected or called in doubt',
    many: 'pages were corrected or called in doubt',
  },
  'content-edited': { name: 'Page edited', one: 'page was edited', many: 'pages were edited' },
  'content-unread': {
    name: 'Text not readable',
    one: 'page could not be read',
    many: 'pages could not be read',
  },
  'witness-stale': {
    name: 'Read by hand long ago',
    one: 'page was read by hand too long ago',
    many: 'pages were read by hand too long ago',
  },
  'edition-withdrawn': {
    name: 'Withdrawn',
    one: 'document was withdrawn',
    many: 'documents were withdrawn',
  },
  'edition-replaced-in-place': {
    name: 'Replaced by another edition',
    one: 'document was replaced under its address',
    many: 'documents were replaced under their addresses',
  },
  'lint-decision-expired': {
    name: 'Decision that is over',
    one: 'decision has run out',
    many: 'decisions have run out',
  },
  'lint-decision-pointless': {
    name: 'Decision that answers nothing',
    one: 'decision answers nothing any more',
    many: 'decisions answer nothing any more',
  },
  'edition-newer': { name: 'Newer edition', one: 'newer edition is out', many: 'newer editions are out' },
  'edition-overdue': {
    name: 'Edition overdue',
    one: 'new edition is overdue',
    many: 'new editions are overdue',
  },
  'access-stale': {
    name: 'Last read long ago',
    one: 'citation was last read too long ago',
    many: 'citations were last read too long ago',
  },
  'no-url': {
    name: 'No address',
    one: 'source has no address to watch',
    many: 'sources have no address to watch',
  },
};

/** A date, or the day of an instant, as reports print it: see {@link longDate}. */
export const day = longDate;

const utc = (iso: string): string | null => {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};

/** An ISO instant as `15 March 2025, 02:07 UTC`. */
export const moment = (iso: string): string => {
  const at = utc(iso);
  return at === null ? iso : `${day(at)}, ${at.slice(11, 16)} UTC`;
};

/** Why a task of the pool came to no end, in words that follow "because". */
export function shortfallReason(why: Shortfall): string {
  switch (why.kind) {
    case 'time':
      return `it took more than ${why.seconds} s of processor time`;
    case 'stalled':
      return `it was not done after ${why.seconds} s, most of which it spent waiting`;
    case 'memory':
      return `it took more than ${why.megabytes} MB of memory`;
    case 'stopping':
      return 'the program was stopping';
    case 'broken':
      return why.message;
  }
}

/** Why passages were not looked for in a text that was read. */
export const unmatchedReason = (why: Shortfall): string =>
  `the passages could not be looked for: ${shortfallReason(why)}`;

/** What an edition verdict rests on, in words. */
export function editionReason(why: EditionReason): string {
  switch (why.kind) {
    case 'told':
      return why.sentence;
    case 'no-series':
      return 'not part of a series';
    case 'none-found':
      return `no edition after ${why.after ?? 'the cited edition'} was found`;
    case 'unnamed':
    case 'nothing-compared':
    case 'incomparable':
    case 'later-unread':
    case 'waited':
      return openQuestion(why);
    case 'none-by':
      return `no edition after ${why.after} was found, and one was due by ${day(why.due)}`;
    case 'out':
      return `the ${why.latest} edition is out, ${why.cited ?? 'an older one'} is cited`;
    case 'kept':
      return `kept although the ${why.latest} edition is out: ${why.decision}`;
    case 'notice':
      return `the publisher says: “${why.words}”`;
    case 'withdrawn':
      return `the publisher withdrew it${why.on === null ? '' : ` on ${day(why.on)}`}${why.explanation === '' ? '' : `: “${why.explanation}”`}`;
    case 'retracted':
      return `Crossref records a ${why.type.replaceAll('_', ' ')} (${why.notice})`;
    case 'unlisted':
      return `it is no longer listed at ${why.page}${why.change === null ? '' : `; on ${day(why.change.on)} it said: “${why.change.note}”`}`;
    case 'cover-moved':
      return `cover date ${day(why.from)} became ${day(why.to)}`;
    case 'cover-differs':
      return `the ${why.cited} edition is cited, and the document there says ${why.found}`;
    case 'other-document':
      return `another document stands at the address of the ${why.cited ?? 'cited'} edition${why.made === null ? '' : `: the file says that it was made on ${day(why.made.now)}, the one before on ${day(why.made.before)}`}`;
    case 'not-compared':
      return `its editions could not be compared: ${shortfallReason(why.why)}`;
    case 'both':
      return `${editionReason(why.why)}; ${editionReason(why.also)}`;
  }
}

type OpenQuestion = Extract<
  EditionReason,
  { readonly kind: 'unnamed' | 'nothing-compared' | 'incomparable' | 'later-unread' | 'waited' }
>;

/** Why nobody can say whether the cited edition is the latest. */
function openQuestion(why: OpenQuestion): string {
  switch (why.kind) {
    case 'unnamed':
      return 'which edition is cited is not recorded';
    case 'nothing-compared': {
      const lists =
        why.read === 0
          ? 'no list of its editions was read'
          : 'the lists that were read name none of its editions';
      return `whether an edition after ${why.after ?? 'the cited one'} is out is not known: ${lists}`;
    }
    case 'incomparable':
      return `whether ${why.seen.map(({ name }) => `“${name}”`).join(', ')} is newer than “${why.cited ?? 'the cited edition'}” cannot be told from the names`;
    case 'later-unread':
      return `the ${why.edition} edition is named at ${why.at}, and could not be read${why.why === null ? '' : `: ${linkReason(why.why)}`}`;
    case 'waited':
      return `no edition after ${why.after} was found, though one was due by ${day(why.due)}: it may come out less often now, under another name, or no more`;
  }
}

/** Whether the section in which a passage stood is there still, in words. */
export function sectionWords(section: SectionFate): string {
  switch (section.kind) {
    case 'told':
      return section.sentence;
    case 'there':
      return `its section “${section.heading}” is there, the sentence is not`;
    case 'gone':
      return `its section “${section.heading}” is gone`;
  }
}
