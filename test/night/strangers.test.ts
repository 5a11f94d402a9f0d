import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';
import { night, one, PASSAGE, url } from './nights.js';

const NOTICE = `<!doctype html><title>Planned system upgrade</title><main><h1>Planned system upgrade</h1>
<p>Our colleagues are moving the servers to another building between Friday evening and Sunday noon. Readers can call
the reception desk meanwhile, which is staffed from nine to five on working days.</p></main>`;
const OTHER = page(
  'Fishermen of the southern islands met to agree on quotas for the coming season.',
  'Fishing quotas',
)
  .replaceAll(
    'The authorities published figures for the year',
    'Boats of every size filled the small harbour',
  )
  .replaceAll(
    'observers in several provinces described how the measures were applied',
    'children sold lemonade beside the quay',
  );

const open = ({ findings }: Run): readonly string[] =>
  findings
    .filter(({ state }) => state === 'new' || state === 'open')
    .map((f) => `${f.severity} ${f.kind}`);

/** What is open after each night, when these answers come one a night. */
async function openAfter(
  answers: readonly (string | number)[],
  watch = one,
): Promise<readonly (readonly string[])[]> {
  const world = fakeWorld();
  const told: (readonly string[])[] = [];
  for (const [i, answer] of answers.entries()) {
    world.pages.set(url, answer);
    told.push(open(await night(world, watch, i + 1)));
  }
  return told;
}

describe('a notice that nobody knows, in the place of a document', () => {
  const good = page(PASSAGE);
  const back = page(`${PASSAGE}</p><p>Most read today: the harvest in the north.`);

  it('is a doubt for two nights, and over when the document is back with one line changed', async () => {
    const [first, second, third, fourth] = await openAfter([good, NOTICE, NOTICE, back]);
    expect(first).toEqual([]);
    for (const told of [second, third]) {
      expect(told).toHaveLength(1);
      expect(told?.[0]).toMatch(/^low /u);
    }
    expect(fourth?.filter((finding) => !finding.startsWith('low content-edited'))).toEqual([]);
  });

  it('leaves the passage unverifiable and the baseline alone', async () => {
    const world = fakeWorld();
    world.pages.set(url, good);
    await night(world, one, 1);
    world.pages.set(url, NOTICE);
    const [verdict] = (await night(world, one, 2)).sources;
    expect(verdict?.content.change).toBe('unread');
    expect(verdict?.citations[0]?.quotes[0]?.verdict).toBe('unverifiable');
    world.pages.set(url, good);
    expect((await night(world, one, 3)).sources[0]?.content.change).toBe('unchanged');
  });

  it('is told as another document when it stands for as long as a death must', async () => {
    const told = await openAfter([good, OTHER, OTHER, OTHER]);
    expect(told[2]?.every((finding) => finding.startsWith('low'))).toBe(true);
    expect(told[3]).toContain('high content-replaced');
  });

  it('ends every finding about another document on the night on which the document is back', async () => {
    const told = await openAfter([good, OTHER, OTHER, OTHER, OTHER, good]);
    expect(told[4]).toContain('high content-replaced');
    expect(told[5]).toEqual([]);
  });

  it('is no stranger when the document was only rewritten around its passage', async () => {
    const rewritten = OTHER.replace(
      'Fishermen of the southern islands',
      `${PASSAGE} Fishermen of the southern islands`,
    );
    const told = await openAfter([good, rewritten]);
    expect(told[1]).toEqual(['medium passage-context-changed']);
  });
});

describe('what is taken back by its publisher', () => {
  const edited = page(`${PASSAGE}</p><p>A paragraph was added about the weather of that week.`);
  const corrected = page(
    `${PASSAGE}</p><p>A paragraph was added about the weather of that week.</p><p>Correction: the figure for the north was given wrongly in the table.`,
  );

  it('a harmless edit does not swallow the correction that follows', async () => {
    const told = await openAfter([page(PASSAGE), edited, edited, corrected]);
    expect(told[1]).toEqual(['low content-edited']);
    expect(told[3]).toContain('medium source-corrected');
  });

  it('a retraction is graver', async () => {
    const retracted = page(
      `${PASSAGE}</p><p>This article has been retracted at the request of its authors.`,
    );
    expect((await openAfter([page(PASSAGE), retracted]))[1]).toEqual(['high source-retracted']);
  });

  it.each([
    'The ministry issued a correction on Monday, and the newspapers printed it.',
    'Lawmakers demanded that the statement be retracted before the vote of the assembly.',
  ])('news about one is an edit: %s', async (news) => {
    expect((await openAfter([page(PASSAGE), page(`${PASSAGE}</p><p>${news}`)]))[1]).toEqual([
      'low content-edited',
    ]);
  });
});

describe('what comes and goes', () => {
  const variant = page(
    `${PASSAGE}</p><p>Get help: learn what you can do when you see something that worries you.`,
  );

  it('is told at most once', async () => {
    const plain = page(PASSAGE);
    const told = await openAfter([plain, variant, plain, variant, plain, variant]);
    expect(told).toEqual([[], ['low content-edited'], [], [], [], []]);
  });

  it('does not hide what is new beside it', async () => {
    const plain = page(PASSAGE);
    const more = variant.replace(
      '</h1>',
      '</h1><p>Officials named the two suspects on Friday.</p>',
    );
    const told = await openAfter([plain, variant, plain, more]);
    expect(told[3]).toEqual(['low content-edited']);
  });
});

it('a source of a series is not replaced by a notice with a later date', async () => {
  const series = {
    id: 's',
    name: 'Country Survey Report',
    cadence: null,
    index: [],
    pattern: null,
    subject: [],
    editions: [],
  };
  const watch = watchlist(
    [source('a', { series: 's', edition: '2024', title: 'Country Survey Report 2024' })],
    [citation(1, 'a', PASSAGE)],
    { series: [series] },
  );
  const edition = (year: number) => page(PASSAGE, `Country Survey Report ${year}`);
  const notice = NOTICE.replaceAll(
    'Planned system upgrade',
    'Planned system upgrade, 14 August 2026',
  );
  const told = await openAfter([edition(2024), notice, notice, edition(2024)], watch);
  expect(
    told
      .slice(1, 3)
      .flat()
      .every((finding) => finding.startsWith('low')),
  ).toBe(true);
  expect(told[3]).toEqual([]);
});

describe('a page that is dead', () => {
  it('has one life, however its reason changes: one 503 tells no death anew', async () => {
    const world = fakeWorld();
    const told: string[] = [];
    for (const [i, answer] of [page(PASSAGE), 404, 404, 404, 503, 404, 404].entries()) {
      world.pages.set(url, answer);
      const run = await night(world, one, i + 1);
      told.push(run.findings.map((f) => `${f.severity} ${f.state} ${f.kind}`).join());
    }
    expect(told).toEqual([
      '',
      'low new source-gone',
      'low open source-gone',
      'high new source-gone',
      'high open source-server-error',
      'high open source-gone',
      'high open source-gone',
    ]);
  });

  it('ends once, whatever it was called last', async () => {
    const world = fakeWorld();
    for (const [i, answer] of [page(PASSAGE), 404, 503, 503].entries()) {
      world.pages.set(url, answer);
      await night(world, one, i + 1);
    }
    world.pages.set(url, page(PASSAGE));
    const { findings } = await night(world, one, 5);
    expect(findings.map((f) => f.state)).toEqual(['resolved']);
  });
});
