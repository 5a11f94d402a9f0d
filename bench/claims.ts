import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexiconOf } from '../src/manuscript/lint/claim-lexicon.js';
import { type ClaimSentence, claimSentences } from '../src/manuscript/lint/claim-words.js';
import { claimsOf } from '../src/manuscript/lint/claims.js';

/** A sentence above quotations, and whether it says more than they do, by whoever wrote it. */
interface Pair {
  readonly lang: string;
  readonly sentence: string;
  readonly quotations: readonly string[];
  readonly overstated: boolean;
  readonly class: string;
  readonly why: string;
}

const isTold = ({ sentence, quotations, lang }: Pair): boolean =>
  claimsOf(sentence, quotations, lang).length > 0;

/** Classes of which a higher step claims more. */
const LADDERS = [
  'quantity',
  'prevalence',
  'frequency',
  'modality',
  'attribution',
  'cause',
  'negation',
];
const highest = (sentences: readonly ClaimSentence[], name: string): number =>
  Math.max(
    0,
    ...sentences.flatMap(({ markers }) =>
      markers.filter((m) => m.class === name).map(({ level }) => level),
    ),
  );

/** The same by bare words: a word that claims more than any quoted of its class, or a figure or name that is not quoted. */
function isToldByWords({ sentence, quotations, lang }: Pair): boolean {
  const lexicon = lexiconOf(lang);
  if (lexicon === null) return false;
  const said = claimSentences(sentence, lexicon);
  const quoted = quotations.flatMap((one) => claimSentences(one, lexicon));
  const text = quotations.join(' ');
  const facts = sentence.match(/\d[\d.,]*|(?<=\b(?:in|at|en|à)\s)\p{Lu}\p{L}+/gu) ?? [];
  return (
    LADDERS.some((name) => highest(said, name) > highest(quoted, name)) ||
    facts.some((one) => !text.includes(one))
  );
}

const share = (some: readonly Pair[], is: (one: Pair) => boolean): string =>
  `${some.filter(is).length}/${some.length}`.padStart(8);

function row(name: string, pairs: readonly Pair[]): string {
  const [over, fair] = [
    pairs.filter((one) => one.overstated),
    pairs.filter((one) => !one.overstated),
  ];
  return `${name.padEnd(14)}${[isTold, isToldByWords].map((is) => share(over, is) + share(fair, is)).join('    ')}`;
}

/** Told for each fair one that is told as well. */
function ratio(pairs: readonly Pair[], is: (one: Pair) => boolean): number {
  const told = pairs.filter(is);
  return (
    told.filter((one) => one.overstated).length /
    Math.max(1, told.filter((one) => !one.overstated).length)
  );
}

/** Every file of pairs beside this one: all have been looked at. */
const FILES = readdirSync(import.meta.dirname).filter((name) => /^claims[\w-]*\.json$/u.test(name));

for (const file of FILES) {
  const pairs: readonly Pair[] = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'));
  console.log(`\n${file.padEnd(14)}    told    fair        by words: told, fair`);
  const groups = [
    ...new Set(pairs.map((one) => one.class)),
    ...new Set(pairs.map(({ lang }) => lang)),
  ];
  for (const name of groups)
    console.log(
      row(
        name,
        pairs.filter((one) => one.class === name || one.lang === name),
      ),
    );
  console.log(row('all', pairs));
  console.log(
    `right for each wrong one: ${ratio(pairs, isTold).toFixed(1)}, by words ${ratio(pairs, isToldByWords).toFixed(1)}`,
  );
  for (const one of pairs.filter((pair) => !pair.overstated && isTold(pair)))
    console.log(
      `  fair, but told: ${one.sentence}\n    ${JSON.stringify(claimsOf(one.sentence, one.quotations, one.lang))}`,
    );
}
