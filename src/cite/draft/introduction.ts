import { isName } from '../grammar/names.js';
import { parseReference } from '../grammar/parse-reference.js';
import { runSlicer } from '../grammar/run-slicer.js';
import { paragraphText, type TextRun } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { linkedSentence } from './linked-sentence.js';
import { leadsOn, quotedIn } from './quoted.js';

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
  const text = paragraphText({ runs });
  const [whole, before = '', , name = null] = TITLED.exec(text) ?? UNTITLED.exec(text) ?? [];
  if (whole === undefined) return leadsOn(text) ? (bracketed(runs, text) ?? linked(runs)) : null;
  const reference = parseReference(runSlicer(runs)(before.length, whole.length));
  const known = reference === null || name === null ? reference : namedAlone(name, reference);
  return known === null ? null : { reference: known, rest: text.slice(whole.length) };
}

/** Whoever speaks, a citation in brackets, and a verb. */
const BRACKETED =
  /^\s*(?<name>[^“”"„«»():;,]{2,120}?) \((?<inside>[^()“”"„«»]{4,400})\) \p{Ll}[^“”"„«»():;.]{0,80}[:：]\s*$/u;

/** Reads `Human Rights Watch (Empty Villages, 4 May 2024, https://…) reported:`. */
function bracketed(runs: readonly TextRun[], text: string): Introduction | null {
  const { name = '', inside = '' } = BRACKETED.exec(text)?.groups ?? {};
  if (inside === '' || !isName(name)) return null;
  const at = text.indexOf('(') + 1;
  const comma = { text: `${name}, `, href: null, notes: [], items: [] };
  const reference = parseReference([comma, ...runSlicer(runs)(at, at + inside.length)]);
  return reference === null || reference.title === null ? null : { reference, rest: '' };
}

function linked(runs: readonly TextRun[]): Introduction | null {
  const [link, ...others] = runs.filter(({ href }) => href !== null);
  if (link === undefined || others.length > 0) return null;
  const at = runs.indexOf(link);
  const [before, behind] = [runs.slice(0, at), runs.slice(at + 1)].map((some) =>
    paragraphText({ runs: some }),
  );
  const reference = linkedSentence(before ?? '', link, behind ?? '');
  return reference === null ? null : { reference, rest: '' };
}

/** A reference of which the publisher is named and no title is, with an address or the day on which it was read. */
const namedAlone = (name: string, reference: Reference): Reference | null =>
  isName(name) && (reference.url !== null || reference.accessed !== null)
    ? { ...reference, publisher: name, title: null, doubts: [{ kind: 'no-title' }] }
    : null;

/** True for a paragraph that names its source and quotes it, or leads on to a quotation: no line whose title is quoted. */
export function introducesQuotation(runs: readonly TextRun[]): boolean {
  const introduction = introductionIn(runs);
  if (introduction === null) return false;
  return (
    quotedIn(introduction.rest).length > 0 || (introduction.rest === '' && leadsOn(paragraphText({ runs })))
  );
}
