import { dice } from './dice.js';
import { FORM } from './kinds/form.js';
import { PLACES } from './kinds/places.js';
import { PRINTED } from './kinds/printed.js';
import { WALLS } from './kinds/walls.js';
import { WORDS } from './kinds/words.js';
import { served, site, writer } from './page.js';
import { laidOut, pdfOf, scannedPdf } from './pdf.js';
import { prove } from './proof.js';
import { LANGUAGES } from './sentences.js';
import { h } from './tree.js';

/** Every kind of case, once in each language that can have it. */
export const KINDS = [
  ...Object.entries(FORM).map(([kind, make]) => ({ kind, truth: 'stands', make })),
  ...[...WORDS, ...PLACES, ...PRINTED, ...WALLS],
];

/** Throws after which a case that cannot be proved is held to be a mistake of its maker. */
const TRIES = 25;

/** The cases of a seed: each with its bytes, and proved, in an order and under names that tell nothing. Not every language has every kind. */
export function generate(seed, { languages = Object.keys(LANGUAGES), kinds = KINDS } = {}) {
  const cases = languages.flatMap((code) =>
    kinds.flatMap((kind, at) => {
      const one = caseOf(
        kind,
        LANGUAGES[code],
        dice(`${seed} ${code} ${kind.kind} ${kind.truth} ${at}`),
      );
      return one === null ? [] : [one];
    }),
  );
  return dice(`${seed} order`)
    .shuffled(cases)
    .map((one, i) => ({ id: `made-${i + 1}`, ...one }));
}

function caseOf({ kind, truth, note = '', make }, language, from) {
  for (let tries = 0; tries < TRIES; tries++) {
    const it = writer(language, from);
    const made = make(it);
    if (!made) return null;
    const tree = made.layout || made.scanned ? h('body', {}, made.main) : site(it, made);
    if (prove({ tree, withheld: made.withheld }, made.passage) !== truth) continue;
    const { bytes, contentType, ending } = answerOf(made, tree, from);
    const url = `https://example.org${made.address ?? '/'}${from.roll(1000, 9999)}${ending}`;
    return {
      kind,
      language: language.code,
      ending,
      contentType,
      url,
      passage: made.passage,
      truth,
      note,
      bytes,
    };
  }
  throw new Error(`${kind}, ${truth}, ${language.name}: no case could be proved`);
}

function answerOf(made, tree, from) {
  if (made.scanned)
    return { bytes: scannedPdf(from.roll(2, 4)), contentType: 'application/pdf', ending: '.pdf' };
  if (made.layout) {
    const lines = laidOut(
      made.main.map(({ children }) => children.join('')),
      made.layout,
    );
    return { bytes: pdfOf(lines, made.layout), contentType: 'application/pdf', ending: '.pdf' };
  }
  return { ...served(tree, { ...made, from }), ending: '.html' };
}
