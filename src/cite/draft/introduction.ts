import { isName } from '../grammar/names.js';
import { parseReference } from '../grammar/parse-reference.js';
import { runSlicer } from '../grammar/run-slicer.js';
import type { TextRun } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { quotedIn } from './quoted.js';

/** A paragraph that names its source before it quotes it. */
export interface Introduction {
  readonly reference: Reference;
  /** What the paragraph says behind the reference. */
  readonly rest: string;
}

/** The words that say whose words follow. */
const OPENER = String.raw`^(\s*(?:According to|Laut|Selon|Según|Secondo|Segundo|Volgens|Enligt|Ifølge) (?:the )?)`;
/** Publisher, title in quotation marks and date in brackets. */
const TITLED = new RegExp(
  String.raw`${OPENER}([^“”"„«»():;]{2,120}, ?[“"„«][^“”"„«»]{3,400}[”"“»] ?\([^()]{4,60}\))`,
  'u',
);
/** Publisher, and in brackets where and when it was read. */
const UNTITLED = new RegExp(String.raw`${OPENER}(([^“”"„«»():;,]{2,120}?) ?\([^()“”"„«»]{4,400}\))`, 'u');

/** Reads `According to UNHCR, “Situation in Karvan” (3 May 2024), the villages are empty: “…”`; null for another paragraph. */
export function introductionIn(runs: readonly TextRun[]): Introduction | null {
  const text = runs.map((run) => run.text).join('');
  const [whole, before = '', , name = null] = TITLED.exec(text) ?? UNTITLED.exec(text) ?? [];
  if (whole === undefined) return null;
  const reference = parseReference(runSlicer(runs)(before.length, whole.length));
  const known = reference === null || name === null ? reference : namedAlone(name, reference);
  return known === null ? null : { reference: known, rest: text.slice(whole.length) };
}

/** A reference of which the publisher is named and no title is, with an address or the day on which it was read. */
const namedAlone = (name: string, reference: Reference): Reference | null =>
  isName(name) && (reference.url !== null || reference.accessed !== null)
    ? { ...reference, publisher: name, title: null, doubts: [{ kind: 'no-title' }] }
    : null;

/** True for a paragraph that names its source and quotes it: no line whose title is quoted. */
export const introducesQuotation = (runs: readonly TextRun[]): boolean =>
  quotedIn(introductionIn(runs)?.rest ?? '').length > 0;
