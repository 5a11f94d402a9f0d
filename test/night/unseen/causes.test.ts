import { expect, test } from 'vitest';
import { isActive } from '../../../src/model/finding.js';
import type { Run } from '../../../src/model/run.js';
import { citation, fakeWorld, type Page, source, watchlist } from '../../world.js';
import { night } from '../nights.js';
import { type Article, DE, EN, FR, pageOf, siteOf } from './articles.js';
import { answer } from './story.js';

const SOURCES: readonly Article[] = [EN, FR, DE];
const at = (of: Article): string => `https://www.paper.example/${of.lang}/article`;
/** Three articles of one host, and one of another that always answers. */
const watch = watchlist(
  [
    ...SOURCES.map((of) => source(of.lang, { title: of.title, lang: of.lang, url: at(of) })),
    source('other', { title: 'Fares on the ferry' }),
  ],
  SOURCES.flatMap((of, i) => [
    citation(2 * i + 1, of.lang, of.text[1] ?? ''),
    citation(2 * i + 2, of.lang, of.text[2] ?? ''),
  ]),
);

type Answers = Partial<Record<string, Page>>;
const told = ({ findings }: Run): readonly string[] =>
  findings
    .filter((f) => isActive(f) || f.state === 'resolved')
    .map(
      (f) =>
        `${f.state} ${f.severity} ${f.kind}${f.source === 'en' ? '' : ` ${f.source}`}${f.consequences === undefined ? '' : ` < ${f.consequences.length}`}`,
    )
    .sort();

/** What is told on each night; an article that is not named stands. */
async function nights(...answers: readonly Answers[]): Promise<readonly (readonly string[])[]> {
  const world = fakeWorld();
  const all: (readonly string[])[] = [];
  world.pages.set(
    'https://other.example/article',
    siteOf(
      EN,
      'Fares on the ferry',
      `<h1>Fares on the ferry</h1><p>${'A day return costs four crowns, and bicycles go free on weekdays outside the summer months. '.repeat(8)}</p>`,
    ),
  );
  for (const [i, given] of answers.entries()) {
    for (const of of SOURCES) world.pages.set(at(of), given[of.lang] ?? pageOf(of, { turn: i }));
    all.push(told(await night(world, watch, i + 1)));
  }
  return all;
}

const down = (failure: 'dns' | 'timeout' | 'refused'): Page =>
  ({ kind: 'failed', failure, code: null, message: 'x' }) as Page;
const all = (page: Page): Answers => ({ en: page, fr: page, de: page });
const other = (n: number): string =>
  pageOf(
    { ...EN, title: 'The tent over the chess boards' },
    {
      turn: n,
      text: Array.from(
        { length: 9 },
        (_, i) =>
          `The tent over board ${i} held for an hour, then the organisers carried the clocks inside under a borrowed tarpaulin, and the children of the arbiters sold lemonade to whoever had to wait for the end of the rain.`,
      ),
    },
  );

test('a dead host is one finding from its first night to its end, however it fails', async () => {
  const seen = await nights(
    {},
    all(down('timeout')),
    all(down('dns')),
    all(down('refused')),
    all(answer('', { http: 503 })),
    all(down('dns')),
    {},
  );
  expect(seen.slice(0, 4)).toEqual([
    [],
    ['new low source-unreachable'],
    ['open low source-unreachable'],
    ['new high source-unreachable'],
  ]);
  expect(seen[4]).toHaveLength(1);
  expect(seen[4]?.[0]).toMatch(/^open high /u);
  expect(seen[5]?.[0]).toMatch(/^open high /u);
  expect(seen[6]).toHaveLength(1);
  expect(seen[6]?.[0]).toMatch(/^resolved high /u);
});

test('of a host that is dead and comes back for one of its sources, the others stay told', async () => {
  const seen = await nights({}, all(down('dns')), all(down('dns')), all(down('dns')), {
    fr: down('dns'),
    de: down('dns'),
  });
  expect(seen[3]).toEqual(['new high source-unreachable']);
  expect(seen[4]?.filter((one) => /^(?:new|open) high source-unreachable/u.test(one))).toHaveLength(
    2,
  );
});

test('a failing reason that changes from gone to empty to forbidden keeps one life', async () => {
  const seen = await nights(
    {},
    { en: 404 },
    { en: 410 },
    { en: answer('', { http: 500 }) },
    { en: answer('') },
    { en: 404 },
    {},
  );
  const news = seen.flat().filter((one) => one.startsWith('new'));
  expect(news).toEqual(['new low source-gone', 'new high source-server-error']);
  expect(seen[6]).toHaveLength(1);
  expect(seen[6]?.[0]).toMatch(/^resolved high/u);
});

test('a replaced document leads its passages, and both end on the night on which it is back', async () => {
  const seen = await nights(
    {},
    { en: other(1) },
    { en: other(2) },
    { en: other(3) },
    { en: other(4) },
    {},
    {},
  );
  expect(seen[3]).toContain('new high content-replaced < 2');
  expect(seen[4]).toEqual(['open high content-replaced < 2']);
  expect(seen[5]?.filter((one) => !one.startsWith('resolved'))).toEqual([]);
  expect(seen[6]).toEqual([]);
});

test('a replaced document that then dies is told as dead, and not again by its passages', async () => {
  const seen = await nights(
    {},
    { en: other(1) },
    { en: other(2) },
    { en: other(3) },
    { en: 404 },
    { en: 404 },
    { en: 404 },
  );
  expect(
    seen
      .slice(4)
      .flat()
      .filter((one) => one.includes('passage')),
  ).toEqual([]);
  expect(seen[6]?.some((one) => one.startsWith('new high source-gone'))).toBe(true);
});

test('a passage that was altered before the host died is told by itself for as long as it was not put right', async () => {
  const altered = pageOf(EN, { text: EN.text.map((one) => one.replace('126', '162')) });
  const seen = await nights(
    {},
    { en: altered },
    all(down('dns')),
    all(down('dns')),
    all(down('dns')),
    { en: altered },
    {},
  );
  expect(seen[1]).toContain('new high passage-altered');
  expect(seen[4]).toContain('open high passage-altered');
  expect(seen[5]).toContain('open high passage-altered');
  expect(seen[6]?.some((one) => one === 'resolved high passage-altered')).toBe(true);
  expect(seen.flat().filter((one) => one === 'new high passage-altered')).toHaveLength(1);
});

test('two sources of a host that fail for two reasons are two findings', async () => {
  const seen = await nights({}, { en: 404, fr: down('timeout') });
  expect(seen[1]).toEqual(['new low source-gone', 'new low source-unreachable fr']);
});
