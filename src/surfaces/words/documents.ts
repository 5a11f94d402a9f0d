import type { BadCaptures, CaptureFault, RenderState, Unrendered, Wanted } from '../../model/capture.js';
import type { ContentReason, ContentVerdict } from '../../model/content.js';
import type { FileSort, SavedFault, SavedFormat, UnreadReason } from '../../model/document.js';
import type { StampFacts } from '../../model/run.js';
import { linkReason } from './links.js';
import { count, moment, shortfallReason, unmatchedReason } from './words.js';

/** What a content verdict rests on, and where a browser read it; a reason for reading nothing speaks of the browser itself. */
export const readingReason = ({ change, why, rendered }: ContentVerdict): string =>
  rendered === undefined || change === 'unread'
    ? contentReason(why)
    : [contentReason(why), 'read in a browser', ...browserRenderNotes(rendered)].join('; ');

/** What a content verdict rests on, in words. */
export function contentReason(why: ContentReason): string {
  switch (why.kind) {
    case 'told':
      return why.sentence;
    case 'first-visit':
      return 'read for the first time';
    case 'same-bytes':
      return 'the same bytes as before';
    case 'same-text':
      return 'other markup, the same text';
    case 'trifles':
      return 'only furniture, clocks, counters or typography differ';
    case 'volatile':
      return 'only parts differ that change on most nights';
    case 'edited':
      return `main text edited: ${count(why.removed, 'word', 'words')} removed, ${count(why.added, 'word', 'words')} added`;
    case 'replaced':
      return `another document: ${percent(why.share)} of the earlier text stands in it`;
    case 'shrunken':
      return `only ${percent(why.share)} of its text came`;
    case 'stranger':
      if (why.first === true)
        return `the page that stands there (day ${why.days}) bears nothing of its title, and no passage shows that it is the document`;
      return `another page stands in its place (day ${why.days}): nothing on it recalls the document`;
    case 'returned':
      return 'only what had come and gone before differs';
    case 'nothing-read':
      return 'nothing was read';
    case 'cut':
      return 'it is longer than the limit, and only its beginning was read';
    case 'unsettled':
      return 'in a browser it was still at work when its time was over, and only what was there by then was read';
    case 'unmatched':
      return unmatchedReason(why.why);
    case 'link':
      return linkReason(why.why);
    case 'document':
      return unreadReason(why.why);
  }
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

const SORTS: Readonly<Record<FileSort, string>> = {
  image: 'an image',
  media: 'a media file',
  sound: 'a sound file',
  video: 'a video',
  font: 'a font',
  'old-office': 'an office file of the older, binary kind',
  'rich-text': 'a rich text file',
  compressed: 'a compressed file',
  archive: 'an archive or an office file',
  'broken-archive': 'a broken archive',
  binary: 'a binary file',
  other: 'a file of another kind',
};

/** Why a document has no text, in a sentence. */
export function unreadReason(why: UnreadReason): string {
  switch (why.kind) {
    case 'told':
      return why.sentence;
    case 'file':
      return `The answer is ${SORTS[why.sort]}${why.type === '' ? '' : ` (${why.type})`}: its text is not read, its bytes are compared.`;
    case 'empty-file':
      return 'The file is empty.';
    case 'empty-word-file':
      return 'The Word document has no text.';
    case 'script':
      return why.browser === undefined
        ? 'The page shows its text by script: it needs a browser to be read.'
        : `The page shows its text by script, and ${unrenderedReason(why.browser)}.`;
    case 'no-visible-text':
      return 'The page has no visible text.';
    case 'pdf-too-long':
      return `The PDF has ${why.pages} pages, more than the ${why.most} that are read.`;
    case 'pdf-without-pages':
      return 'The PDF has no pages.';
    case 'pdf-bomb':
      return `The PDF has a stream that unpacks to more than ${why.megabytes} MB: it is not read.`;
    case 'pdf-scan':
      return `The PDF has no text on its ${why.pages === 1 ? 'one page' : `${why.pages} pages`}: it seems to be a scan.`;
    case 'pdf-encrypted':
      return 'The PDF is encrypted: it opens with a password only.';
    case 'pdf-broken':
      return 'The PDF is broken: it cannot be opened.';
    case 'pdf-pages-broken':
      return 'The PDF is broken: none of its pages can be read.';
    case 'beyond-budget':
      return `The document could not be read: ${shortfallReason(why.why)}.`;
  }
}

/** Why a browser showed nothing of a page, as the end of a sentence. */
function unrenderedReason(why: Unrendered): string {
  switch (why.kind) {
    case 'no-browser':
      return 'no browser was found to show it';
    case 'no-start':
      return `the browser did not start (${why.message})`;
    case 'no-sandbox':
      return 'the browser did not start: its sandbox cannot be had on this machine';
    case 'crashed':
      return 'the browser crashed on it';
    case 'hung':
      return `in a browser it gave no answer for ${why.seconds} seconds`;
    case 'memory':
      return `in a browser it took more than ${why.megabytes} MB of memory`;
    case 'too-large':
      return 'what it makes in a browser is too large to be read';
    case 'still-empty':
      return `in a browser it shows next to no text either${why.wanted === undefined ? '' : `; there it asked for more than it was given: ${wantedReason(why.wanted)}`}`;
    case 'led-away':
      return 'in a browser it led to where nothing can be shown';
  }
}

const WANTED: Readonly<Record<Wanted, string>> = {
  post: 'to send something (only GET is sent)',
  socket: 'for a lasting connection',
  private: 'for a private or local address',
  robots: 'for what robots.txt closes',
  failed: 'for what came with an error or not at all',
  'other-window': 'for another window',
  preflight: 'for another site with headers of its own (only plain requests are sent there)',
  'foreign-budget': 'for more of other sites than one page may',
};

/** What a page asked for in vain. */
export const wantedReason = (wanted: readonly Wanted[]): string =>
  wanted.map((one) => WANTED[one]).join(', ');

/** What is to be known of how a browser showed a page, each the end of a sentence. */
export const browserRenderNotes = ({ refused = 0, unsandboxed }: RenderState): readonly string[] => [
  ...(refused === 0 ? [] : [`${count(refused, 'of its requests was', 'of its requests were')} refused`]),
  ...(unsandboxed === true ? ['the browser ran without its sandbox, as it does for root'] : []),
];

const FORMAT: Readonly<Record<SavedFormat, string>> = {
  html: 'HTML',
  mhtml: 'MHTML',
  pdf: 'PDF',
  warc: 'WARC',
  wacz: 'WACZ',
};

/** Why a file that a person saved cannot be heard: the end of a sentence that begins with the file. `url` is the source's address. */
export function savedFault(fault: SavedFault, url: string): string {
  switch (fault.kind) {
    case 'empty':
      return 'is empty';
    case 'too-long':
      return `is longer than ${fault.most / 1024 / 1024} MB, packed or unpacked: save the page alone, without what else was open`;
    case 'other-format':
      return 'is none of what is read: a page saved as HTML or as one file (MHTML), a PDF, a WARC or a WACZ';
    case 'broken':
      return `is broken: as ${FORMAT[fault.format]} it cannot be read to its end`;
    case 'no-page':
      return `has no page in it that could be read (${FORMAT[fault.format]})`;
    case 'other-address':
      return `was saved from ${fault.says}, and the source is at ${url}: where that address leads there by now, correct it in sources.json first`;
    case 'not-in-it':
      return `has nothing of ${url} in it${fault.pages.length === 0 ? '' : `, but ${fault.pages.join(', ')}`}${fault.more > 0 ? ` and ${fault.more} more` : ''}`;
    case 'not-whole':
      return `has ${url}, but not its text: an error, a redirect that leads nowhere, or a part of it`;
    case 'beyond-budget':
      return `could not be read: ${shortfallReason(fault.why)}`;
  }
}

/** What is wrong with a capture, in the middle of a sentence. */
export function captureReason(fault: CaptureFault): string {
  switch (fault.kind) {
    case 'damaged': {
      const second = fault.again
        ? 'it was kept a second time, and that one opens'
        : 'a second one fared no better';
      return `it does not come back from the disk as it was kept (${fault.how}); ${second}`;
    }
    case 'truncated':
      return 'the document is longer than the limit (--max-bytes), and its end is missing';
    case 'other-text':
      return 'read again from the disk, another text comes out of it';
  }
}

/** Bad captures that are told one by one; the JSON has more. */
const TOLD = 3;

/** What is wrong with the captures of a night, in one line each; none where nothing is. */
export function badCaptureLines(bad: BadCaptures | undefined): readonly string[] {
  if (bad === undefined) return [];
  const more = bad.count - TOLD;
  return [
    `${count(bad.count, 'capture of this night is', 'captures of this night are')} not sound evidence:`,
    ...bad.named.slice(0, TOLD).map(({ subject, fault }) => `${subject}: ${captureReason(fault)}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

/** What came of one question for a time stamp, as a sentence. */
export function stampReason(stamp: StampFacts): string {
  switch (stamp.kind) {
    case 'stamped':
      return `The evidence was stamped by ${stamp.tsa}: ${moment(stamp.time)}.`;
    case 'failed':
      return `No time stamp of the evidence came from ${stamp.tsa}: ${stamp.why.replace(/\.$/u, '')}.`;
  }
}

/** The time stamps that did not come, in one sentence each. */
export const missingStamps = (stamps: readonly StampFacts[] = []): readonly string[] =>
  stamps.filter(({ kind }) => kind === 'failed').map(stampReason);
