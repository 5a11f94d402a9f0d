import type { TextRun } from '../manuscript.js';

/** Gives the runs of a stretch of their text; each stretch begins where the last one did, or later. */
export function runSlicer(runs: readonly TextRun[]): (start: number, end: number) => readonly TextRun[] {
  let [first, offset] = [0, 0];
  return (start, end) => {
    for (let run = runs[first]; run && offset + run.text.length <= start; run = runs[++first])
      offset += run.text.length;
    const slice: TextRun[] = [];
    for (let [i, from] = [first, offset]; i < runs.length && from < end; i++) {
      const run = runs[i] as TextRun;
      const text = run.text.slice(Math.max(0, start - from), end - from);
      if (text !== '') slice.push({ ...run, text });
      from += run.text.length;
    }
    return slice;
  };
}
