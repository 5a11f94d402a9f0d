import { type CheerioAPI, load } from 'cheerio';
import { judgeContent } from '../src/judging/content/judge-content.js';
import type { ContentChange } from '../src/model/content.js';
import type { Snapshot } from '../src/model/visit.js';
import { snapshotOf } from '../src/model/visit.js';
import { extract } from '../src/reading/extract.js';
import { dice } from '../test/replica/prose.js';
import { EDITS, NOISE, proseOf } from './alterations.js';
import { openCorpus, pageBytes, type Truth } from './corpus.js';

const verbose = process.argv.includes('--verbose');
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

async function readPage(page: CheerioAPI, url: string): Promise<Snapshot> {
  const html = page.html();
  return snapshotOf(
    html,
    await extract(Buffer.from(html), { contentType: 'text/html; charset=utf-8', url }),
  );
}

const NOISY: ReadonlySet<ContentChange> = new Set(['unchanged', 'cosmetic']);
const EDITED: ReadonlySet<ContentChange> = new Set(['edited', 'replaced']);

/** How often one kind of alteration was judged rightly, and what two plain hashes would have said. */
class Row {
  of = 0;
  right = 0;
  bytesDiffer = 0;
  textDiffers = 0;

  constructor(
    readonly name: string,
    readonly wanted: ReadonlySet<ContentChange>,
  ) {}

  add(before: Snapshot, after: Snapshot, id: string): void {
    const { change, why, diff } = judgeContent(after, before).verdict;
    this.of++;
    if (this.wanted.has(change)) this.right++;
    else if (verbose) {
      const parts = diff
        .filter((part) => part.op !== 'same')
        .map((part) => `${part.op} “${part.text.slice(0, 90)}”`);
      console.log(
        `  ${this.name} on ${id}: ${change} (${JSON.stringify(why)}) ${parts.slice(0, 3).join('; ')}`,
      );
    }
    if (before.sha256 !== after.sha256) this.bytesDiffer++;
    if (before.textSha256 !== after.textSha256) this.textDiffers++;
  }

  toString(): string {
    const right = (differ: number): string =>
      percent(this.wanted === NOISY ? this.of - differ : differ, this.of);
    return `${this.name.padEnd(30)} ${percent(this.right, this.of).padStart(7)} of ${String(this.of).padStart(3)}   text hash ${right(this.textDiffers).padStart(7)}, bytes hash ${right(this.bytesDiffer).padStart(7)}`;
  }
}

/** Plays every alteration on one page. */
async function playPage(truth: Truth, html: string, rows: ReadonlyMap<string, Row>): Promise<void> {
  const original = await readPage(load(html), truth.url);
  for (const [name, alter] of [...Object.entries(NOISE), ...Object.entries(EDITS)]) {
    const from = dice(`${truth.id} ${name}`);
    const later = load(html);
    const prose = proseOf(later, truth.main);
    const place = prose.length === 0 ? -1 : from.roll(0, prose.length - 1);
    let altered: CheerioAPI | null = null;
    const earlier = (): CheerioAPI => (altered ??= load(html));
    if (!alter({ earlier, later, from, prose, place })) continue;
    const before = altered === null ? original : await readPage(altered, truth.url);
    rows.get(name)?.add(before, await readPage(later, truth.url), truth.id);
  }
}

async function bench(truths: readonly Truth[]): Promise<void> {
  const rows = new Map([
    ...Object.keys(NOISE).map((name) => [name, new Row(name, NOISY)] as const),
    ...Object.keys(EDITS).map((name) => [name, new Row(name, EDITED)] as const),
  ]);
  for (const truth of truths)
    await playPage(truth, new TextDecoder().decode(pageBytes(truth)), rows);
  const print = (title: string, wanted: ReadonlySet<ContentChange>): void => {
    const chosen = [...rows.values()].filter((row) => row.wanted === wanted);
    console.log(title);
    for (const row of chosen) console.log(`  ${row}`);
    const total = new Row('all', wanted);
    for (const row of chosen)
      for (const field of ['of', 'right', 'bytesDiffer', 'textDiffers'] as const)
        total[field] += row[field];
    console.log(`  ${total}`);
  };
  print('noise: unchanged or cosmetic', NOISY);
  print('edits: edited or replaced', EDITED);
}

const corpus = openCorpus();
if (corpus !== null) await bench(corpus);
