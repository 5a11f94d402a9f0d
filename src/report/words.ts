import type { ContentChange } from '../model/content-verdict.js';
import type { SectionFate } from '../model/edition-reason.js';
import type { EditionStatus } from '../model/edition-verdict.js';
import { type Finding, type FindingKind, LADDERS, type Severity } from '../model/finding.js';
import type { BlockedBy, LinkStatus, LinkVerdict } from '../model/link-verdict.js';
import type { Tier } from '../model/quote-reason.js';
import type { QuotePlace, QuoteStatus, QuoteVerdict } from '../model/quote-verdict.js';
import type { EvidenceTip, UpdateFacts } from '../model/run.js';
import type { Witness } from '../model/verdict.js';
import { day } from './dates.js';
import { KIND, type KindWords } from './kind-words.js';
import { sectionWords } from './reasons/edition.js';

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
