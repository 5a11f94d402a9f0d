import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimsOf } from '../../../src/manuscript/lint/claims.js';
import type { Overstatement } from '../../../src/model/lint.js';
import { lintMessage } from '../../../src/surfaces/lint.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { lintMarkdown } from './clean-report.js';

type Told = readonly [
  name: Overstatement['class'],
  said: string,
  quoted: string,
  introduction: string,
  quotation: string,
  lang?: string,
];

const CASES = JSON.parse(readFileSync(join(import.meta.dirname, 'claims.json'), 'utf8')) as {
  readonly told: readonly Told[];
  readonly fair: readonly Fair[];
};
const TOLD = CASES.told;

type Fair = readonly [
  why: string,
  introduction: string,
  quotation: string | readonly string[],
  lang?: string,
];

const FAIR = CASES.fair;

describe('a sentence that says more than its quotation', () => {
  it.for(TOLD)(
    'is told once, as %s: %j above %j in %j',
    ([name, said, quoted, introduction, quotation, lang = 'en']) => {
      const [claim, ...others] = claimsOf(introduction, [quotation], lang);
      expect([claim, others]).toEqual([
        {
          class: name,
          said,
          quoted,
          sentence: expect.stringContaining(said),
          source: expect.any(String),
        },
        [],
      ]);
      expect(quotation).toContain(claim?.source);
    },
  );
});

describe('a sentence that says no more than its quotation', () => {
  it.for(FAIR)('is not told: %s', ([, introduction, quotation, lang = 'en']) => {
    expect(
      claimsOf(introduction, typeof quotation === 'string' ? [quotation] : quotation, lang),
    ).toEqual([]);
  });
});

interface Pair {
  readonly lang: string;
  readonly sentence: string;
  readonly quotations: readonly string[];
  readonly overstated: boolean;
}
const pairsOf = (file: string): readonly Pair[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../../bench/${file}.json`), 'utf8'));

/** All have been looked at: what the rule is worth beyond them, other pairs tell. */
describe.each([
  ['claims', 0.65, 0],
  ['claims-2', 0.62, 0],
  ['claims-3', 0.62, 0],
  ['claims-4', 0.4, 2],
  ['claims-5', 0.45, 1],
  ['claims-6', 0.44, 2],
  ['claims-7', 0.48, 3],
])('of the pairs in %s, which were written by others', (file, least, most) => {
  const pairs = pairsOf(file);
  const told = pairs.filter(
    ({ sentence, quotations, lang }) => claimsOf(sentence, quotations, lang).length > 0,
  );

  it('those that say more are told', () => {
    const all = pairs.filter(({ overstated }) => overstated);
    expect(told.filter(({ overstated }) => overstated).length).toBeGreaterThanOrEqual(
      least * all.length,
    );
  });

  it('hardly any fair one is', () => {
    expect(told.filter(({ overstated }) => !overstated).length).toBeLessThanOrEqual(most);
  });

  it('none is above itself', () => {
    const itself = pairs.flatMap(({ sentence, lang }) => claimsOf(sentence, [sentence], lang));
    const quoted = pairs.flatMap(({ quotations: [first = ''], lang }) =>
      claimsOf(first, [first], lang),
    );
    expect([...itself, ...quoted]).toEqual([]);
  });
});

/** What is told of a report in which one sentence leads to quotations, each with its citation line. */
const toldOf = (introduction: string, ...quotations: readonly string[]) =>
  lintMarkdown(
    `# Returns\n\n## 1. Arrival\n\n${introduction}\n\n${quotations
      .map(
        (one, i) =>
          `- “${one}”\n\nZenda Institute, “[Returns ${i}](https://zenda.example/${i})”, 4 May 2024, last accessed: 12 May 2025\n`,
      )
      .join('\n')}`,
  ).filter(({ why }) => why.rule === 'claim-beyond');

describe('a report with such a sentence', () => {
  const said =
    'The Zenda Institute reported that all returnees will be detained on arrival at the airport.';
  const weak =
    'According to the officers, some returnees may be detained on arrival at the airport of the capital.';
  const strong =
    'By the new decree all returnees will be detained on arrival at the airport, without exception.';

  it('is told of it once, with the words side by side', () => {
    expect(toldOf(said, weak).map((a) => lintMessage(ENGLISH, a))).toEqual([
      `The sentence has “all” where the quotation has “some” and “will” where the quotation has “may”. It says: “${said}” The source says: “${weak}”`,
    ]);
  });

  it('is not told where another quotation of the sentence carries it', () => {
    expect(toldOf(said, weak, strong)).toEqual([]);
    expect(toldOf(said, strong, weak)).toEqual([]);
  });

  it('is told where the one that carries it has a sentence of its own', () => {
    const other =
      'A lawyer in the capital adds something on the decree, which came into force in May.';
    const line =
      'Zenda Institute, “[Returns 0](https://zenda.example/0)”, 4 May 2024, last accessed: 12 May 2025';
    expect(toldOf(`${said}\n\n- “${weak}”\n\n${line}\n\n${other}`, strong)).toHaveLength(1);
  });
});
