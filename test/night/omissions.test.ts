import { beforeEach, describe, expect, test } from 'vitest';
import type { Run } from '../../src/model/run.js';
import type { Decision, Watchlist } from '../../src/model/watchlist.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import { renderTerminal } from '../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { citation, type FakeWorld, fakeWorld, source, watchlist } from '../world.js';
import { night, url } from './nights.js';

const [FIRST, LAST] = [
  'the ministry provided shelter to all of the victims of the raid',
  'and paid for their journey home in the spring of the year after',
];
const QUOTE = `${FIRST} [...] ${LAST}`;
const page = (words: string): string =>
  `<!doctype html><title>t</title><main><p>The lawyers wrote a long letter about the raid and its victims, which was answered in the summer by the office of the governor.</p><p>In its report ${FIRST} ${words} ${LAST}.</p></main>`;

const decided = (about: string, on: string): Decision => ({
  source: 'a',
  about,
  edition: null,
  keep: true,
  reason: 'it is fair',
  on,
  until: null,
});
const watch = (...decisions: readonly Decision[]): Watchlist =>
  watchlist([source('a')], [citation(1, 'a', QUOTE)], { decisions });

let world: FakeWorld;
beforeEach(() => {
  world = fakeWorld();
});
const told = (run: Run): readonly string[] =>
  run.findings
    .filter(({ kind }) => kind.startsWith('passage-'))
    .map(({ severity, kind, state }) => `${severity} ${kind} ${state}`);
async function on(
  day: number,
  words: string | null,
  ...decisions: readonly Decision[]
): Promise<readonly string[]> {
  world.pages.set(url, words === null ? 503 : page(words));
  return told(await night(world, watch(...decisions), day));
}

describe('what a quotation leaves out', () => {
  test('is no matter when it weighs nothing', async () => {
    expect(await on(1, 'whom it had met')).toEqual([]);
    expect(await on(2, 'whom it had met')).toEqual([]);
  });
  test('is pointed out once when it weighs, and waits for a decision', async () => {
    expect(await on(1, 'whom it never met')).toEqual(['low passage-omission-weighs new']);
    expect(await on(2, 'whom it never met')).toEqual(['low passage-omission-weighs open']);
    const fair = decided('passage-omission-weighs', '2025-10-02');
    expect(await on(3, 'whom it never met', fair)).toEqual([
      'low passage-omission-weighs acknowledged',
    ]);
  });
  test.each([
    ['Nobody was asked, and ', 'low'],
    ['Not ', 'medium'],
  ])(
    'weighs more where the quotation reads as a sentence that the page denies: “%s…”',
    async (before, severity) => {
      const said = 'all of the prisons of the province had a physician on their staff in that year';
      world.pages.set(
        url,
        `<!doctype html><title>t</title><p>It rained. ${before}${said}, or none.</p>`,
      );
      const run = await night(
        world,
        watchlist([source('a')], [citation(1, 'a', said.replace('a', 'A'))]),
        1,
      );
      expect(told(run)).toEqual([`${severity} passage-omission-weighs new`]);
    },
  );
  test('is told as high when a word that weighs comes, and until it has left', async () => {
    await on(1, 'whom it had met');
    expect(await on(2, 'whom it had not met')).toEqual(['high passage-omission-changed new']);
    expect(await on(3, 'whom it had not met')).toEqual(['high passage-omission-changed open']);
    expect(await on(4, null)).toEqual(['high passage-omission-changed open']);
    expect(await on(5, 'whom it had met')).toEqual(['high passage-omission-changed resolved']);
  });
  test('is told as low when other words come', async () => {
    await on(1, 'whom it had met');
    expect(await on(2, 'whom it had seen')).toEqual(['low passage-omission-changed new']);
  });
  test('that changes again is another matter, which no earlier decision answers', async () => {
    await on(1, 'whom it had met');
    await on(2, 'whom it had not met');
    const fair = decided('passage-omission-changed', '2025-10-02');
    expect(await on(3, 'whom it had not met', fair)).toEqual([
      'high passage-omission-changed acknowledged',
    ]);
    expect((await on(4, 'whom it had not met in 2019', fair)).toSorted()).toEqual([
      'high passage-omission-changed new',
      'high passage-omission-changed resolved',
    ]);
  });
  test('is spoken of on one night only by the terminal, and shown by the page on each', async () => {
    const shown = async (day: number) => {
      world.pages.set(url, page('whom it never met'));
      const run = await night(world, watch(), day);
      return [
        renderTerminal(ENGLISH, run, { colour: false, width: 100 }),
        renderPage(run),
      ] as const;
    };
    const [first, again] = [await shown(1), await shown(2)];
    expect(first[0]).toContain('1 quotation leaves out words that may change its meaning');
    expect(again[0]).not.toContain('leaves out words');
    for (const html of [first[1], again[1]]) {
      expect(html).toContain('Before it, in its sentence');
      expect(html).toContain('whom it never met');
    }
  });
  test('under an editor’s words is no matter while it stands, and told for as long as it is otherwise', async () => {
    const quote = `${FIRST} [of the spring] and let them go before the summer came to the hills`;
    const watched = watchlist([source('a')], [citation(1, 'a', quote)]);
    const tonight = async (day: number, words: string) => {
      world.pages.set(url, page(words).replace(LAST, quote.slice(quote.indexOf('and let'))));
      return told(await night(world, watched, day));
    };
    for (const day of [1, 2, 3, 4]) expect(await tonight(day, 'on them')).toEqual([]);
    expect(await tonight(5, 'on soldiers')).toEqual(['low passage-omission-changed new']);
    for (const day of [6, 7, 8, 9])
      expect(await tonight(day, 'on soldiers')).toEqual(['low passage-omission-changed open']);
    expect(await tonight(10, 'on them')).toEqual(['low passage-omission-changed resolved']);
  });
  test('tells the change and not the edit beside it', async () => {
    await on(1, 'whom it had met');
    world.pages.set(url, page('whom it had not met'));
    const run = await night(world, watch(), 2);
    expect(run.findings.map(({ kind }) => kind)).not.toContain('content-edited');
  });
});
