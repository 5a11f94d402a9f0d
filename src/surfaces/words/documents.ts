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
import { type Locale, reasonWords } from './locale.js';
import { moment, shortfallReason, unmatchedReason, withLabel } from './words.js';

/** What a content verdict rests on, and that a browser read it; a reason for reading nothing names the browser itself. */
export const readingReason = (locale: Locale, { change, why, rendered }: ContentVerdict): string =>
  rendered === undefined || change === 'unread'
    ? contentReason(locale, why)
    : locale.sideBySide(
        [
          contentReason(locale, why),
          locale.messages.rendered.read,
          ...browserRenderNotes(locale, rendered),
        ],
        'semicolon',
      );

export const contentReason = reasonWords<ContentReason>(
  (locale) => locale.messages.content,
  (locale) => ({
    replaced: ({ share }) => ({ percent: Math.round(100 * share) }),
    shrunken: ({ share }) => ({ percent: Math.round(100 * share) }),
    unmatched: ({ why }) => ({ inner: unmatchedReason(locale, why) }),
    link: ({ why }) => ({ inner: linkReason(locale, why) }),
    document: ({ why }) => ({ inner: unreadReason(locale, why) }),
  }),
);

export const unreadReason = reasonWords<UnreadReason>(
  (locale) => locale.messages.unread,
  (locale) => ({
    file: ({ sort }) => ({ sort: locale.statuses.fileSort[sort] }),
    script: ({ browser }) => ({ inner: browser && unrenderedReason(locale, browser) }),
    'beyond-budget': ({ why }) => ({ inner: shortfallReason(locale, why) }),
  }),
);

/** Why a browser showed nothing of a page, as the end of a sentence. */
const unrenderedReason = reasonWords<Unrendered>(
  (locale) => locale.messages.unrendered,
  (locale) => ({
    'still-empty': ({ wanted }) => ({ inner: wanted && wantedReason(locale, wanted) }),
  }),
);

export const wantedReason = (locale: Locale, wanted: readonly Wanted[]): string =>
  locale.sideBySide(wanted.map((one) => locale.statuses.wanted[one]));

/** What to know about how a browser showed a page, each the end of a sentence. */
export const browserRenderNotes = (
  locale: Locale,
  { refused = 0, unsandboxed }: RenderState,
): readonly string[] => [
  ...(refused === 0 ? [] : [locale.fill(locale.messages.rendered.refused, { refused })]),
  ...(unsandboxed === true ? [locale.messages.rendered.unsandboxed] : []),
];

/** Why a file that a person saved cannot be used: the end of a sentence that begins with the file. `url` is the source's address. */
export const savedFault = (locale: Locale, fault: SavedFault, url: string): string =>
  reasonWords<SavedFault>(
    (locale) => locale.messages.saved,
    (locale) => ({
      'too-long': ({ most }) => ({ megabytes: most / 1024 / 1024 }),
      broken: ({ format }) => ({ format: locale.statuses.savedFormat[format] }),
      'no-page': ({ format }) => ({ format: locale.statuses.savedFormat[format] }),
      'other-address': () => ({ url }),
      'not-in-it': ({ pages }) => ({ url, list: locale.sideBySide(pages) }),
      'not-whole': () => ({ url }),
      'beyond-budget': ({ why }) => ({ inner: shortfallReason(locale, why) }),
    }),
  )(locale, fault);

export const captureReason = reasonWords<CaptureFault>((locale) => locale.messages.capture);

/** Bad captures that are named; the JSON has more. */
const MAX_NAMED_CAPTURES = 3;

/** What is wrong with the captures of a night, in one line each; none where nothing is. */
export function badCaptureLines(locale: Locale, bad: BadCaptures | undefined): readonly string[] {
  if (bad === undefined) return [];
  const more = bad.count - MAX_NAMED_CAPTURES;
  return [
    locale.fill(locale.messages.badCaptures.all, { count: bad.count }),
    ...bad.named
      .slice(0, MAX_NAMED_CAPTURES)
      .map(({ subject, fault }) => withLabel(locale, subject, captureReason(locale, fault))),
    ...(more > 0 ? [locale.fill(locale.messages.badCaptures.more, { more })] : []),
  ];
}

export const stampReason = reasonWords<StampFacts>(
  (locale) => locale.messages.stamp,
  (locale) => ({
    stamped: ({ time }) => ({ time: moment(locale, time) }),
    failed: ({ why }) => ({ why: why.replace(/\.$/u, '') }),
  }),
);

/** The time stamps that did not come, in one sentence each. */
export const missingStamps = (
  locale: Locale,
  stamps: readonly StampFacts[] = [],
): readonly string[] =>
  stamps.filter(({ kind }) => kind === 'failed').map((why) => stampReason(locale, why));

/** What a passage's verdict rests on, in words: the end of a sentence that begins with the passage. */
export const quoteReason: (locale: Locale, why: QuoteReason) => string = reasonWords<QuoteReason>(
  (locale) => locale.messages.passage,
  (locale) => ({
    stands: ({ tier, marks = [] }) => ({
      meaning: locale.statuses.tierReason[tier],
      marks: locale.andList(marks.map((mark) => locale.statuses.passageMark[mark])),
    }),
    'other-words': ({ share }) => ({ percent: Math.floor(share * 100) }),
    hidden: ({ why }) => ({ inner: quoteReason(locale, why) }),
    placed: ({ why, where }) => ({
      inner: quoteReason(locale, why),
      place: locale.statuses.lowPlace[where],
    }),
    'not-given': ({ wanted }) => ({ wanted: wantedReason(locale, wanted) }),
    'no-text': ({ why }) => ({ inner: contentReason(locale, why) }),
    elsewhere: ({ why, place, not }) => ({
      inner: quoteReason(locale, why),
      place: placeWords(locale, place),
      not: not && placeWords(locale, not),
    }),
    'too-old': ({ why, place }) => ({
      inner: quoteReason(locale, why),
      place: placeWords(locale, place),
    }),
  }),
);

/** What is said where no capture that was read shows the document. */
export const skippedWords = (locale: Locale, skipped: number): string =>
  locale.fill(locale.messages.badCaptures.skipped, { skipped });

const placeWords = reasonWords<WitnessPlace>(
  (locale) => locale.messages.witness,
  () => ({ archive: ({ skipped = 0 }) => ({ skipped }) }),
);
