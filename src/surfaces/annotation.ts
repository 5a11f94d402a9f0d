import type { DiffPart } from '../model/content.js';
import type { Finding } from '../model/finding.js';
import type { OldPrint } from '../model/old-print.js';
import { isProven } from '../model/remedy.js';
import type { Tally } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import { type CitationState, doubt, totalOf } from './overview.js';
import { sums } from './page/sections.js';
import { nearestWords, type Publication, publishedRow } from './publication.js';
import { commandMessages } from './words/catalogues.js';
import { messageOf } from './words/findings.js';
import { type Locale, withoutCommands } from './words/locale.js';
import { printedHere, printWords } from './words/old-prints.js';
import { ownerWords, proofWords, remedyAddress, remedyWords, todoWords } from './words/remedies.js';
import { kindWords, sentence } from './words/words.js';

/** Differences that a comment lists, our choice. */
const MAX_CHANGES = 6;

/** What a comment at a citation says: each open finding, and the citation line that a proved remedy makes (null for none). */
export const findingComment = (
  locale: Locale,
  findings: readonly Finding[],
  source: SourceVerdict,
  line: string | null,
  publication: Publication,
): readonly string[] => {
  const calm = withoutCommands(locale);
  return [
    ...findings.flatMap((finding) => findingLines(calm, finding, source, publication)),
    ...(line === null ? [] : [calm.fill(locale.messages.annotation.line, { line })]),
  ];
};

function findingLines(
  locale: Locale,
  finding: Finding,
  source: SourceVerdict,
  publication: Publication,
): readonly string[] {
  const { since, quote: id, citation } = finding;
  const quote = source.citations.flatMap(({ quotes }) => quotes).find((one) => one.id === id);
  const { near, diff } =
    quote === undefined || quote.verdict === 'intact' ? NOTHING_NEAR : nearestWords(quote);
  const remedy = finding.remedies?.find(isProven);
  const address =
    publishedRow(publication, citation ?? finding.source) ??
    quote?.link ??
    (remedy && (remedyAddress(remedy) ?? remedy.proof?.at)) ??
    source.finalUrl ??
    source.url;
  return [
    locale.fill(locale.messages.annotation.finding, {
      name: kindWords(locale, finding).name,
      since,
    }),
    sentence(messageOf(locale, finding)),
    near === null ? '' : locale.fill(locale.messages.annotation.reads, { text: near }),
    changedWords(locale, diff),
    // A line that is mended already leaves nothing to do but to take it.
    remedy?.lines === undefined ? todoWords(locale, finding) : ownerWords(locale, finding),
    remedy === undefined
      ? ''
      : locale.fill(locale.messages.annotation.remedy, {
          remedy: remedyWords(locale, remedy),
          proof: proofWords(locale, remedy),
        }),
    address == null ? '' : locale.fill(locale.messages.annotation.proof, { address }),
  ].filter((text) => text !== '');
}

const NOTHING_NEAR = { near: null, diff: [] };

/** The words that differ, side by side in a sentence; empty where none do. */
export function changedWords(locale: Locale, diff: readonly DiffPart[]): string {
  const changes: string[] = [];
  for (const [i, { op, text: raw }] of diff.entries()) {
    const [text, next] = [raw.trim(), diff[i + 1]];
    if (op === 'removed' && next?.op === 'added')
      changes.push(
        locale.fill(locale.messages.annotation.other, { removed: text, added: next.text.trim() }),
      );
    else if (op === 'removed') changes.push(locale.fill(locale.messages.annotation.gone, { text }));
    else if (op === 'added' && diff[i - 1]?.op !== 'removed')
      changes.push(locale.fill(locale.messages.annotation.new, { text }));
  }
  return sentence(locale.sideBySide(changes.slice(0, MAX_CHANGES), 'semicolon'));
}

/** What a comment at a citation says of which nothing is open. `decision`: why it is kept, where somebody decided so. */
export function commentWithoutFinding(
  locale: Locale,
  state: CitationState,
  decision: string,
  source: SourceVerdict,
): readonly string[] {
  const { at } = source;
  if (state === 'stand') return [locale.fill(locale.messages.annotation.stands, { at })];
  if (state === 'decided')
    return [locale.fill(locale.messages.annotation.decided, { reason: decision })];
  return [
    locale.fill(locale.messages.annotation.unknown, { at, reason: doubt(locale, source) ?? '' }),
  ];
}

/** What a comment says of what is printed there as it was before a remedy. */
export const oldPrintComment = (locale: Locale, prints: readonly OldPrint[]): readonly string[] =>
  prints.map((print) => printedHere(locale, print));

/** What a comment says of a change in a field. */
export const fieldHints = (locale: Locale) => ({
  managed: locale.messages.annotation.managed,
  misplaced: locale.messages.annotation.misplaced,
});

/** What the comment on the title says: how the citations fare. */
export function sumComment(
  locale: Locale,
  tally: Tally,
  at: string,
  hasChanges: boolean,
): readonly string[] {
  return [
    locale.fill(locale.messages.annotation.sum, {
      at,
      all: totalOf(tally),
      list: sums(locale, tally),
    }),
    ...(hasChanges ? [locale.messages.annotation.accept] : []),
  ];
}

/** What became of a report's file: what was put into it, and what had no place there. */
export const renderAnnotated = (
  locale: Locale,
  made: Readonly<Record<'comments' | 'changes' | 'taken', number>> & {
    readonly unplaced: readonly OldPrint[];
  },
  file: string,
): string =>
  [
    locale.fill(commandMessages.annotate.written, { ...made, file }),
    ...made.unplaced.map((print) =>
      locale.fill(commandMessages.annotate.unplaced, {
        ...print,
        print: printWords(locale, print),
      }),
    ),
  ].join('\n');
