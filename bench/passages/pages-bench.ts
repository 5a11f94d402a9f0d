import { percent } from '../corpus.js';
import { MISQUOTED } from '../misquoted.js';
import { lettersOf } from './other-tools.js';
import { type Page, SHORTEST } from './page.js';
import { type Row, Tally } from './tally.js';

/** Passages of other pages that are looked for on each. */
const STRANGERS = 10;

/** What stands on the pages: snippets that people chose, and what the pages' own markup says is a sentence or a paragraph. */
function standing(
  pages: readonly Page[],
  what: string,
  of: (page: Page) => readonly string[],
): Row {
  const tally = new Tally();
  for (const page of pages) for (const passage of of(page)) tally.judge(page, passage, 'intact');
  console.log(
    `${what.padEnd(26)} intact ${tally.of('intact')}; altered ${tally.of('altered')}, missing ${tally.of('missing')}; ${tally.cost()}`,
  );
  return { what, stands: true, tally };
}

/** The same of the snippets that are there by the dumbest test: their letters among those of the bare text. */
function provenStanding(pages: readonly Page[]): void {
  const [proven, doubtful] = [new Tally(), new Tally()];
  for (const page of pages)
    for (const snippet of page.snippets) {
      const isThere = page.others.letters.includes(lettersOf(snippet));
      const { verdict } = (isThere ? proven : doubtful).judge(page, snippet, 'intact');
      if (!isThere && verdict !== 'intact')
        console.log(
          `  not on page ${page.id} by its bare letters: ${JSON.stringify(snippet.slice(0, 100))}`,
        );
    }
  console.log(`  whose letters are there  intact ${proven.of('intact')}`);
  console.log(`  whose letters are not    intact ${doubtful.of('intact')}`);
}

function altered(pages: readonly Page[]): readonly Row[] {
  return Object.entries(MISQUOTED).map(([what, change]) => {
    const tally = new Tally();
    for (const page of pages)
      for (const passage of [...page.snippets, ...page.sentences]) {
        const changed = change(passage);
        if (changed !== null) tally.judge(page, changed, 'altered');
      }
    const plain = percent(tally.plain, tally.costs.length);
    console.log(
      `${what.padEnd(26)} plainly intact ${plain}, altered ${tally.of('altered')}; ${tally.cost()}`,
    );
    return { what, stands: false, tally };
  });
}

function strangers(pages: readonly Page[]): Row {
  const [tally, bare, foreign] = [new Tally(), new Tally(), new Tally()];
  const all = pages.flatMap((page) => page.snippets.map((text) => ({ id: page.id, text })));
  for (const [i, page] of pages.entries())
    for (let n = 0; n < STRANGERS; n++) {
      const stranger = all[(i * 7_919 + n * 104_729) % all.length];
      if (stranger === undefined || stranger.id === page.id) continue;
      const { why } = tally.judge(page, stranger.text, 'missing');
      if (page.isBare) bare.judge(page, stranger.text, 'unverifiable');
      else if (why.kind === 'other-language') foreign.judge(page, stranger.text, 'unverifiable');
    }
  const apart = bare.costs.length + foreign.costs.length;
  console.log(
    `other pages’ passages      missing ${tally.of('missing')}, intact ${tally.of('intact')}; ${tally.cost()}`,
  );
  console.log(
    `  on pages that show a text, in its language: missing ${percent(tally.count('missing') - bare.count('missing'), tally.costs.length - apart)}`,
  );
  console.log(
    `  apart: ${bare.costs.length} on pages of under 250 letters (${bare.of('unverifiable')} unverifiable), ${foreign.costs.length} in another language than the page (${foreign.of('unverifiable')})`,
  );
  return { what: 'passages of other pages', stands: false, tally };
}

/** The real pages: what stands on them, what was altered, and what is of other pages. */
export function benchPages(pages: readonly Page[]): readonly Row[] {
  console.log(`${pages.length} pages; passages of ${SHORTEST} letters or more`);
  const snippets = standing(pages, 'snippets of the pages', (page) => page.snippets);
  provenStanding(pages);
  return [
    snippets,
    standing(pages, 'sentences', (page) => page.sentences),
    standing(pages, 'two paragraphs', (page) => page.paragraphs),
    ...altered(pages),
    strangers(pages),
  ];
}
