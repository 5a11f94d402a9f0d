import type { Remedy, RemedyKind, TriedRemedy } from '../../model/remedy.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { Decision, Watchlist } from '../../model/watchlist.js';
import { diffToTerminal, type EditedFile, editedLines } from '../diff/diff-view.js';
import type { Locale } from '../words/locale.js';
import {
  decisionWords,
  proofWords,
  remedyAddress,
  remedyWords,
  unprovenWords,
} from '../words/remedies.js';
import { editionReason } from '../words/words.js';
import { type Paint, painter, plain, wrap } from './screen.js';
import type { Screen } from './terminal.js';

const editLines = ({ before, after, file }: EditedFile, paint: Paint): readonly string[] => [
  paint.quiet(file),
  ...editedLines(before, after).map(({ sign, text }) =>
    (sign === '+' ? paint.added : paint.removed)(
      `${sign} ${text.slice(0, text.search(/\S|$/u))}${plain(text)}`,
    ),
  ),
];

/** The words in which passages differ there, and the citation lines that a remedy makes. */
const detail = ({ proof, lines = [] }: Remedy, paint: Paint, width: number): readonly string[] => [
  ...(proof?.quotes ?? []).flatMap(({ quote, diff }) =>
    diff.length === 0 ? [] : [wrap(`${quote}: ${diffToTerminal(diff, paint)}`, width, '    ')],
  ),
  ...lines.map((line) => wrap(plain(line), width, '    ')),
];

/** What would mend which source, with how sure that is; source by source, in the order of the findings. */
export function renderOffered(
  locale: Locale,
  offered: readonly Remedy[],
  { sources }: Watchlist,
  { colour, width }: Screen,
): string {
  const paint = painter(colour);
  if (offered.length === 0) return `${locale.messages.remedy.none}\n`;
  const ids = [...new Set(offered.map(({ source }) => source))];
  const told = ids.map((id) => {
    const remedies = offered.filter(({ source }) => source === id);
    const title = sources.find((source) => source.id === id)?.title ?? '';
    const lines = remedies.flatMap((remedy) => [
      wrap(plain(`--${remedy.kind}  ${remedyWords(locale, remedy)}`), width, '  '),
      ...[remedyAddress(remedy)].flatMap((url) => (url === null ? [] : [`    ${plain(url)}`])),
      paint.quiet(wrap(proofWords(locale, remedy), width, '    ')),
      ...detail(remedy, paint, width),
    ]);
    return [`${paint.strong(id)}  ${plain(title)}`, ...lines].join('\n');
  });
  return `${told.join('\n\n')}\n\n${wrap(locale.fill(locale.messages.remedy.some, { n: offered.length, sources: ids.length }), width)}\n`;
}

/** Why remedies of these kinds are not offered for a source, a line each; of a newer edition its verdict says why. */
export function renderLacking(
  locale: Locale,
  source: string,
  lacking: readonly RemedyKind[],
  verdicts: readonly SourceVerdict[],
  { width }: Pick<Screen, 'width'>,
): string {
  const edition = verdicts.find(({ id }) => id === source)?.edition;
  return lacking
    .map((kind) => {
      const reason =
        kind === 'edition' && edition !== undefined ? editionReason(locale, edition.why) : null;
      return `${wrap(locale.fill(locale.messages.remedy.lacking, { source, kind, reason }), width)}\n`;
    })
    .join('');
}

/** That nothing can be mended without a person. */
export const noneProven = (locale: Locale): string => `${locale.messages.remedy.noneProven}\n`;

/** A remedy that was tried: the edit that was or would be made, or why it was not. */
export function renderTaken(
  locale: Locale,
  tried: TriedRemedy,
  {
    before,
    written,
    file,
  }: { readonly before: string; readonly written: boolean; readonly file: string },
  { colour, width }: Screen,
): string {
  const paint = painter(colour);
  const { remedy, text, stands } = tried;
  const head = `${paint.strong(remedy.source)}  ${plain(remedyWords(locale, remedy))}`;
  if (!stands)
    return `${head}\n${wrap(locale.fill(locale.messages.remedy.not, { reason: unprovenWords(locale, tried) }), width, '  ')}\n`;
  const edit = editLines({ before, after: text, file }, paint).map((line) => `  ${line}`);
  return `${[head, ...edit, ...detail(remedy, paint, width), `  ${written ? locale.messages.remedy.taken : locale.messages.remedy.kept}`].join('\n')}\n`;
}

/** What a decision changed in a file, line by line, and what it does until when. */
export function renderDecision(
  locale: Locale,
  edited: EditedFile,
  decision: Decision,
  { colour }: Pick<Screen, 'colour'>,
): string {
  const isSame = edited.before === edited.after;
  const told = isSame ? [`${edited.file} says so already.`] : editLines(edited, painter(colour));
  return `${[...told, plain(decisionWords(locale, decision))].join('\n')}\n`;
}

/** An edit that was taken back. */
export function renderUndo(
  locale: Locale,
  what: string,
  edited: EditedFile,
  { colour }: Pick<Screen, 'colour'>,
): string {
  return `${[locale.fill(locale.messages.remedy.undone, { what: plain(what) }), ...editLines(edited, painter(colour))].join('\n')}\n`;
}
