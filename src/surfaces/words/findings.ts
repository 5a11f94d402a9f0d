import type { CitedIn, Finding, FindingKind, FindingReason, Observation } from '../../model/finding.js';
import type { LinkReason, LinkStatus } from '../../model/link.js';
import type { Omission, QuoteStatus } from '../../model/quote.js';
import { clip, shorten } from '../../passage/text/sentences.js';
import { byHandWords, SAVE_EACH_PAGE_HOWTO, SAVE_PAGE_HOWTO } from '../saved-page.js';
import { contentReason, quoteReason } from './documents.js';
import { linkReason } from './links.js';
import { reasonWords } from './reason-words.js';
import statuses from './status-words.json' with { type: 'json' };
import { andList, count, day, editionReason, KIND, unmatchedReason } from './words.js';

type Why = Pick<Observation, 'why'>;

/** What is the case, in one sentence, and whether the rules alone brought it. */
export const messageOf = ({ why, rules }: Why & { readonly rules?: Finding['rules'] }): string =>
  // A publisher's own sentence within the sentence ends both.
  `${message(why).replace(/([.!?]”)\.$/u, '$1')}${rules === undefined ? '' : statuses.byRules[rules]}`;

/** What to do about it, in one sentence. */
export const actionOf = ({ why }: Why): string => action(why);

const GONE: ReadonlySet<LinkStatus> = new Set(['gone', 'soft-404']);
const failed = (status: LinkStatus): string => (GONE.has(status) ? 'gone' : 'out of reach');

/** A reason that is a sentence of its own, to stand within another. */
const clause = (reason: string): string => reason.replace(/\.$/u, '');
const linkClause = (why: LinkReason): string => clause(linkReason(why));

const message: (why: FindingReason) => string = reasonWords<FindingReason>({
  told: (why) => why.message,
  'passage-missing': ({ cited, stood, quote, nearest }) =>
    `${passageOf(cited)} ${stood === null ? 'was not on the page on any night so far;' : `does not stand on the page, where it last stood on ${day(stood)}:`} ${quoteReason(quote)}${nearest == null ? '' : `; the nearest text is “${shorten(nearest, NEAREST_SHOWN)}”`}.`,
  'passage-altered': ({ cited, stood, quote }) => {
    const passage = passageOf(cited);
    if (stood === null) return `${passage} ${quoteReason(quote)}.`;
    const last = `last matched word for word on ${day(stood)}.`;
    return quote.kind === 'other-words'
      ? `${passage} was changed. It ${last}`
      : `${passage} ${quoteReason(quote)}; it ${last}`;
  },
  'omission-changed': ({ cited, weighty, since }) =>
    `${passageOf(cited)} stands, but ${weighty ? 'a word that weighs came or went' : 'something changed'} in what it leaves out of the page, on ${day(since)}.`,
  'context-changed': ({ cited, as, since }) =>
    `${passageOf(cited)} stands, but ${andList(as.map((one) => statuses.governor[one]))} changed, on ${day(since)}.`,
  'passage-place': ({ cited, where: place, before }) =>
    `${passageOf(cited)} ${statuses.findingPlace[place]}${before === null ? '' : '; it stood in the main text before'}.`,
  'omission-weighs': ({ cited, omitted }) =>
    `${passageOf(cited)} stands, and leaves out words that may change what it says: ${omitted.map(omissionWords).join('; ')}.`,
  failing: ({ confirmed, status, link, days }) =>
    confirmed
      ? `The page is ${failed(status)}: ${linkClause(link)}, on ${count(days, 'day', 'days')} in a row.`
      : `The page failed: ${linkClause(link)}. ${days === 1 ? 'One bad day proves nothing.' : `This is day ${days}: it is not believed to be gone yet.`}`,
  moved: ({ link }) => `The page ${linkReason(link)}.`,
  blocked: ({ link, byHand }) =>
    `The page could not be read: ${linkReason(link)}${byHand === undefined ? '' : `; it was ${byHandWords(byHand)}`}.`,
  part: ({ part }) => `The page answers, and has no part named ${part}, which the cited address names.`,
  'witness-stale': ({ byHand }) => `The page was ${byHandWords(byHand)}.`,
  'no-url': 'Nobody has recorded the address of this source, so nothing about it can be checked.',
  ending: ({ ending: { by, on, words }, host }) =>
    by === 'notice'
      ? `${host} says that it ends on ${day(on)}: “${words}”.`
      : `The server of ${host} says that the page ${by === 'sunset' ? 'ends' : 'is deprecated'} on ${day(on)}.`,
  unread: ({ content }) => `The page answers, but its text could not be read: ${clause(contentReason(content))}.`,
  unmatched: ({ why }) => `The page was read, but ${unmatchedReason(why)}.`,
  replaced: ({ content }) => `At this address stands ${contentReason(content)}.`,
  edited: ({ content }) => `The page was edited, and the quoted passages stand: ${contentReason(content)}.`,
  corrected: ({ words }) => `The publisher corrected the page: “${words}”.`,
  doubted: ({ words }) =>
    `The quoted passages stand, but where one of them stood, beside it or above the text the page now says: “${words}”.`,
  retracted: ({ words }) => `The publisher retracted the document: “${words}”.`,
  'edition-newer': ({ editions, fates }) => `A newer edition is out (${editions.join(', ')}): ${fatesWords(fates)}.`,
  noted: ({ edition }) => `${editionReason(edition)}.`,
  'edition-withdrawn': ({ edition }) => `The document was withdrawn: ${editionReason(edition)}.`,
  'edition-replaced-in-place': ({ edition }) =>
    `A new edition replaced the cited one at the same address: ${editionReason(edition)}.`,
  'edition-overdue': ({ edition }) => `A newer edition seems to be missing from our lists: ${editionReason(edition)}.`,
  'access-stale': ({ accessed, cited }) =>
    `The authors last read it ${accessed === null ? 'on a day that is not said' : `on ${day(accessed)}`}, for ${where(cited)}.`,
  'decision-expired': (why) => `The decision about ${decided(why)} held until ${day(why.until)}.`,
  'decision-pointless': (why) =>
    `The decision about ${decided(why)} no longer matches anything: ${why.latest === null ? 'there is no such finding' : `the newest edition is ${why.latest}`}.`,
  host: ({ sources, host, each }) => `All ${sources} sources of ${host} ${ofAll(each)}`,
});

/** What one source of a host came to, said of all of them: the number of days may differ, and hand-read pages are left out. */
function ofAll(each: FindingReason): string {
  if (each.kind === 'blocked') return `could not be read: ${linkClause(each.link)}.`;
  if (each.kind !== 'failing') return `came to the same: ${message(each)}`;
  return each.confirmed
    ? `are ${failed(each.status)}: ${linkClause(each.link)}, on as many as ${count(each.days, 'day', 'days')} in a row.`
    : `failed: ${linkClause(each.link)}. None of them is believed to be gone yet.`;
}

const action: (why: FindingReason) => string = reasonWords<FindingReason>({
  told: (why) => why.action,
  'passage-missing': ({ stood }) =>
    stood === null
      ? 'Check the quotation and the address: it may be another page, another edition, or words that were quoted from memory.'
      : 'Read the page, look for the passage in an archived copy or a newer edition, and replace or drop the quotation.',
  'passage-altered': ({ weighty }) =>
    weighty
      ? 'Read the difference: the page says it in other words. Correct the quotation or cite an archived copy.'
      : 'Read the difference: the page says the same, written otherwise. Correct the quotation.',
  'omission-changed': ({ weighty }) =>
    weighty
      ? 'Read the sentence around the passage: with what was put in or taken out there, it may say something else. Then record the day on which you read it, or correct the quotation.'
      : 'Read the sentence around the passage, if it matters to the report, and record the day on which you read it.',
  'context-changed':
    'Read the passage with what stands over it: it may speak of something else now. Then record the day on which you read it, or correct the citation.',
  'passage-place':
    'Open the page at the passage, once: does the publisher say it there, and still? Then record that (citewatch ack --about passage-place); else replace the quotation.',
  'omission-weighs': 'Read each with the words it leaves out. Fair? Mark it fair. If not, quote them.',
  failing: ({ confirmed }) =>
    confirmed
      ? 'Find an archived copy, or where it went (citewatch find), and correct the citation.'
      : 'Nothing yet. We check again tonight.',
  moved: ({ link, to }) =>
    link.kind === 'moved' && link.stands !== true
      ? `Open ${to ?? ''}; if the document stands there, put that address into sources.json.`
      : `Put the new address into sources.json: ${to ?? ''}`,
  blocked: ({ byHand }) =>
    byHand === undefined
      ? `${SAVE_PAGE_HOWTO}, or trust an archived copy in the meantime.`
      : 'Nothing yet: the saved page stands for it, and a new one is asked for when it is too old.',
  part: 'Find the part on the page, and cite its address.',
  'witness-stale': `${SAVE_PAGE_HOWTO}.`,
  'no-url': 'Find the address (citewatch find looks for the page by its title and passage) and add it to sources.json.',
  ending: ({ host }) =>
    `Save all sources of ${host} now: citewatch archive SOURCE --save, for each that no archived copy carries.`,
  unread: 'Open it in a browser and compare the passages by eye.',
  unmatched: 'Open it in a browser and compare the passages by eye.',
  replaced: 'Read the new document and decide whether the citation still holds.',
  edited: 'Read what changed, if the edited part matters to the report.',
  corrected: 'Read the note, and see whether what is corrected is what the report relies on.',
  doubted: 'Read it where it stands, and see whether it takes back what the report relies on.',
  retracted: 'Do not rely on it: read the note, and replace the citation or say in the report that it was retracted.',
  'edition-newer':
    'Compare the passages, then cite the newer edition or record why the older one is kept (citewatch ack).',
  noted: 'Read the notice, and see whether what it is about is what the report relies on.',
  'edition-withdrawn': 'Do not rely on it: find what replaced it, or say in the report that it was withdrawn.',
  'edition-replaced-in-place': 'Cite an archived copy of the old edition, or move the citation to the new one.',
  'edition-overdue': 'Look at the publisher’s list of editions.',
  'access-stale': 'Read it again before relying on it, and record the new date.',
  'decision-expired': 'Decide again, or take it out of the decisions in sources.json.',
  'decision-pointless': 'Delete it.',
  host: ({ each }) =>
    each.kind === 'blocked' ? `${SAVE_EACH_PAGE_HOWTO}, or trust archived copies in the meantime.` : action(each),
});

const decided = ({ about, edition }: { readonly about: string; readonly edition: string | null }): string =>
  `“${KIND[about as FindingKind].name}”${edition === null ? '' : ` (${edition})`}`;

const where = ({ report, section }: CitedIn): string => (section === null ? report : `${report}, section ${section}`);

/** A passage by where it is quoted, or by the address that points at it. */
const passageOf = (cited: CitedIn): string =>
  cited.pointed === true
    ? `The passage that the address cited in ${where(cited)} points at`
    : `The passage quoted in ${where(cited)}`;

/** Characters of the nearest text that a sentence shows, our choice. */
const NEAREST_SHOWN = 200;

/** Characters of an omission that a sentence shows, half of its beginning and half of its end; our choice. */
const OMITTED_SHOWN = 120;

function omissionWords({ where: at, text }: Omission): string {
  const line = text.replace(/\s+/gu, ' ');
  const half = OMITTED_SHOWN / 2;
  const short = line.length > OMITTED_SHOWN ? `${clip(line, half, 'start')} … ${clip(line, half, 'end')}` : line;
  return `${at === 'between' ? '' : at === 'over' ? 'over it, ' : `${at} it in its sentence, `}“${short}”`;
}

/** What became of passages in a newer edition: of one, and of several. */
const FATE: Readonly<Record<QuoteStatus, readonly [one: string, many: string]>> = {
  intact: ['stands', 'stand'],
  altered: ['changed', 'changed'],
  missing: ['is missing', 'are missing'],
  unverifiable: ['could not be searched for', 'could not be searched for'],
};

function fatesWords(counts: Readonly<Record<QuoteStatus, number>>): string {
  const told = (['intact', 'altered', 'missing', 'unverifiable'] as const).filter((fate) => counts[fate] > 0);
  const all = Object.values(counts).reduce((a, b) => a + b, 0);
  if (all === 0) return 'it carries no quotation of ours';
  const [only] = told;
  if (all === 1 && only === 'unverifiable') return 'we could not search it for the passage';
  if (all === 1 && only !== undefined) return `in it the passage ${FATE[only][0]}`;
  return `of ${all} passages in it, ${told.map((fate) => `${counts[fate]} ${FATE[fate][counts[fate] === 1 ? 0 : 1]}`).join(', ')}`;
}
