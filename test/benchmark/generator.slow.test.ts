import { describe, expect, it } from 'vitest';
import { generate, KINDS } from '../../benchmark/generator/generate.js';
import { LANGUAGES } from '../../benchmark/generator/sentences.js';
import { pdfPages } from '../../benchmark/tools/text.js';
import { between, decodings, lettersOf, partsOf, shownLetters } from './independent.js';

const bytesOf = (seed: string, code: string): readonly string[] =>
  generate(seed, { languages: [code] }).map(
    ({ passage, bytes }) => `${passage} ${bytes.toString('base64')}`,
  );

describe('the cases of a seed', () => {
  it('are the same whenever they are made, and others for another seed', () => {
    expect(bytesOf('7', 'tr')).toEqual(bytesOf('7', 'tr'));
    const other = new Set(bytesOf('8', 'tr'));
    // A scanned page has no words.
    expect(bytesOf('7', 'tr').filter((one) => other.has(one))).toEqual([]);
  });

  it('tell nothing by their order and their names', () => {
    const named = (seed: string) =>
      generate(seed, { languages: ['fr'] }).map(({ id, kind, truth }) => [id, kind, truth].join());
    const other = new Set(named('8'));
    expect(named('7').filter((one) => other.has(one)).length).toBeLessThan(0.1 * other.size);
  });

  it('are of ten languages, and every kind that does not stand has a look-alike that does', () => {
    expect(Object.keys(LANGUAGES).length).toBeGreaterThanOrEqual(10);
    const kinds = (truth: string): ReadonlySet<string> =>
      new Set(KINDS.filter((kind) => kind.truth === truth).map(({ kind }) => kind));
    expect([...kinds('does-not-stand')].filter((kind) => !kinds('stands').has(kind))).toEqual([]);
    expect(kinds('does-not-stand').size).toBeGreaterThan(25);
  });
});

/** Kinds whose words stand one after the other: what is left out between them is wrong. */
const LEFT_OUT = new Set(['omission of a “not”', 'two speakers joined']);

type Case = ReturnType<typeof generate>[number];

/** True when the letters of a page say of a passage what its case does. */
function isProved({ kind, truth, passage, bytes, contentType, language }: Case): boolean {
  const { legacy, persons, swallow } = LANGUAGES[language];
  const texts = decodings(bytes, contentType, legacy).map(shownLetters);
  const found = texts.flatMap((text) => between(partsOf(passage), text) ?? []);
  if (!LEFT_OUT.has(kind) || truth === 'stands') return found.length > 0 === (truth === 'stands');
  const guards: readonly string[] = kind === 'two speakers joined' ? persons : [swallow.not];
  return found.some((text) => guards.some((guard) => text.includes(lettersOf(guard))));
}

/** The same of a PDF, whose letters are in the order in which its file writes them. */
async function isPrinted({ kind, truth, passage, bytes }: Case): Promise<boolean> {
  const text = lettersOf((await pdfPages(bytes)).join('').replace(/-\n/g, ''));
  if (truth === 'cannot-say') return text === '';
  // What is read straight across two columns stands in the file, and for no reader.
  if (kind === 'PDF: columns' && truth !== 'stands') return true;
  const words = passage.split(' ').every((word: string) => text.includes(lettersOf(word)));
  return truth === 'stands' ? words : !text.includes(lettersOf(passage));
}

describe('what is true of each page', () => {
  it.each(['en', 'fr', 'ru', 'tr', 'fa', 'zh'])(
    'is proved without the tree from which it was made: %s',
    async (code) => {
      const cases = generate('proof', { languages: [code] });
      expect(cases.length).toBeGreaterThan(90);
      const unproved = [];
      for (const one of cases)
        if (!(one.ending === '.pdf' ? await isPrinted(one) : isProved(one)))
          unproved.push([one.kind, one.truth, one.passage]);
      expect(unproved).toEqual([]);
    },
  );

  it('would not be proved of the case turned round', () => {
    const cases = generate('proof', {
      languages: ['de'],
      kinds: KINDS.filter(({ kind }) => kind === 'digit'),
    });
    expect(cases.map(isProved)).toEqual([true, true]);
    const turned = cases.map((one) => ({
      ...one,
      truth: one.truth === 'stands' ? 'does-not-stand' : 'stands',
    }));
    expect(turned.map(isProved)).toEqual([false, false]);
  });
});
