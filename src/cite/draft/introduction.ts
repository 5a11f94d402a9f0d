import { parseReference } from '../grammar/parse-reference.js';
import type { TextRun } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { runSlicer } from './marked-text.js';

/** A paragraph that names its source before it quotes it. */
export interface Introduction {
  readonly reference: Reference;
  /** What the paragraph says behind the reference. */
  readonly rest: string;
}

/** Publisher, title in quotation marks and date in brackets, behind the words that say whose words follow. */
const FORM =
  /^(\s*(?:According to|Laut|Selon|Según|Secondo|Segundo|Volgens|Enligt|Ifølge) (?:the )?)([^“”"„«»():;]{2,120}, ?[“"„«][^“”"„«»]{3,400}[”"“»] ?\([^()]{4,60}\))/u;

/** Reads `According to UNHCR, “Situation in Karvan” (3 May 2024), the villages are empty: “…”`; null for another paragraph. */
export function introductionIn(runs: readonly TextRun[]): Introduction | null {
  const text = runs.map((run) => run.text).join('');
  const [whole, before = '', named] = FORM.exec(text) ?? [];
  if (whole === undefined || named === undefined) return null;
  const reference = parseReference(runSlicer(runs)(before.length, whole.length));
  return reference === null ? null : { reference, rest: text.slice(whole.length) };
}
