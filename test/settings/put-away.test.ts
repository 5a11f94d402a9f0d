import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { usesOf } from '../../src/model/watchlist.js';
import { packUses } from '../../src/settings/select.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';

const watch = parseWatchlist(readFileSync('sources.json', 'utf8'), 'sources.json');

test('uses that were put away are what they were, in the same order of keys', () => {
  const { sources, ...away } = packUses(watch, 0);
  expect(sources).toEqual(watch.sources);
  for (const source of sources)
    expect(JSON.stringify(usesOf(source, { sources, ...away }))).toBe(JSON.stringify(usesOf(source, watch)));
  expect(sources.flatMap((source) => usesOf(source, { sources, ...away })).length).toBeGreaterThan(0);
});

test('whatever ends a line in a passage', () => {
  const text = 'one\ntwo\r\nthree\u2028four\u2029five\u0085';
  const sources = Array.from({ length: 12 }, (_, n) => ({
    ...{ id: `s${n}`, title: 'A page', publisher: 'Somebody', url: `https://a.example/${n}` },
  }));
  const citations = sources.map(({ id }) => ({
    id: `c-${id}`,
    source: id,
    quotes: [{ text: `${text} ${id}` }],
  }));
  const made = { sources, reports: [{ id: 'R', title: 'A report', citations }] };
  const whole = parseWatchlist(JSON.stringify(made), 'sources.json');
  const away = packUses(whole, 0);
  for (const source of whole.sources) expect(usesOf(source, away)).toEqual(usesOf(source, whole));
  expect(usesOf(whole.sources[11] as (typeof whole.sources)[number], away)[0]?.citation.quotes[0]?.text).toBe(
    `${text} s11`,
  );
});

test('of a page that no report cites there are none', () => {
  const [source] = watch.sources;
  if (source === undefined) throw new Error('the file has no sources');
  expect(usesOf({ ...source, id: 'https://a.example/' }, packUses(watch, 0))).toEqual([]);
});

test('those of a short file stay where they are', () => {
  expect(packUses(watch)).toBe(watch);
});
