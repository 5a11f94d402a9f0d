import type { CitedIn, Finding, FindingKind, FindingReason, Observation } from '../../model/finding.js';
import type { LinkStatus } from '../../model/link.js';
import type { Omission, QuotePlace, QuoteStatus } from '../../model/quote.js';
import { clip, shorten } from '../../passage/text/sentences.js';
import { byHandWords, SAVE_EACH_PAGE_HOWTO, SAVE_PAGE_HOWTO } from '../saved-page.js';
import { contentReason } from './documents.js';
import { linkReason } from './links.js';
import { quoteReason } from './passages.js';
import { count, day, editionReason, KIND, unmatchedReason } from './words.js';

type Why = Pick<Observation, 'why'>;
/** What is said of it, and whether the rules alone brought it. */
type Told = Why & { readonly rules?: Finding['rules'] };

/** What is the case, in one sentence. */
export const messageOf = ({ why, rules }: Told): string =>
  // A publisher's own sentence within the sentence ends both.
  `${message(why).replace(/([.!?]”)\.$/u, '$1')}${rules === 'opened' ? OPENED : rules === 'graver' ? GRAVER : ''}`;

const OPENED = ' It is listed because citewatch was updated: the page is as it was.';
const GRAVER = ' It weighs more because citewatch was updated: the page is as it was.';

/** What to do about it, in one sentence. */
export const actionOf = ({ why }: Why): string => action(why);

const GONE: ReadonlySet<LinkStatus> = new Set(['gone', 'soft-404']);

/** A reason that is a sentence of its own, to stand within another. */
const clause = (reason: string): string => reason.replace(/\.$/u, '');

function message(why: FindingReason): string {
  switch (why.kind) {
    case 'told':
      return why.message;
    case 'passage-missing':
      return `The passage quoted in ${where(why.cited)} ${why.stood === null ? 'never stood on the page since it is watched' : `does not stand on the page, where it last stood on ${day(why.stood)}`}: ${quoteReason(why.quote)}${nearestText(why.nearest)}.`;
    case 'passage-altered':
      return `The passage quoted in ${where(why.cited)} ${quoteReason(why.quote)}${why.stood === null ? '' : `; as quoted it last stood on ${day(why.stood)}`}.`;
    case 'omission-changed':
      return `The passage quoted in ${where(why.cited)} stands, but ${why.weighty ? 'a word that weighs came or went' : 'something changed'} in what it leaves out of the page, on ${day(why.since)}.`;
    case 'passage-place':
      return `The passage quoted in ${where(why.cited)} ${PLACED[why.where]}${why.before === null ? '' : '; it stood in the main text before'}.`;
    case 'omission-weighs':
      return `The passage quoted in ${where(why.cited)} stands, and leaves out words that may change what it says: ${why.omitted.map(omissionWords).join('; ')}.`;
    case 'failing':
      return why.confirmed
        ? `The page is ${GONE.has(why.status) ? 'gone' : 'out of reach'}: ${clause(linkReason(why.link))}, on ${count(why.days, 'day', 'days')} in a row.`
        : `The page failed: ${clause(linkReason(why.link))}. ${why.days === 1 ? 'One bad day proves nothing.' : `This is day ${why.days}: it is not believed to be gone yet.`}`;
    case 'moved':
      return `The page ${linkReason(why.link)}.`;
    case 'blocked':
      return `The page could not be read: ${linkReason(why.link)}${why.byHand === undefined ? '' : `; it was ${byHandWords(why.byHand)}`}.`;
    case 'witness-stale':
      return `The page was ${byHandWords(why.byHand)}.`;
    case 'no-url':
      return 'Nobody has recorded the address of this source, so nothing about it can be checked.';
    case 'unread':
      return `The page answers, but its text could not be read: ${clause(contentReason(why.content))}.`;
    case 'unmatched':
      return `The page was read, but ${unmatchedReason(why.why)}.`;
    case 'replaced':
      return `At this address stands ${contentReason(why.content)}.`;
    case 'edited':
      return `The page was edited, and the quoted passages stand: ${contentReason(why.content)}.`;
    case 'corrected':
      return `The publisher corrected the page: “${why.words}”.`;
    case 'doubted':
      return `The quoted passages stand, but where one of them stood, beside it or above the text the page now says: “${why.words}”.`;
    case 'retracted':
      return `The publisher retracted the document: “${why.words}”.`;
    case 'edition-newer':
      return `A newer edition is out (${why.editions.join(', ')}): ${fates(why.fates)}.`;
    case 'edition-withdrawn':
      return `The document was withdrawn: ${editionReason(why.edition)}.`;
    case 'edition-replaced-in-place':
      return `A new edition replaced the cited one at the same address: ${editionReason(why.edition)}.`;
    case 'edition-overdue':
      return `A newer edition seems to be missing from our lists: ${editionReason(why.edition)}.`;
    case 'access-stale':
      return `The authors last read it ${why.accessed === null ? 'on a day that is not said' : `on ${day(why.accessed)}`}, for ${where(why.cited)}.`;
    case 'decision-expired':
      return `The decision about ${decided(why)} held until ${day(why.until)}.`;
    case 'decision-pointless':
      return `The decision about ${decided(why)} answers nothing any more: ${why.latest === null ? 'there is no such finding' : `the newest edition is ${why.latest}`}.`;
    case 'host':
      return `All ${why.sources} sources of ${why.host} ${ofAll(why.each)}`;
  }
}

/** What one of the sources of a host came to, said of all: of the others it may be so for fewer days, and nobody may have read them by hand. */
function ofAll(each: FindingReason): string {
  if (each.kind === 'blocked') return `could not be read: ${clause(linkReason(each.link))}.`;
  if (each.kind !== 'failing') return `came to the same: ${message(each)}`;
  const reason = clause(linkReason(each.link));
  return each.confirmed
    ? `are ${GONE.has(each.status) ? 'gone' : 'out of reach'}: ${reason}, on as many as ${count(each.days, 'day', 'days')} in a row.`
    : `failed: ${reason}. None of them is believed to be gone yet.`;
}

function action(why: FindingReason): string {
  switch (why.kind) {
    case 'told':
      return why.action;
    case 'passage-missing':
      return why.stood === null
        ? 'Check the quotation and the address: it may be another page, another edition, or words that were quoted from memory.'
        : 'Read the page, look for the passage in an archived copy or a newer edition, and replace or drop the quotation.';
    case 'passage-altered':
      return why.weighty
        ? 'Read the difference: a number, name, date, negation or clause is not as quoted. Correct the quotation or cite an archived copy.'
        : 'Read the difference and correct the quotation, or mark what was left out.';
    case 'omission-changed':
      return why.weighty
        ? 'Read the sentence around the passage: with what was put in or taken out there, it may say something else. Then record the day on which you read it, or correct the quotation.'
        : 'Read the sentence around the passage, if it matters to the report, and record the day on which you read it.';
    case 'passage-place':
      return 'Open the page at the passage, once: does the publisher say it there, and still? Then record that (citewatch ack --about passage-place); else replace the quotation.';
    case 'omission-weighs':
      return 'Read each with what it leaves out, once. Where the quotation is fair, record that (citewatch ack --about passage-omission-weighs); else quote the words.';
    case 'failing':
      return why.confirmed
        ? 'Find an archived copy, or where it went (citewatch find), and correct the citation.'
        : 'Nothing yet: it is asked again every night.';
    case 'moved':
      return why.link.kind === 'moved' && why.link.stands !== true
        ? `Open ${why.to ?? ''}; if the document stands there, put that address into sources.json.`
        : `Put the new address into sources.json: ${why.to ?? ''}`;
    case 'blocked':
      return why.byHand === undefined
        ? `${SAVE_PAGE_HOWTO}, or trust an archived copy in the meantime.`
        : 'Nothing yet: the saved page stands for it, and a new one is asked for when it is too old.';
    case 'witness-stale':
      return `${SAVE_PAGE_HOWTO}.`;
    case 'no-url':
      return 'Find the address (citewatch find looks for the page by its title and passage) and add it to sources.json.';
    case 'unread':
    case 'unmatched':
      return 'Open it in a browser and compare the passages by eye.';
    case 'replaced':
      return 'Read the new document and decide whether the citation still holds.';
    case 'edited':
      return 'Read what changed, if the edited part matters to the report.';
    case 'corrected':
      return 'Read the note, and see whether what is corrected is what the report relies on.';
    case 'doubted':
      return 'Read it where it stands, and see whether it takes back what the report relies on.';
    case 'retracted':
      return 'Do not rely on it: read the note, and replace the citation or say in the report that it was retracted.';
    case 'edition-newer':
      return 'Compare the passages, then cite the newer edition or record why the older one is kept (citewatch ack).';
    case 'edition-withdrawn':
      return 'Do not rely on it: find what replaced it, or say in the report that it was withdrawn.';
    case 'edition-replaced-in-place':
      return 'Cite an archived copy of the old edition, or move the citation to the new one.';
    case 'edition-overdue':
      return 'Look at the publisher’s list of editions.';
    case 'access-stale':
      return 'Read it again before relying on it, and record the new date.';
    case 'decision-expired':
      return 'Decide again, or take it out of the decisions in sources.json.';
    case 'decision-pointless':
      return 'Take it out of the decisions in sources.json.';
    case 'host':
      return why.each.kind === 'blocked'
        ? `${SAVE_EACH_PAGE_HOWTO}, or trust archived copies in the meantime.`
        : action(why.each);
  }
}

/** `“Newer edition” (2025)`. */
const decided = ({ about, edition }: { readonly about: string; readonly edition: string | null }): string =>
  `“${KIND[about as FindingKind].name}”${edition === null ? '' : ` (${edition})`}`;

const PLACED: Readonly<Record<QuotePlace, string>> = {
  main: 'stands in the main text',
  aside: 'stands beside the main text only: in a box, a teaser or a menu',
  comment: 'stands in a reader’s comment only',
  correction:
    'stands only where its publisher takes something back: in a correction, a list of false claims, or a retracted document',
  hidden: 'stands only in a part of the page that is not shown at once',
};

const where = ({ report, section }: CitedIn): string =>
  section === null ? report : `${report}, section ${section}`;

/** Characters of the nearest text that a sentence shows. */
const NEAREST_SHOWN = 200;

const nearestText = (nearest: string | null | undefined): string =>
  nearest == null ? '' : `; the nearest text is “${shorten(nearest, NEAREST_SHOWN)}”`;

/** Characters of an omission that a sentence shows: its beginning and its end. */
const OMITTED_SHOWN = 120;

function omissionWords({ where: at, text }: Omission): string {
  const line = text.replace(/\s+/gu, ' ');
  const half = OMITTED_SHOWN / 2;
  const short =
    line.length > OMITTED_SHOWN ? `${clip(line, half, 'start')} … ${clip(line, half, 'end')}` : line;
  return `${at === 'between' ? '' : `${at} it in its sentence, `}“${short}”`;
}

/** What became of a passage in a newer edition: of one, and of several. */
const FATE: Readonly<Record<QuoteStatus, readonly [one: string, many: string]>> = {
  intact: ['stands', 'stand'],
  altered: ['changed', 'changed'],
  missing: ['is missing', 'are missing'],
  unverifiable: ['could not be looked for', 'could not be looked for'],
};

/** What becomes of the passages in the latest edition, in a few words. */
function fates(counts: Readonly<Record<QuoteStatus, number>>): string {
  const told = (['intact', 'altered', 'missing', 'unverifiable'] as const).filter((fate) => counts[fate] > 0);
  const all = Object.values(counts).reduce((a, b) => a + b, 0);
  if (all === 0) return 'it carries no quotation of ours';
  const [only] = told;
  if (all === 1 && only !== undefined) return `in it the passage ${FATE[only][0]}`;
  return `of ${all} passages in it, ${told.map((fate) => `${counts[fate]} ${FATE[fate][counts[fate] === 1 ? 0 : 1]}`).join(', ')}`;
}
