import { describe, expect, it } from 'vitest';
import { isActive } from '../../src/model/finding.js';
import { check } from '../check.js';
import { citation, fakeWorld, type Page, settings, source, watchlist } from '../world.js';
import { DOCUMENTS, HOMES } from './home-pages.js';
import { EN, pageOf } from './unseen/articles.js';
import { HERE } from './unseen/story.js';

const ROOT = new URL('/', HERE).href;
type OfNight = (night: number) => Page;

/** What is told on the nights on which pages come in a document's place, the home page of whose site is this one. */
async function toldInPlace(page: OfNight, home: OfNight, url = HERE, root = ROOT) {
  const world = fakeWorld();
  const watch = watchlist(
    [source('s', { title: EN.title, url })],
    [citation(1, 's', EN.text[1] as string)],
  );
  const told = [];
  for (const night of [1, 2, 3, 4, 5]) {
    world.date = new Date(Date.UTC(2025, 9, night, 2)).toISOString();
    world.pages.set(root, home(night));
    world.pages.set(url, night === 1 ? pageOf(EN) : page(night));
    const { sources, findings } = await check(
      world,
      watch,
      settings({ archive: 'none' }),
      () => undefined,
    );
    const open = findings.filter(isActive).map(({ severity, kind }) => `${severity} ${kind}`);
    told.push({ open, why: sources[0]?.link.why.kind });
  }
  const asked = world.asked.filter((request) => request.url === root).length;
  await world.close();
  return { told, asked, last: told.at(-1)?.open.filter((finding) => finding.startsWith('high')) };
}

describe('a home page in the place of a document is that, and no other document, however it is made', () => {
  it.each(Object.entries(HOMES))('%s', async (_, home) => {
    const { told, last } = await toldInPlace(home, home);
    expect(told.slice(1, 3).every(({ open }) => open.every((one) => one.startsWith('low')))).toBe(
      true,
    );
    expect(last).toEqual(['high source-soft-404']);
  });
});

describe('what only resembles one is told as what it is', () => {
  const home = HOMES['teasers under linked headlines'] as OfNight;

  it.each(Object.entries(DOCUMENTS))(
    '%s, in the document’s place: another document',
    async (_, page) => {
      expect((await toldInPlace(() => page, home)).last).toEqual(['high content-replaced']);
    },
  );

  it.each(Object.entries(HOMES).slice(1, 4))(
    '%s, where another page is at home',
    async (_, page) => {
      const { told } = await toldInPlace(page, () => DOCUMENTS['a short note'] as string);
      expect(told.map(({ why }) => why)).not.toContain('shown-at-home');
    },
  );

  it('a short document within as much of a menu as its home page', async () => {
    const menu = Array.from(
      { length: 250 },
      (_, i) => `<li><a href="/m/${i}">Office ${i} of harbour ${i % 7}</a></li>`,
    );
    const framed = (page: Page): string =>
      (page as string).replace('</nav>', `</nav><ul>${menu.join('')}</ul>`);
    const note = framed(DOCUMENTS['a short note'] as string);
    expect(
      (
        await toldInPlace(
          () => note,
          (night) => framed(home(night)),
        )
      ).last,
    ).toEqual(['high content-replaced']);
    expect((await toldInPlace(home, home, HERE)).last).toEqual(['high source-soft-404']);
  });

  it('the home page of its site, where that cannot be asked', async () => {
    const { told, last } = await toldInPlace(HOMES['a list of bullets'] as OfNight, () => 503);
    expect(told.map(({ why }) => why)).not.toContain('shown-at-home');
    expect(last).toEqual(['high content-replaced']);
  });

  it.each([
    ['the home page', ROOT],
    ['that of a language', `${ROOT}en/`],
  ])('%s, which is what is cited', async (_, url) => {
    const { told, last } = await toldInPlace(
      HOMES['a list of bullets'] as OfNight,
      home,
      url,
      ROOT,
    );
    expect(told.map(({ why }) => why)).not.toContain('shown-at-home');
    expect(last).toEqual(['high content-replaced']);
  });
});

it('the home page of the language that the address names is asked, once while a page is in doubt', async () => {
  const home = HOMES['a table layout'] as OfNight;
  const { asked, last } = await toldInPlace(
    home,
    home,
    `${ROOT}en/reports/deckhands`,
    `${ROOT}en/`,
  );
  expect(last).toEqual(['high source-soft-404']);
  expect(asked).toBe(1);
});

it('the home page is not asked where there is no doubt', async () => {
  expect(
    (
      await toldInPlace(
        () => pageOf(EN, { turn: 1 }),
        () => '',
      )
    ).asked,
  ).toBe(0);
});

it('a home page on the first night is told as that, where nothing is quoted, and the document after it comes for the first time', async () => {
  const world = fakeWorld();
  const watch = watchlist(
    [source('s', { title: EN.title, url: HERE })],
    [citation(1, 's', '', { quotes: [] })],
  );
  const home = HOMES['a list of bullets'] as OfNight;
  world.pages.set(ROOT, home(1));
  const said = [];
  for (const [night, page] of [home(1), pageOf(EN)].entries()) {
    world.date = new Date(Date.UTC(2025, 9, night + 1, 2)).toISOString();
    world.pages.set(HERE, page);
    const { sources } = await check(world, watch, settings({ archive: 'none' }), () => undefined);
    said.push([sources[0]?.link.why.kind, sources[0]?.content.change]);
  }
  await world.close();
  expect(said).toEqual([
    ['shown-at-home', 'unread'],
    ['answered', 'first-visit'],
  ]);
});
