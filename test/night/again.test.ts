import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import { check } from '../../src/night/night.js';
import { headline } from '../../src/surfaces/headline.js';
import { actionOf, messageOf } from '../../src/surfaces/words/findings.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { kindWords } from '../../src/surfaces/words/words.js';
import { citation, fakeWorld, type Page, settings, source, watchlist } from '../world.js';

const PASSAGE = 'The court of the first district heard 90 cases of usury in that year.';
const PAGE = `<!doctype html><html lang="en"><title>Title of a</title><main><p>${PASSAGE}</p>${'<p>The report goes on about other courts, and what they heard.'.repeat(20)}`;
const failed = (failure: string, code: string): Page => ({
  ...({ kind: 'failed', failure, code, message: `It failed (${code}).` } as object),
});
const privately = failed('refused-address', 'ERR_REFUSED_ADDRESS');

/** A look at `a`, which shows one page and, once somebody waited, another. */
async function look(
  first: Page,
  then: Page,
  raw: Parameters<typeof settings>[0] = { againAfter: '60' },
  fine = true,
) {
  const world = fakeWorld();
  const [a, b] = [source('a'), source('b')];
  const sources = fine ? [a, b] : [a];
  world.pages.set(a.url as string, first);
  world.pages.set(b.url as string, PAGE);
  world.whilePaused = () => void world.pages.set(a.url as string, then);
  const cited = sources.map(({ id }, i) => citation(i + 1, id, PASSAGE));
  const run = (await check(
    world,
    watchlist(sources, cited),
    settings(raw),
    () => {},
  )) as unknown as Run;
  const [finding] = run.findings;
  const asked = world.asked.filter(({ url }) => url === a.url).length;
  return { run, finding, asked, pauses: world.pauses, last: headline(ENGLISH, run) };
}

describe('a single look', () => {
  it.each([
    ['404', 404, 'answered 404 twice, 60 seconds apart'],
    ['410', 410, 'answered 410 twice, 60 seconds apart'],
    [
      'an unknown host',
      failed('dns', 'ENOTFOUND'),
      'asked again after 60 seconds, it was still dead',
    ],
  ])('asks what is dead again, once, and says so: %s', async (_, page, said) => {
    const { finding, asked, pauses } = await look(page, page);
    expect([asked, pauses]).toEqual([2, [60_000]]);
    expect(finding).toMatchObject({ severity: 'medium', state: 'new' });
    expect(messageOf(ENGLISH, finding as NonNullable<typeof finding>)).toContain(said);
    expect(actionOf(ENGLISH, finding as NonNullable<typeof finding>)).toContain(
      'Cite an archived copy',
    );
  });

  it('says what it came to at last where the two answers differ', async () => {
    const { finding } = await look(404, 410);
    expect(messageOf(ENGLISH, finding as NonNullable<typeof finding>)).toContain(
      'answered 410: gone for good; asked again',
    );
  });

  it('believes a page that is back', async () => {
    const { run, asked } = await look(404, PAGE);
    expect([asked, run.findings]).toEqual([2, []]);
    expect([...run.sources].map(({ link }) => link.status)).toEqual(['alive', 'alive']);
  });

  it.each([
    ['a server in trouble', 503],
    ['a wall', 403],
    ['a time-out', failed('timeout', 'ETIMEDOUT')],
    ['a refused connection', failed('connection', 'ECONNREFUSED')],
    ['name servers that do not answer', failed('dns', 'EAI_AGAIN')],
  ])('asks nothing again that is not dead, and could not check it: %s', async (_, page) => {
    const { finding, asked, pauses, last } = await look(page, PAGE);
    expect([asked, pauses]).toEqual([1, []]);
    expect(finding).toMatchObject({ severity: 'low' });
    expect(last).toMatch(/^1 of 2 sources could not be checked\. 1 of 2 sources stands\.$/u);
    expect(messageOf(ENGLISH, finding as NonNullable<typeof finding>)).not.toContain(
      'proves nothing',
    );
    expect(actionOf(ENGLISH, finding as NonNullable<typeof finding>)).not.toMatch(
      /next check|tonight/u,
    );
  });

  it('asks nothing again where it is told not to, and promises nothing', async () => {
    const { finding, asked } = await look(404, PAGE, { againAfter: '0' });
    expect([asked, finding?.severity]).toEqual([1, 'low']);
    expect(messageOf(ENGLISH, finding as NonNullable<typeof finding>)).toContain(
      'It was asked once.',
    );
  });

  it.each([
    [
      'walls',
      403,
      'blocks automatic checks',
      'Open the pages in a browser and compare the passages by eye.',
    ],
    [
      'a site in trouble',
      503,
      'could not be checked',
      'Open the page in a browser: nothing is known of it.',
    ],
  ])('says of a whole host what it says of a page: %s', async (_, page, name, todo) => {
    const world = fakeWorld();
    const sources = ['a', 'b'].map((id) => source(id, { url: `https://one.example/${id}` }));
    for (const { url } of sources) world.pages.set(url as string, page);
    const watch = watchlist(
      sources,
      sources.map(({ id }, i) => citation(i + 1, id, PASSAGE)),
    );
    const { findings } = await check(world, watch, settings({ againAfter: '60' }), () => {});
    expect(
      findings.map((one) => [kindWords(ENGLISH, one).name.toLowerCase(), actionOf(ENGLISH, one)]),
    ).toEqual([[name, todo]]);
  });

  it('begins with that where nothing could be read', async () => {
    expect((await look(503, 503, { againAfter: '60' }, false)).last).toBe(
      'The only source could not be read: nothing is known of it.',
    );
    expect((await look(404, 404, { againAfter: '60' }, false)).last).toBe(
      '1 page is gone. 0 of 1 source stands.',
    );
  });
});

describe('a night', () => {
  it('asks nothing again, and is quiet on a page’s first failure', async () => {
    const { finding, asked, pauses, run } = await look(404, PAGE, {});
    expect([asked, pauses]).toEqual([1, []]);
    expect([finding?.severity, run.run.againAfter]).toEqual(['low', undefined]);
    expect(actionOf(ENGLISH, finding as NonNullable<typeof finding>)).toBe(
      'Nothing yet: the next check will show.',
    );
  });

  it('is no good one where every address is private, and says which option contacts them', async () => {
    const { run, last } = await look(privately, privately, {}, false);
    expect([run.run.online, run.run.unasked]).toEqual([false, { kind: 'all-private' }]);
    expect(last).toContain('--allow-private');
  });

  it('goes on where one address is private, and says so of it', async () => {
    const { run, finding } = await look(privately, privately, {});
    expect(run.run.online).toBe(true);
    expect(messageOf(ENGLISH, finding as NonNullable<typeof finding>)).toContain('--allow-private');
  });
});
