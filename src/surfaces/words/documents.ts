import type {
  BadCaptures,
  CaptureFault,
  RenderState,
  Unrendered,
  Wanted,
} from '../../model/capture.js';
import type { ContentReason, ContentVerdict } from '../../model/content.js';
import type { SavedFault, UnreadReason } from '../../model/document.js';
import type { QuoteReason, WitnessPlace } from '../../model/quote.js';
import type { StampFacts } from '../../model/run.js';
import { linkReason } from './links.js';
import { fill, messages, reasonWords, sideBySide, statuses } from './messages.js';
import { andList, moment, shortfallReason, unmatchedReason, withLabel } from './words.js';

/** What a content verdict rests on, and that a browser read it; a reason for reading nothing names the browser itself. */
export const readingReason = ({ change, why, rendered }: ContentVerdict): string =>
  rendered === undefined || change === 'unread'
    ? contentReason(why)
    : sideBySide(
        [contentReason(why), messages.rendered.read, ...browserRenderNotes(rendered)],
        'semicolon',
      );

export const contentReason = reasonWords<ContentReason>(messages.content, {
  replaced: ({ share }) => ({ percent: Math.round(100 * share) }),
  shrunken: ({ share }) => ({ percent: Math.round(100 * share) }),
  unmatched: ({ why }) => ({ inner: unmatchedReason(why) }),
  link: ({ why }) => ({ inner: linkReason(why) }),
  document: ({ why }) => ({ inner: unreadReason(why) }),
});

export const unreadReason = reasonWords<UnreadReason>(messages.unread, {
  file: ({ sort }) => ({ sort: statuses.fileSort[sort] }),
  script: ({ browser }) => ({ inner: browser && unrenderedReason(browser) }),
  'beyond-budget': ({ why }) => ({ inner: shortfallReason(why) }),
});

/** Why a browser showed nothing of a page, as the end of a sentence. */
const unrenderedReason = reasonWords<Unrendered>(messages.unrendered, {
  'still-empty': ({ wanted }) => ({ inner: wanted && wantedReason(wanted) }),
});

export const wantedReason = (wanted: readonly Wanted[]): string =>
  sideBySide(wanted.map((one) => statuses.wanted[one]));

/** What to know about how a browser showed a page, each the end of a sentence. */
export const browserRenderNotes = ({
  refused = 0,
  unsandboxed,
}: RenderState): readonly string[] => [
  ...(refused === 0 ? [] : [fill(messages.rendered.refused, { refused })]),
  ...(unsandboxed === true ? [messages.rendered.unsandboxed] : []),
];

/** Why a file that a person saved cannot be used: the end of a sentence that begins with the file. `url` is the source's address. */
export const savedFault = (fault: SavedFault, url: string): string =>
  reasonWords<SavedFault>(messages.saved, {
    'too-long': ({ most }) => ({ megabytes: most / 1024 / 1024 }),
    broken: ({ format }) => ({ format: statuses.savedFormat[format] }),
    'no-page': ({ format }) => ({ format: statuses.savedFormat[format] }),
    'other-address': () => ({ url }),
    'not-in-it': ({ pages }) => ({ url, list: sideBySide(pages) }),
    'not-whole': () => ({ url }),
    'beyond-budget': ({ why }) => ({ inner: shortfallReason(why) }),
  })(fault);

export const captureReason = reasonWords<CaptureFault>(messages.capture);

/** Bad captures that are named; the JSON has more. */
const NAMED = 3;

/** What is wrong with the captures of a night, in one line each; none where nothing is. */
export function badCaptureLines(bad: BadCaptures | undefined): readonly string[] {
  if (bad === undefined) return [];
  const more = bad.count - NAMED;
  return [
    fill(messages.badCaptures.all, { count: bad.count }),
    ...bad.named
      .slice(0, NAMED)
      .map(({ subject, fault }) => withLabel(subject, captureReason(fault))),
    ...(more > 0 ? [fill(messages.badCaptures.more, { more })] : []),
  ];
}

export const stampReason = reasonWords<StampFacts>(messages.stamp, {
  stamped: ({ time }) => ({ time: moment(time) }),
  failed: ({ why }) => ({ why: why.replace(/\.$/u, '') }),
});

/** The time stamps that did not come, in one sentence each. */
export const missingStamps = (stamps: readonly StampFacts[] = []): readonly string[] =>
  stamps.filter(({ kind }) => kind === 'failed').map(stampReason);

/** What a passage's verdict rests on, in words: the end of a sentence that begins with the passage. */
export const quoteReason: (why: QuoteReason) => string = reasonWords<QuoteReason>(
  messages.passage,
  {
    stands: ({ tier, marks = [] }) => ({
      meaning: statuses.tierReason[tier],
      marks: andList(marks.map((mark) => statuses.passageMark[mark])),
    }),
    'other-words': ({ share }) => ({ percent: Math.floor(share * 100) }),
    hidden: ({ why }) => ({ inner: quoteReason(why) }),
    placed: ({ why, where }) => ({ inner: quoteReason(why), place: statuses.lowPlace[where] }),
    'not-given': ({ wanted }) => ({ wanted: wantedReason(wanted) }),
    'no-text': ({ why }) => ({ inner: contentReason(why) }),
    elsewhere: ({ why, place, not }) => ({
      inner: quoteReason(why),
      place: placeWords(place),
      not: not && placeWords(not),
    }),
    'too-old': ({ why, place }) => ({ inner: quoteReason(why), place: placeWords(place) }),
  },
);

/** What is said where no capture that was read shows the document. */
export const skippedWords = (skipped: number): string =>
  fill(messages.badCaptures.skipped, { skipped });

const placeWords = reasonWords<WitnessPlace>(messages.witness, {
  archive: ({ skipped = 0 }) => ({ skipped }),
});
