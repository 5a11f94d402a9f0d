import { readdirSync, readFileSync } from 'node:fs';
import { foldedLetters } from '../../src/passage/text/fold.js';
import { readDraft } from '../../src/pool/read-draft.js';

/** `npm run bench -- unseen-import [FILE]`: where each quotation of a document comes to that was written by somebody who had not read the importer. */
const FOLDERS = [
  'import',
  'import-2',
  'import-3',
  'import-4',
  'import-5',
  'import-6',
  'import-7',
  'import-8',
  'import-9',
].map((name) => new URL(`${name}/`, import.meta.url));

interface TrueSource {
  readonly key: string;
  readonly url: string | null;
  readonly title: string;
  readonly publisher: string | null;
  readonly published: string | null;
}

interface Truth {
  readonly file: string;
  readonly sources: readonly TrueSource[];
  readonly quotations: readonly {
    readonly text: string;
    readonly source: string | null;
    readonly also?: string;
  }[];
  readonly noSource: readonly string[];
  readonly notQuotations?: readonly string[];
  readonly notCitations: readonly string[];
}

const FATES = ['right', 'wrong', 'invented', 'told', 'lost'] as const;
type Fate = (typeof FATES)[number];

/** Letters of a quotation by which a list shows which one is meant. Our choice, as in `bench/import.ts`. */
const KNOWN_BY = 40;
const letters = (text: string): string => foldedLetters(text.replace(/\[[^\]]*\]|\.\.\.|…/gu, ' '));

async function judge(truth: Truth, folder: URL) {
  const bytes = readFileSync(new URL(truth.file, folder));
  const read = await readDraft({ bytes, name: truth.file });
  if (read.kind !== 'draft') throw new Error(`${truth.file}: ${JSON.stringify(read)}`);
  const { draft } = read;
  const keyOf = draft.sources.map(
    ({ url, title }) =>
      truth.sources.find((one) => url !== null && one.url === url)?.key ??
      truth.sources.find((one) => title !== null && letters(one.title) === letters(title))?.key,
  );
  const listed = JSON.stringify([draft.leftOut, 'ledger' in draft ? draft.ledger : null]);
  const known = foldedLetters(listed);
  // Paragraphs of one quotation may be passages of one citation.
  const has = ({ passages }: (typeof draft.citations)[number], text: string): boolean =>
    text
      .split('\n\n')
      .every((part) => passages.some((one) => letters(one.text).includes(letters(part))));
  const citing = (text: string): readonly (string | undefined)[] =>
    draft.citations
      .filter((one) => has(one, text))
      .flatMap(({ source }) => (source === null ? [] : [keyOf[source]]));
  const isTold = (text: string): boolean =>
    known.includes(letters(text).slice(0, KNOWN_BY)) ||
    draft.citations.some(
      ({ passages, source }) =>
        source === null &&
        passages.some((one) => letters(one.text).includes(letters(text).slice(0, KNOWN_BY))),
    );
  const fates = truth.quotations.map(({ text, source, also }): readonly [Fate, string] => {
    const keys = citing(text);
    if (source !== null && (keys.includes(source) || (also !== undefined && keys.includes(also))))
      return ['right', text];
    if (keys.length > 0)
      return [keys.some((key) => key !== undefined) ? 'wrong' : 'invented', text];
    return [isTold(text) ? 'told' : 'lost', text];
  });
  const cited = truth.noSource.filter((text) => citing(text).length > 0);
  const madeUp = draft.sources
    .filter((_, i) => keyOf[i] === undefined)
    .map(({ title, url }) => title ?? url);
  const urls = new Set(draft.sources.map(({ url }) => url));
  const silent = truth.sources.filter(
    ({ url }) => url !== null && !urls.has(url) && !listed.includes(url),
  );
  const found = truth.sources.flatMap((one) => {
    const at = keyOf.indexOf(one.key);
    return at < 0 ? [] : [{ one, read: draft.sources[at] }];
  });
  const otherwise = FACTS.map((fact) =>
    found.flatMap(({ one, read }) => {
      const [mine, theirs] = [one[fact], read?.[fact] ?? null];
      return isSame(fact, mine, theirs) ? [] : [`${fact}: ${theirs} for ${mine}`];
    }),
  );
  const withAddress = new Set(truth.sources.flatMap(({ key, url }) => (url === null ? [] : [key])));
  const addressed = fates.filter((_, i) => withAddress.has(truth.quotations[i]?.source ?? ''));
  return { fates, addressed, cited, madeUp, silent, found: found.length, otherwise };
}

/** The name of a publisher may stand beside its initials: `HRW (Human Rights Watch)`. */
function isSame(fact: (typeof FACTS)[number], mine: string | null, theirs: string | null): boolean {
  const [one, other] = [letters(mine ?? ''), letters(theirs ?? '')];
  return one === other || (fact === 'publisher' && one !== '' && other.includes(one));
}

/** What a citation states of its source, told only where it is as the author meant it. */
const FACTS = ['title', 'publisher', 'published'] as const;

function row(name: string, counts: Readonly<Record<string, number>>): void {
  const cells = Object.values(counts).map((n) => String(n).padStart(11));
  console.log(`${name.padEnd(30)}${cells.join('')}`);
}

const [only = ''] = process.argv.slice(2);
console.log(
  `${''.padEnd(30)}${['quoted', ...FATES, 'addressed', 'right²', 'cited¹', 'made up', 'silent', 'sources', ...FACTS.map((fact) => `${fact}³`)].map((one) => one.padStart(11)).join('')}`,
);
for (const folder of FOLDERS) {
  const all: Record<string, number> = {};
  for (const name of readdirSync(folder).filter(
    (one) => one.endsWith('.truth.json') && one.includes(only),
  )) {
    const truth = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Truth;
    const { fates, addressed, cited, madeUp, silent, found, otherwise } = await judge(
      truth,
      folder,
    );
    const counts = {
      quoted: fates.length,
      ...Object.fromEntries(
        FATES.map((fate) => [fate, fates.filter(([one]) => one === fate).length]),
      ),
      addressed: addressed.length,
      found: addressed.filter(([fate]) => fate === 'right').length,
      cited: cited.length,
      madeUp: madeUp.length,
      silent: silent.length,
      sources: found,
      ...Object.fromEntries(FACTS.map((fact, i) => [fact, otherwise[i]?.length ?? 0])),
    };
    for (const [key, n] of Object.entries(counts)) all[key] = (all[key] ?? 0) + n;
    row(truth.file, counts);
    if (only === '') continue;
    for (const [fate, text] of fates)
      if (fate !== 'right') console.log(`  ${fate}: ${text.slice(0, 110)}`);
    for (const text of cited) console.log(`  cited, though nothing is: ${text.slice(0, 110)}`);
    for (const text of madeUp) console.log(`  made up: ${text}`);
    for (const { url } of silent) console.log(`  silent: ${url}`);
    for (const line of otherwise.flat()) console.log(`  ${line}`);
  }
  if (Object.keys(all).length > 0) row(`all of ${folder.pathname.split('/').at(-2)}`, all);
}
console.log(
  '¹ quotations without a source that came to one; ² of those whose source has an address, which alone can be watched; ³ not as its author meant it, of the sources that were found',
);
