import { describe, expect, it } from 'vitest';
import { isActive } from '../../src/model/finding.js';
import { check } from '../check.js';
import { citation, fakeWorld, type Page, settings, source, watchlist } from '../world.js';
import { type Article, EN, FR, pageOf } from './unseen/articles.js';
import { HERE, ledTo } from './unseen/story.js';

/** What a site puts before its articles on some day, in words that nothing gives away. */
const STRANGER = `<!doctype html><html lang="en"><title>Sixty summers of the Observer</title><main><h1>Sixty summers of the Observer</h1>${[
  'In the spring of that year a printer, a teacher and a retired pilot hired a room above the bakery and set the first number by hand. It sold out before noon, mostly because nobody had ever seen their own street in a headline.',
  'Today eleven people work in the same room, and the bakery still complains about the noise. Tomorrow evening the doors are open to everybody: there will be soup, a brass band, and a guided walk through the cellar where the old machine stands.',
  'Children may print their names on a card. Whoever owns a copy of the very first number is asked to bring it along, since ours was eaten by mice during the flood, and the museum would dearly like to photograph it.',
  'The mayor has promised a short speech. She promised that last time as well.',
]
  .map((text) => `<p>${text}</p>`)
  .join('')}</main></html>`;

/** What each night says of a source, of which nothing or this is quoted. */
async function nights(
  answers: readonly Page[],
  { of = EN, title = of.title, quote }: { of?: Article; title?: string; quote?: string } = {},
) {
  const world = fakeWorld();
  const quotes = quote === undefined ? [] : [{ text: quote }];
  const watch = watchlist(
    [source('s', { title, lang: of.lang, url: HERE })],
    [citation(1, 's', '', { quotes })],
  );
  const said = [];
  for (const [i, answer] of answers.entries()) {
    world.date = new Date(Date.UTC(2025, 9, i + 1, 2)).toISOString();
    world.pages.set(HERE, answer);
    const { sources, findings } = await check(
      world,
      watch,
      settings({ archive: 'none' }),
      () => undefined,
    );
    const open = findings.filter(isActive).map((f) => `${f.severity} ${f.kind}`);
    said.push([sources[0]?.content.change, ...open].join(', '));
  }
  await world.close();
  return said;
}

const document = (turn = 0): Page => pageOf(EN, { turn });
const edited = (): Page =>
  (pageOf(EN, { turn: 0 }) as string).replace('has not acted on', 'has lately acted on');
const QUOTE = EN.text[1] as string;

describe('a page without a word of the title, on the first night of a source of which nothing is quoted', () => {
  it('is unknown, and not what the document is compared with when that comes', async () => {
    expect(await nights([STRANGER, document(), edited()])).toEqual([
      'unread',
      'first-visit',
      'edited, low content-edited',
    ]);
  });

  it('is read when it has stood for as long as a death must: a title may be cited in other words', async () => {
    const title = 'Unpaid crews: testimony gathered by coastal chaplains';
    const said = await nights([document(), document(1), document(2), edited()], { title });
    expect(said).toEqual(['unread', 'unread', 'first-visit', 'edited, low content-edited']);
  });

  it('and is not the document for that: under its title this comes for the first time', async () => {
    const said = await nights([...Array(4).fill(STRANGER), document(), document(), edited()]);
    expect(said).toEqual([
      'unread',
      'unread',
      'first-visit',
      'unchanged',
      'first-visit',
      'unchanged',
      'edited, low content-edited',
    ]);
  });
});

describe('a document on its first night', () => {
  it.each([
    ['under its title', {}],
    [
      'that has its title in its text alone',
      { title: 'Squid vessels, passports and unpaid contracts' },
    ],
    ['whose title is too short to tell', { title: 'Annual report' }],
    ['whose title is of another script', { title: '南方船队的水手等了两年工资' }],
  ])('%s is read', async (_, given) => {
    expect(await nights([document(), edited()], given)).toEqual([
      'first-visit',
      'edited, low content-edited',
    ]);
  });

  it('and with a passage on it, whatever it is called', async () => {
    const title = 'Unpaid crews: testimony gathered by coastal chaplains';
    expect(await nights([document(), edited()], { title, quote: QUOTE })).toEqual([
      'first-visit',
      'edited, low content-edited',
    ]);
  });
});

describe('a passage that does not stand on such a page', () => {
  it('is missing from the first night, and stands when the document comes, which is no edit', async () => {
    expect(await nights([STRANGER, document()], { quote: QUOTE })).toEqual([
      'first-visit, medium passage-missing',
      'first-visit',
    ]);
  });
});

describe('a document that was read', () => {
  const other = pageOf(FR, { turn: 0 });
  it('is replaced by another one, which bears no title of it either', async () => {
    expect((await nights([document(), other, other, other])).at(-1)).toBe(
      'replaced, high content-replaced',
    );
  });

  it('is replaced by one that bears the title, where it is known by its passage', async () => {
    const title = FR.title;
    const said = await nights([document(), other, other, other], { title, quote: QUOTE });
    expect(said.at(-1)).toMatch(/^replaced, .*high content-replaced/u);
  });
});

it('a page of which nothing is known that was led elsewhere is no document on the first night already', async () => {
  expect(await nights([ledTo('https://www.paper.example/welcome', STRANGER, 302)])).toEqual([
    'unread, low source-soft-404',
  ]);
});

describe('two addresses that show one page without a word of their titles', () => {
  const titles = [
    'Unpaid crews: testimony gathered by coastal chaplains',
    'Harvest statistics for the valley',
  ];
  const twice = async (of: readonly string[]) => {
    const world = fakeWorld();
    const two = of.map((title, i) => source(`s${i}`, { title, url: `${HERE}-${i}` }));
    for (const { url } of two) world.pages.set(url as string, STRANGER);
    const cited = two.map(({ id }, i) => citation(i, id, '', { quotes: [] }));
    const run = await check(
      world,
      watchlist(two, cited),
      settings({ archive: 'none' }),
      () => undefined,
    );
    await world.close();
    return run.sources.map(({ link }) => link.status);
  };

  it('are given away by it on the first night', async () => {
    expect(await twice(titles)).toEqual(['soft-404', 'soft-404']);
  });

  it('are one document that is cited twice, where they have one title', async () => {
    expect(await twice([titles[0] as string, titles[0] as string])).toEqual(['alive', 'alive']);
  });
});
