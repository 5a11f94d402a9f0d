import { foldedLetters } from '../src/passage/text/fold.js';
import { readDraft } from '../src/pool/read-draft.js';
import { type FileForm, FORMS } from './import/forms.js';
import { type MadeUpReport, REPORTS } from './import/reports.js';
import { type CitationStyle, STYLES, WIKIPEDIA } from './import/styles.js';

// Documents whose truth the machine knows, written in each form and style: where each quotation came to, and what was made up.

interface Score {
  quotations: number;
  right: number;
  wrong: number;
  /** At a source that the report does not cite. */
  invented: number;
  /** Listed as an open question. */
  told: number;
  lost: number;
  /** Sources that the report does not cite, and dates of publication that are none. */
  madeUp: number;
  misdated: number;
  addresses: number;
}

/** Letters of a quotation by which a list shows which one is meant. Our choice. */
const KNOWN_BY = 40;

const NOTHING: Score = {
  quotations: 0,
  right: 0,
  wrong: 0,
  invented: 0,
  told: 0,
  lost: 0,
  madeUp: 0,
  misdated: 0,
  addresses: 0,
};

async function scoreOf(
  report: MadeUpReport,
  style: CitationStyle,
  form: FileForm,
  verbose: boolean,
): Promise<Score> {
  const score = { ...NOTHING };
  const quotations = report.uses.flatMap((use) => use.quote.map((text) => ({ use, text })));
  score.quotations = quotations.length;
  const bytes = form.write(style.plan(report), report.title);
  const read = await readDraft({ bytes, name: form.file });
  const told = (what: string): void => {
    if (verbose) console.log(`    ${form.name}, ${style.name}, ${report.name}: ${what}`);
  };
  if (read.kind !== 'draft') {
    told(JSON.stringify(read));
    return { ...score, lost: quotations.length, addresses: report.documents.length };
  }
  const { draft } = read;
  const cited = new Set(report.uses.map(({ document }) => document));
  const truthOf = draft.sources.map(({ url, title }) =>
    [...cited].find(
      (d) =>
        d.url === url ||
        (title !== null && title.length > 8 && foldedLetters(d.title) === foldedLetters(title)),
    ),
  );
  for (const [i, { published, title }] of draft.sources.entries()) {
    const truth = truthOf[i];
    if (truth === undefined) {
      score.madeUp++;
      told(`made up: ${title}`);
    } else if (published !== null && !truth.published.startsWith(published)) {
      score.misdated++;
      told(`misdated: ${title}, ${published} for ${truth.published}`);
    }
  }
  const listed = JSON.stringify([draft.leftOut, 'ledger' in draft ? draft.ledger : null]);
  const known = foldedLetters(listed);
  for (const { use, text } of quotations) {
    const letters = foldedLetters(text);
    const found = draft.citations.filter(({ passages }) =>
      passages.some((one) => foldedLetters(one.text).includes(letters)),
    );
    const sources = found.flatMap(({ source }) => (source === null ? [] : [truthOf[source]]));
    if (sources.includes(use.document)) score.right++;
    else {
      const fate = sources.some((one) => one !== undefined)
        ? 'wrong'
        : sources.length > 0
          ? 'invented'
          : found.length > 0 || known.includes(letters.slice(0, KNOWN_BY))
            ? 'told'
            : 'lost';
      score[fate]++;
      told(`${fate} (${use.layout}): ${text.slice(0, 50)} … of ${use.document.abbreviation}`);
    }
  }
  const urls = new Set(draft.sources.map(({ url }) => url));
  for (const { url } of cited)
    if (!urls.has(url) && !listed.includes(url)) {
      score.addresses++;
      told(`silent address: ${url}`);
    }
  return score;
}

const sum = (a: Score, b: Score): Score =>
  Object.fromEntries(
    Object.entries(a).map(([key, n]) => [key, n + b[key as keyof Score]]),
  ) as unknown as Score;

const HEAD = [
  'right',
  'wrong',
  'invented',
  'told',
  'lost',
  'madeUp',
  'misdated',
  'addresses',
] as const;
const row = (name: string, score: Score): string =>
  `${name.padEnd(44)}${String(score.quotations).padStart(6)}${`${Math.round((100 * score.right) / Math.max(1, score.quotations))} %`.padStart(8)}${HEAD.map((key) => String(score[key]).padStart(10)).join('')}`;

const [only = ''] = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const verbose = process.argv.includes('--verbose');
console.log(
  `${''.padEnd(44)}${'quoted'.padStart(6)}${''.padStart(8)}${HEAD.map((key) => key.padStart(10)).join('')}`,
);
let all = NOTHING;
for (const form of FORMS) {
  let whole = NOTHING;
  const lines: string[] = [];
  for (const style of [...STYLES, WIKIPEDIA]) {
    const marking = style === WIKIPEDIA ? 'wiki' : style.marking;
    if (!form.marking.includes(marking) || !`${form.name} ${style.name}`.includes(only)) continue;
    // The fonts of our PDFs have Latin letters only.
    if (form.file.endsWith('.pdf') && !style.isLatin) continue;
    let score = NOTHING;
    for (const report of REPORTS) score = sum(score, await scoreOf(report, style, form, verbose));
    lines.push(row(`  ${style.name}`, score));
    whole = sum(whole, score);
  }
  if (lines.length === 0) continue;
  console.log(row(`${form.name}${form.declared ? '' : ' (nothing declared)'}`, whole));
  for (const line of lines) console.log(line);
  all = sum(all, whole);
}
console.log(row('all', all));
