import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/model/watchlist.js';
import { putAddress } from '../../src/settings/edit-source.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { citation, page, source, watchlist } from '../world.js';
import { openWebOf, type Page } from './found-web.js';

const PASSAGE =
  'The members of the crime ring were found guilty of extortion and of picking quarrels';
const TITLE = 'Ringleader of Shandong Loan Shark Gang Sentenced to 25 Years';
const OLD = 'https://www.sixthtone.com/news/1000';
const NEW = 'https://www.sixthtone.com/news/2000';
const DECOY = 'https://www.sixthtone.com/news/3000';
const REPRINT = 'https://reprint.example/ring';
const LIVES = 'https://www.sixthtone.com/news/4000';

const SOURCES = [
  source('ring', { publisher: 'Sixth Tone', title: TITLE, url: OLD, note: 'Seen on a phone.' }),
  source('lives', {
    publisher: 'Sixth Tone',
    title: 'Another article of the same site',
    url: LIVES,
  }),
];
const WATCH = watchlist(SOURCES, [
  citation(1, 'ring', PASSAGE),
  citation(2, 'lives', 'Something else was reported that year'),
]);

/** The old address is gone. The publisher lists a follow-up with the same title before the page itself; somebody else reprints it. */
const PAGES: Readonly<Record<string, Page>> = {
  [LIVES]: page('Something else was reported that year.', 'Another article of the same site'),
  'https://api.sixthtone.com/search/news': JSON.stringify({
    data: {
      list: [
        { contId: 1000, name: TITLE },
        { contId: 3000, name: TITLE },
        { contId: 2000, name: TITLE },
      ],
    },
  }),
  [DECOY]: page(PASSAGE.replace('found guilty', 'not found guilty'), TITLE),
  [NEW]: page(`${PASSAGE}.`, TITLE),
  'https://search.example/search?': JSON.stringify({ results: [{ title: TITLE, url: REPRINT }] }),
  [REPRINT]: page(`${PASSAGE}.`, TITLE),
};

/** A night, and the search after it. */
async function nightAndFind(args: readonly string[], pages = PAGES) {
  const web = await openWebOf(pages);
  const folder = emptyFolder();
  const file = join(folder, 'sources.json');
  const before = `${JSON.stringify(WATCH, null, 2)}\n`;
  writeFileSync(file, before);
  const how = [...web.options, '--archive', 'none'];
  await citewatch(['check', '--retries', '0', ...how], folder);
  const night = web.asked.length;
  const env = { SEARXNG_URL: 'https://search.example' };
  const ended = await citewatch(['find', ...args, ...how], folder, env);
  const after = readFileSync(file, 'utf8');
  return { ...ended, before, after, asked: web.asked.slice(night).map(({ url }) => url) };
}

describe('citewatch find --all after a night on which a source was gone', () => {
  it('proposes where it went, passes over a page with its title and other words, and leaves the file to people', async () => {
    const { code, out, before, after, asked } = await nightAndFind(['--all']);
    expect(code).toBe(0);
    expect(out).toContain(
      `moved to ${NEW} by the publisher’s own search: title and passage stand there`,
    );
    expect(out).toContain('citewatch find ring --write does it');
    expect(out).toContain(`does not show the passage; open it: ${DECOY}`);
    expect(out).not.toContain('Another article of the same site');
    expect(asked).not.toContain(OLD);
    expect(after).toBe(before);
  });

  it('writes it with --write, the old address in the note', async () => {
    const { out, after, before } = await nightAndFind(['--all', '--write']);
    expect(out).toContain('1 of 1 found. 1 written');
    const { sources } = JSON.parse(after) as { sources: Source[] };
    const [ring, ...rest] = sources;
    expect(ring).toMatchObject({ url: NEW, addressFrom: 'found', copies: [] });
    expect(ring?.note).toBe(`Seen on a phone. Its address was ${OLD}`);
    expect(rest).toEqual((JSON.parse(before) as { sources: Source[] }).sources.slice(1));
  });

  it('takes no reprint for it: that is a copy', async () => {
    const { [NEW]: _, ...without } = PAGES;
    const { out, after, before } = await nightAndFind(['--all', '--write'], without);
    expect(out).toContain('0 of 1 found. Nothing was written.');
    expect(out).toContain(`also stands at ${REPRINT} (a candidate for "copies")`);
    expect(after).toBe(before);
  });

  it('refuses a store that is named and is not there', async () => {
    const { code, err } = await nightAndFind(['--all', '--db', 'nothing.db']);
    expect(code).toBe(3);
    expect(err).toContain('there is no store yet');
  });
});

describe('an address that is put in another’s place', () => {
  it('is not put where somebody has changed it meanwhile', () => {
    const text = JSON.stringify(WATCH);
    expect(putAddress(text, 'ring', NEW, 'https://elsewhere.example/')).toBe(text);
    expect(putAddress(text, 'ring', NEW, null)).toBe(text);
    expect(putAddress(text, 'nobody', NEW, null)).toBe(text);
  });
});
