import type { BadCaptures, CaptureFault, RenderState, Unrendered, Wanted } from '../../model/capture.js';
import type { ContentReason, ContentVerdict } from '../../model/content.js';
import type { SavedFault, UnreadReason } from '../../model/document.js';
import type { QuoteReason, WitnessPlace } from '../../model/quote.js';
import type { StampFacts } from '../../model/run.js';
import { linkReason } from './links.js';
import { reasonWords } from './reason-words.js';
import statuses from './status-words.json' with { type: 'json' };
import { andList, count, day, moment, shortfallReason, unmatchedReason } from './words.js';

/** What a content verdict rests on, and that a browser read it; a reason for reading nothing names the browser itself. */
export const readingReason = ({ change, why, rendered }: ContentVerdict): string =>
  rendered === undefined || change === 'unread'
    ? contentReason(why)
    : [contentReason(why), 'read in a browser', ...browserRenderNotes(rendered)].join('; ');

/** What a content verdict rests on, in words. */
export const contentReason = reasonWords<ContentReason>({
  told: ({ sentence }) => sentence,
  'first-visit': 'read for the first time',
  'same-bytes': 'the same bytes as before',
  'same-text': 'other markup, the same text',
  trifles: 'only furniture, clocks, counters or typography differ',
  volatile: 'only parts differ that change on most nights',
  edited: ({ removed, added }) =>
    `main text edited: ${count(removed, 'word', 'words')} removed, ${count(added, 'word', 'words')} added`,
  replaced: ({ share }) => `another document: ${percent(share)} of the earlier text stands in it`,
  shrunken: ({ share }) => `only ${percent(share)} of its text came`,
  stranger: ({ first, days }) =>
    first === true
      ? `the page that stands there (day ${days}) bears nothing of its title, and no passage shows that it is the document`
      : `another page stands in its place (day ${days}): nothing on it recalls the document`,
  returned: 'only what had come and gone before differs',
  'nothing-read': 'nothing was read',
  cut: 'it is longer than the limit, and only its beginning was read',
  unsettled: 'in a browser it was still at work when its time was over, and only what was there by then was read',
  unmatched: ({ why }) => unmatchedReason(why),
  link: ({ why }) => linkReason(why),
  document: ({ why }) => unreadReason(why),
});

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** Why a document has no text, in a sentence. */
export const unreadReason = reasonWords<UnreadReason>({
  told: ({ sentence }) => sentence,
  file: ({ sort, type }) =>
    `The answer is ${statuses.fileSort[sort]}${type === '' ? '' : ` (${type})`}: its text is not read, its bytes are compared.`,
  'empty-file': 'The file is empty.',
  'empty-word-file': 'The Word document has no text.',
  script: ({ browser }) =>
    browser === undefined
      ? 'The page shows its text by script: it needs a browser to be read.'
      : `The page shows its text by script, and ${unrenderedReason(browser)}.`,
  'no-visible-text': 'The page has no visible text.',
  'pdf-too-long': ({ pages, most }) => `The PDF has ${pages} pages, more than the ${most} that are read.`,
  'pdf-without-pages': 'The PDF has no pages.',
  'pdf-bomb': ({ megabytes }) => `The PDF has a stream that unpacks to more than ${megabytes} MB: it is not read.`,
  'pdf-scan': ({ pages }) =>
    `The PDF has no text on its ${pages === 1 ? 'one page' : `${pages} pages`}: it seems to be a scan.`,
  'pdf-encrypted': 'The PDF is encrypted: it opens with a password only.',
  'pdf-broken': 'The PDF is broken: it cannot be opened.',
  'pdf-pages-broken': 'The PDF is broken: none of its pages can be read.',
  'beyond-budget': ({ why }) => `The document could not be read: ${shortfallReason(why)}.`,
});

/** Why a browser showed nothing of a page, as the end of a sentence. */
const unrenderedReason = reasonWords<Unrendered>({
  'no-browser': 'no browser was found to show it',
  'no-start': ({ message }) => `the browser did not start (${message})`,
  'no-sandbox': 'the browser did not start: its sandbox cannot be had on this machine',
  crashed: 'the browser crashed on it',
  hung: ({ seconds }) => `in a browser it gave no answer for ${seconds} seconds`,
  memory: ({ megabytes }) => `in a browser it took more than ${megabytes} MB of memory`,
  'too-large': 'what it makes in a browser is too large to be read',
  'still-empty': ({ wanted }) =>
    `in a browser it shows next to no text either${wanted === undefined ? '' : `; there it asked for more than it was given: ${wantedReason(wanted)}`}`,
  'led-away': 'in a browser it led to where nothing can be shown',
});

/** What a page asked for in vain. */
export const wantedReason = (wanted: readonly Wanted[]): string => wanted.map((one) => statuses.wanted[one]).join(', ');

/** What to know about how a browser showed a page, each the end of a sentence. */
export const browserRenderNotes = ({ refused = 0, unsandboxed }: RenderState): readonly string[] => [
  ...(refused === 0 ? [] : [`${count(refused, 'of its requests was', 'of its requests were')} refused`]),
  ...(unsandboxed === true ? ['the browser ran without its sandbox, as it does for root'] : []),
];

/** Why a file that a person saved cannot be used: the end of a sentence that begins with the file. `url` is the source's address. */
export const savedFault = (fault: SavedFault, url: string): string =>
  reasonWords<SavedFault>({
    empty: 'is empty',
    'too-long': ({ most }) =>
      `is longer than ${most / 1024 / 1024} MB, packed or unpacked: save the page alone, without what else was open`,
    'other-format': 'is none of what is read: a page saved as HTML or as one file (MHTML), a PDF, a WARC or a WACZ',
    broken: ({ format }) => `is broken: as ${statuses.savedFormat[format]} it cannot be read to its end`,
    'no-page': ({ format }) => `has no page in it that could be read (${statuses.savedFormat[format]})`,
    'other-address': ({ says }) =>
      `was saved from ${says}, and the source is at ${url}: where that address leads there by now, correct it in sources.json first`,
    'not-in-it': ({ pages, more }) =>
      `has nothing of ${url} in it${pages.length === 0 ? '' : `, but ${pages.join(', ')}`}${more > 0 ? ` and ${more} more` : ''}`,
    'not-whole': `has ${url}, but not its text: an error, a redirect that leads nowhere, or a part of it`,
    'beyond-budget': ({ why }) => `could not be read: ${shortfallReason(why)}`,
  })(fault);

/** What is wrong with a capture, in the middle of a sentence. */
export const captureReason = reasonWords<CaptureFault>({
  damaged: ({ how, again }) =>
    `it does not come back from the disk as it was kept (${how}); ${again ? 'it was kept a second time, and that one opens' : 'a second one fared no better'}`,
  truncated: 'the document is longer than the limit (--max-bytes), and its end is missing',
  'other-text': 'read again from the disk, another text comes out of it',
});

/** Bad captures that are named; the JSON has more. */
const NAMED = 3;

/** What is wrong with the captures of a night, in one line each; none where nothing is. */
export function badCaptureLines(bad: BadCaptures | undefined): readonly string[] {
  if (bad === undefined) return [];
  const more = bad.count - NAMED;
  return [
    `${count(bad.count, 'capture of this night is', 'captures of this night are')} not sound evidence:`,
    ...bad.named.slice(0, NAMED).map(({ subject, fault }) => `${subject}: ${captureReason(fault)}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

/** The result of one request for a time stamp (RFC 3161), as a sentence. */
export const stampReason = reasonWords<StampFacts>({
  stamped: ({ tsa, time }) => `The evidence was stamped by ${tsa}: ${moment(time)}.`,
  failed: ({ tsa, why }) => `No time stamp of the evidence came from ${tsa}: ${why.replace(/\.$/u, '')}.`,
});

/** The time stamps that did not come, in one sentence each. */
export const missingStamps = (stamps: readonly StampFacts[] = []): readonly string[] =>
  stamps.filter(({ kind }) => kind === 'failed').map(stampReason);

/** What a passage's verdict rests on, in words: the end of a sentence that begins with the passage. */
export const quoteReason: (why: QuoteReason) => string = reasonWords<QuoteReason>({
  told: ({ sentence }) => sentence,
  stands: ({ tier, marks = [] }) =>
    marks.length === 0
      ? statuses.tierReason[tier]
      : `${statuses.tierReason[tier]}: ${andList(marks.map((mark) => statuses.passageMark[mark]))}`,
  'note-marks': 'stands letter for letter, but for punctuation and footnote marks',
  'table-row': 'stands cell by cell in a table, each under its heading',
  spelling: 'stands word for word, but for spelling',
  'editors-letters': 'stands word for word, but for the letters that its editor put in brackets',
  'blocks-between': ({ blocks }) =>
    `stands letter for letter, with ${blocks === 1 ? 'a block' : `${blocks} blocks`} of the page between its paragraphs`,
  'other-words': ({ share }) =>
    share < 1
      ? `stands with other words: ${Math.floor(share * 100)} % of its letters are the same`
      : 'stands with other words among its own',
  pieces: ({ pieces, furthest }) =>
    `stands in ${pieces} pieces, up to ${furthest.toLocaleString('en')} characters apart, and the quotation has no omission mark`,
  'other-order': 'all of it stands, but its parts in another order',
  'struck-out': 'it is struck out there, and stands nowhere else',
  'nothing-like-it': 'nothing similar was found',
  'short-nowhere': ({ letters }) => `a passage of ${letters} letters that stands nowhere in the text`,
  'short-twice': ({ letters }) =>
    `a passage of ${letters} letters that stands at several places: too short to tell which is meant`,
  'no-original': 'the quotation is a translation, and the original text was not recorded',
  'no-words': 'the quotation has no words',
  'too-much-work': 'the page is made so that looking for it would take too long',
  'other-language': 'does not stand on the page, which came in another language than the quotation',
  hidden: ({ why }) => `${quoteReason(why)}, in a part of the page that is not shown at once: a reader has to open it`,
  placed: ({ why, where }) => `${quoteReason(why)}, ${statuses.lowPlace[where]}`,
  'little-text': ({ letters }) =>
    `does not stand on the page, which shows no more than ${letters} letters: a teaser or a landing page, not the whole document`,
  'unmapped-letters': ({ letters }) =>
    `cannot be told from the file, which draws ${letters} letters there without saying which they are: a person has to look`,
  'not-given': ({ wanted }) =>
    `was not found, and in a browser the page asked for more than it was given: ${wantedReason(wanted)}`,
  'no-text': ({ why }) => contentReason(why),
  elsewhere: ({ why, place, not }) =>
    `${quoteReason(why)}, ${placeWords(place)}${not === undefined ? '' : `; it does not stand so ${placeWords(not)}`}`,
  'too-old': ({ why, place }) =>
    `${quoteReason(why)}; it does not stand ${placeWords(place)} either, which is older than the citation`,
});

/** What is said where no capture that was read shows the document. */
export const skippedWords = (skipped: number): string =>
  `${count(skipped, 'capture was', 'captures were')} not read: those that were read show something else`;

const placeWords = reasonWords<WitnessPlace>({
  part: ({ url }) => `at ${url}`,
  copy: ({ by }) => `in the copy at ${by}`,
  archive: ({ at, skipped = 0 }) =>
    `in the archived copy of ${day(at)}${skipped === 0 ? '' : ` (${count(skipped, 'later capture was', 'later captures were')} not read)`}`,
  person: ({ by, at }) => `in the page that ${by ?? 'somebody'} saved on ${day(at.slice(0, 10))}`,
});
