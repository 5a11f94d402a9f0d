import { addressKey } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import type { Lint } from '../../model/lint.js';
import { type CitedWords, runsIn } from './cited.js';
import { broken, type LintedUse } from './subject.js';

/** Characters around a name or a link that are shown. */
const AROUND = 60;
/** Letters of a publisher's name from which it stands for nothing else. */
const LEAST_NAME = 3;

/**
 * Two sources of one report that do not confirm each other: the page of one carries words that are quoted of another, of another
 * publisher, or leads to it beside a quoted passage of its own. Told once for each pair. Its time grows with the page.
 */
export function corroboration(cited: CitedWords, source: string, document: Document): readonly Lint[] {
  const [own] = cited.bySource.get(source) ?? [];
  if (own === undefined) return [];
  const blocks = document.blocks.filter(({ role }) => role === 'main');
  const led = ledTo(cited, own, document);
  const lints = new Map<string, Lint>();
  const restsOn = (other: string, words: string): void => {
    lints.set(other, broken(own.place, { rule: 'rests-on', other, words }));
  };
  for (const [i, { text }] of blocks.entries()) {
    const quoted = quotedIn(text, cited);
    if (quoted.size === 0) continue;
    const near = blocks.slice(Math.max(0, i - 1), i + 2).map((block) => block.text);
    for (const [other, link] of led) {
      const words = wordsIn(near, link);
      if (words !== null) restsOn(other, words);
    }
    for (const [use, run] of quoted) {
      const other = use.place.source;
      if (other === null || !isOther(cited, own, other) || lints.get(other)?.why.rule === 'rests-on')
        continue;
      const words = wordsIn(near, nameOf(use.source.publisher));
      if (words !== null) restsOn(other, words);
      else if (!lints.has(other))
        lints.set(other, broken(use.place, { rule: 'shared-text', other: source, words: run }));
    }
  }
  return [...lints.values()];
}

/** Of what the two pages of a pair say, one: that which says who has it from whom. */
export function oncePerPair(lints: readonly Lint[]): readonly Lint[] {
  const pairs = new Map<string, Lint>();
  for (const lint of lints) {
    const key = [lint.place.source, 'other' in lint.why ? lint.why.other : null].sort().join(' ');
    if (!pairs.has(key) || lint.why.rule === 'rests-on') pairs.set(key, lint);
  }
  return [...pairs.values()];
}

/** The uses of which words stand in a text, each with the first of them. */
function quotedIn(text: string, { runs }: CitedWords): ReadonlyMap<LintedUse, string> {
  const quoted = new Map<LintedUse, string>();
  for (const run of runsIn(text)) {
    const use = runs.get(run);
    if (use !== undefined && !quoted.has(use)) quoted.set(use, run);
  }
  return quoted;
}

/** Sources of the report to which a page has links, each with the words of the link. */
const ledTo = (
  cited: CitedWords,
  own: LintedUse,
  { links }: Document,
): readonly (readonly [string, string])[] =>
  links.flatMap(({ url, text }) => {
    const other = text === '' ? undefined : cited.byAddress.get(addressKey(url));
    return other === undefined || !isOther(cited, own, other) ? [] : [[other, text] as const];
  });

/** True for a source of another publisher that the same report cites. */
function isOther({ bySource }: CitedWords, own: LintedUse, other: string): boolean {
  const uses = bySource.get(other) ?? [];
  const reports = new Set(bySource.get(own.place.source ?? '')?.map(({ report }) => report));
  return (
    other !== own.place.source &&
    uses.some(({ report }) => reports.has(report)) &&
    !uses.some(({ source }) => source.publisher === own.source.publisher)
  );
}

/** A publisher's name as others write it; null for one that is too short to stand for it. */
function nameOf(publisher: string | null): string | null {
  const name = publisher?.replace(/(?<!\s)\s*\([^()]{0,60}\)/gu, '').trim() ?? '';
  return name.length < LEAST_NAME ? null : name;
}

/** Words with what stands around them, in the first of these texts that has them. */
const wordsIn = (texts: readonly string[], words: string | null): string | null =>
  words === null ? null : (texts.map((text) => around(text, words)).find((one) => one !== null) ?? null);

/** Words with what stands around them in a text; null where they do not stand in it as words of their own. */
function around(text: string, words: string): string | null {
  const at = text.indexOf(words);
  const end = at + words.length;
  if (at < 0 || (SPACED.test(words) && WITHIN.test(`${text[at - 1] ?? ' '}${text[end] ?? ' '}`))) return null;
  return text.slice(Math.max(0, at - AROUND), end + AROUND).trim();
}

/** Of writing that puts spaces between words, in which a name may be a part of another word. */
const SPACED = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;
const WITHIN = /\p{L}/u;
