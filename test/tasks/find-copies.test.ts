import { expect, it } from 'vitest';
import { findAddress } from '../../src/tasks/find.js';
import type { Web } from '../../src/tasks/services.js';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const TITLE = 'Loan scams in Henan: how the police broke up the gangs';
const COPY = 'https://www.ecoi.net/en/document/2111645.html';
const sought = source('a', { url: null, title: TITLE });
const watch = watchlist([sought], [citation(1, 'a', PASSAGE)]);

/** A web in which a search for copies at ecoi.net lists these addresses under the title. */
async function find(listed: readonly string[], webSearch = true) {
  const world = fakeWorld();
  const asked: string[] = [];
  const fetch: typeof world.fetch = (request) => {
    asked.push(decodeURIComponent(request.url));
    return world.fetch(request);
  };
  const q = encodeURIComponent(
    `"Loan scams in Henan how the police broke up the gangs" site:ecoi.net`,
  );
  const results = listed.map((url) => ({ url, title: TITLE }));
  world.pages.set(`https://search.example/search?q=${q}&format=json`, JSON.stringify({ results }));
  for (const url of listed) world.pages.set(url, page(PASSAGE, TITLE));
  const search = webSearch ? ({ kind: 'searxng', base: 'https://search.example' } as const) : null;
  const web = { fetch, thought: world.thought, archive: null } as unknown as Web;
  return { asked, ...(await findAddress(web, watch, sought, { webSearch: search, most: 20 })) };
}

it('a copy at ecoi.net is looked for where a search of the web is set, and is told as a copy', async () => {
  const { copies, result } = await find([COPY]);
  expect({ copies, result }).toEqual({ copies: [COPY], result: { kind: 'not-found' } });
});

it('nothing that the search lists at another host passes for one, nor a search that is not set', async () => {
  expect((await find(['https://notecoi.net/en/document/1.html'])).copies).toEqual([]);
  const { asked, copies } = await find([COPY], false);
  expect(copies).toEqual([]);
  expect(asked.filter((url) => url.includes('ecoi.net'))).toEqual([]);
});
