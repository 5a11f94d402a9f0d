import type { TextRun } from '../manuscript.js';
import { runSlicer } from './run-slicer.js';

const OPENING = /[“„«「『《(（[]/u;
const CLOSING = /[”»」』》)）\]]/u;

/** Runs cut at the semicolons that stand outside quotation marks, brackets and links. `bracketed`: brackets stood around the whole. */
export function partedRuns(runs: readonly TextRun[]): {
  readonly pieces: readonly (readonly TextRun[])[];
  readonly bracketed: boolean;
} {
  const text = runs.map((run) => run.text).join('');
  const bracketed = /^\s*\(.*\)[.\s]*$/su.test(text);
  const pieces: TextRun[][] = [[]];
  let depth = bracketed ? -1 : 0;
  for (const run of runs) {
    let from = 0;
    for (let at = 0; at < run.text.length; at++) {
      const sign = run.text[at] as string;
      if (OPENING.test(sign)) depth++;
      else if (CLOSING.test(sign)) depth--;
      else if (/[;；]/u.test(sign) && depth <= 0 && run.href === null) {
        pieces.at(-1)?.push({ ...run, text: run.text.slice(from, at) });
        pieces.push([]);
        from = at + 1;
      }
    }
    pieces.at(-1)?.push({ ...run, text: run.text.slice(from) });
  }
  return { pieces: bracketed ? withoutBrackets(pieces) : pieces, bracketed };
}

/** Between a sentence and one that sends the reader elsewhere: `…, p. 50. See also note 3.` */
const SEE = /(?<=[.)\]”»"’])\s+(?=(?:See|Siehe|Vgl\.|Cf\.|Voir|Véase)\s)/gu;

/** The runs of a note, cut at its semicolons and before what sends the reader elsewhere. */
export const partsOfNote = (runs: readonly TextRun[]): readonly (readonly TextRun[])[] =>
  partedRuns(runs).pieces.flatMap((piece) => {
    const text = piece.map((run) => run.text).join('');
    const slice = runSlicer(piece);
    const starts = [0, ...[...text.matchAll(SEE)].map(({ index }) => index)];
    return starts.map((start, i) => slice(start, starts[i + 1] ?? text.length));
  });

/** Takes the bracket from the first piece and from the last. */
function withoutBrackets(pieces: readonly (readonly TextRun[])[]): readonly (readonly TextRun[])[] {
  const opened = trimmed(pieces, 0, /^\s*\(/u, (piece) => piece.findIndex(({ text }) => text.trim() !== ''));
  return trimmed(opened, opened.length - 1, /\)[.\s]*$/u, (piece) =>
    piece.findLastIndex(({ text }) => /[^.\s]/u.test(text)),
  );
}

function trimmed(
  pieces: readonly (readonly TextRun[])[],
  which: number,
  bracket: RegExp,
  find: (piece: readonly TextRun[]) => number,
): readonly (readonly TextRun[])[] {
  return pieces.map((piece, i) => {
    const at = i === which ? find(piece) : -1;
    return piece.map((run, j) => (j === at ? { ...run, text: run.text.replace(bracket, '') } : run));
  });
}
