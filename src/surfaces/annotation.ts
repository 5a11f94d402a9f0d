import type { DiffPart } from '../model/content.js';
import type { Finding } from '../model/finding.js';
import type { OldPrint } from '../model/old-print.js';
import { isProven } from '../model/remedy.js';
import type { Tally } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import { type CitationState, doubt, totalOf } from './overview.js';
import { sums } from './page/sections.js';
import { nearestWords, type Publication, publishedRow } from './publication.js';
import { messageOf } from './words/findings.js';
import { fill, messages, sideBySide, withoutCommands } from './words/messages.js';
import { printedHere } from './words/old-prints.js';
import { ownerWords, proofWords, remedyAddress, remedyWords, todoWords } from './words/remedies.js';
import { kindWords, sentence } from './words/words.js';

const words = messages.annotation;

/** Differences that a comment lists, our choice. */
const MOST_CHANGES = 6;

/** What a comment at a citation says: each open finding, and the citation line that a proved remedy makes (null for none). */
export const findingComment = (
  findings: readonly Finding[],
  source: SourceVerdict,
  line: string | null,
  publication: Publication,
): readonly string[] =>
  withoutCommands(() => [
    ...findings.flatMap((finding) => findingLines(finding, source, publication)),
    ...(line === null ? [] : [fill(words.line, { line })]),
  ]);

function findingLines(
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
    fill(words.finding, { name: kindWords(finding).name, since }),
    sentence(messageOf(finding)),
    near === null ? '' : fill(words.reads, { text: near }),
    changedWords(diff),
    // A line that is mended already leaves nothing to do but to take it.
    remedy?.lines === undefined ? todoWords(finding) : ownerWords(finding),
    remedy === undefined
      ? ''
      : fill(words.remedy, { remedy: remedyWords(remedy), proof: proofWords(remedy) }),
    address == null ? '' : fill(words.proof, { address }),
  ].filter((text) => text !== '');
}

const NOTHING_NEAR = { near: null, diff: [] };

/** The words that differ, side by side in a sentence; empty where none do. */
export function changedWords(diff: readonly DiffPart[]): string {
  const changes: string[] = [];
  for (const [i, { op, text: raw }] of diff.entries()) {
    const [text, next] = [raw.trim(), diff[i + 1]];
    if (op === 'removed' && next?.op === 'added')
      changes.push(fill(words.other, { removed: text, added: next.text.trim() }));
    else if (op === 'removed') changes.push(fill(words.gone, { text }));
    else if (op === 'added' && diff[i - 1]?.op !== 'removed')
      changes.push(fill(words.new, { text }));
  }
  return sentence(sideBySide(changes.slice(0, MOST_CHANGES), 'semicolon'));
}

/** What a comment at a citation says of which nothing is open. `decision`: why it is kept, where somebody decided so. */
export function standingComment(
  state: CitationState,
  decision: string,
  source: SourceVerdict,
): readonly string[] {
  const { at } = source;
  if (state === 'stand') return [fill(words.stands, { at })];
  if (state === 'decided') return [fill(words.decided, { reason: decision })];
  return [fill(words.unknown, { at, reason: doubt(source) ?? '' })];
}

/** What a comment says of what is printed there as it was before a remedy. */
export const oldPrintComment = (prints: readonly OldPrint[]): readonly string[] =>
  prints.map(printedHere);

/** What a comment says of a change in a field. */
export const fieldHints = () => ({ managed: words.managed, misplaced: words.misplaced });

/** What the comment on the title says: how the citations fare. */
export function sumComment(tally: Tally, at: string, hasChanges: boolean): readonly string[] {
  return [
    fill(words.sum, { at, all: totalOf(tally), list: sums(tally) }),
    ...(hasChanges ? [words.accept] : []),
  ];
}
