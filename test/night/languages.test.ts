import { expect, it } from 'vitest';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';
import { night, PASSAGE } from './nights.js';

it('each source is asked for in its own language, and so is what it leads to', async () => {
  const world = fakeWorld();
  const sources = [
    source('zh', { lang: 'zh-Hans', copies: [{ url: 'https://copy.example/1', by: 'A library' }] }),
    source('none', { lang: null }),
  ];
  const lead = '<meta http-equiv="refresh" content="0; url=/real">';
  world.pages.set('https://zh.example/article', lead);
  world.pages.set('https://zh.example/real', 403);
  world.pages.set('https://none.example/article', page(PASSAGE));
  await night(
    world,
    watchlist(sources, [citation(1, 'zh', PASSAGE), citation(2, 'none', PASSAGE)]),
    1,
  );
  const asked = new Map(world.asked.map(({ url, lang }) => [url, lang ?? null]));
  expect(asked).toEqual(
    new Map([
      ['https://zh.example/article', 'zh-Hans'],
      ['https://none.example/article', null],
      ['https://zh.example/real', 'zh-Hans'],
      ['https://copy.example/1', 'zh-Hans'],
    ]),
  );
});
