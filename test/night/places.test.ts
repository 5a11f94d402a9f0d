import { beforeEach, describe, expect, test } from 'vitest';
import type { Run } from '../../src/model/run.js';
import type { Decision } from '../../src/model/watchlist.js';
import { renderCsv } from '../../src/surfaces/files/csv.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import { renderTerminal } from '../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { type FakeWorld, fakeWorld } from '../world.js';
import { night, one, PASSAGE, url } from './nights.js';

const LETTER =
  'The lawyers wrote a long letter about the raid and its victims, which was answered in the summer by the office of the governor.';
const page = (...parts: readonly string[]): string =>
  `<!doctype html><title>t</title><main><p>${LETTER}</p><p>${LETTER}</p>${parts.join('')}</main>`;
const [TEXT, BOX, COMMENT, CORRECTION, RETRACTED, STRUCK] = [
  page(`<p>${PASSAGE}</p>`),
  page(`<aside><p>${PASSAGE}</p></aside>`),
  page(`<section id="comments"><p>${PASSAGE}</p></section>`),
  page(`<p>Correction: An earlier version of this article said: ${PASSAGE}</p>`),
  page(`<p>Retracted: this article was withdrawn by its publisher.</p><p>${PASSAGE}</p>`),
  page(`<p><s>${PASSAGE}</s></p>`),
];

let world: FakeWorld;
beforeEach(() => {
  world = fakeWorld();
});
const told = (run: Run): readonly string[] =>
  run.findings
    .filter((f) => f.state !== 'resolved')
    .map(({ severity, kind }) => `${severity} ${kind}`);
async function on(day: number, html: string, decisions: readonly Decision[] = []): Promise<Run> {
  world.pages.set(url, html);
  return night(world, { ...one, decisions }, day);
}

describe('a passage that stands outside the main text', () => {
  test.each([
    ['a box', BOX, ['low passage-place']],
    ['a comment', COMMENT, ['low passage-place']],
    ['a correction', CORRECTION, ['medium passage-place']],
    ['a retracted document', RETRACTED, ['medium passage-place']],
  ])('from the first night on is pointed out: %s', async (_, html, expected) => {
    expect(told(await on(1, html))).toEqual(expected);
  });
  test.each([
    ['a comment', COMMENT, 'medium passage-place'],
    ['a correction', CORRECTION, 'high passage-place'],
    ['a box', BOX, 'low passage-place'],
  ])(
    'and stood in it before is graver, and over when it is back: %s',
    async (_, html, expected) => {
      await on(1, TEXT);
      const moved = await on(2, html);
      expect(told(moved)).toContain(expected);
      expect(told(moved).join()).not.toContain('omission');
      expect(told(await on(3, html))).toContain(expected);
      expect(told(await on(4, TEXT)).join()).not.toContain('passage-place');
    },
  );
  test('is told of the document when that was retracted since, and not of each passage', async () => {
    await on(1, TEXT);
    expect(told(await on(2, RETRACTED))).toEqual(['high source-retracted']);
    expect(told(await on(3, RETRACTED))).toEqual(['high source-retracted']);
  });
  test('is answered by a decision, and spoken of once by the terminal', async () => {
    const said = async (day: number, decisions?: readonly Decision[]) =>
      renderTerminal(ENGLISH, await on(day, BOX, decisions), { colour: false, width: 120 });
    expect(await said(1)).toContain('1 quoted passage stands outside the main text');
    expect(await said(2)).not.toContain('outside the main text');
    const decision = {
      source: 'a',
      about: 'passage-place',
      edition: null,
      keep: true,
      until: null,
    };
    const run = await on(3, BOX, [{ ...decision, reason: 'a box of its own', on: '2025-10-02' }]);
    expect(run.findings.map(({ state }) => state)).toEqual(['acknowledged']);
  });
  test('is shown with its place by the page and the table', async () => {
    const run = await on(1, COMMENT);
    expect(renderPage(run)).toContain('Stands word for word, in a reader’s comment.');
    expect(renderCsv(run)).toContain('comment');
  });
});

describe('a sentence that comes beside a passage', () => {
  const [SAID, MORE] = ['This turned out to be untrue.', 'The suspects were heard in the spring.'];
  const beside = (words: string): string => page(`<p>${PASSAGE} ${words}</p>`);
  test('and takes it back is told, and waits for somebody to read it', async () => {
    await on(1, TEXT);
    for (const day of [2, 3, 4, 5, 6])
      expect(told(await on(day, beside(SAID)))).toEqual(['medium source-corrected']);
    expect(told(await on(7, TEXT))).toEqual([]);
    const html = renderPage(await on(8, beside(SAID)));
    expect(html).toContain(`beside it or above the text the page now says: “${SAID}”`);
  });
  test('and does not is an edit, which is history after some nights', async () => {
    await on(1, TEXT);
    expect(told(await on(2, beside(MORE)))).toEqual(['low content-edited']);
    await on(3, beside(MORE));
    await on(4, beside(MORE));
    expect(told(await on(5, beside(MORE)))).toEqual([]);
  });
});

test('a passage that is corrected, and kept as it first stood, is told until somebody has read it', async () => {
  const now = PASSAGE.replace('16,349', '16,439');
  const kept = page(
    `<p>${now}</p><details><summary>Text as first published</summary><p>${PASSAGE}</p></details>`,
  );
  await on(1, TEXT);
  for (const day of [2, 3, 4, 5, 6]) {
    const run = await on(day, kept);
    // It stands under another line now, too.
    expect(told(run)).toEqual(['medium passage-context-changed', 'medium source-corrected']);
    expect(run.findings[1]?.why).toEqual({ kind: 'doubted', words: now });
  }
});

test('a passage that is struck out overnight is lost, and the reason is said', async () => {
  await on(1, TEXT);
  const run = await on(2, STRUCK);
  expect(run.sources[0]?.content.change).toBe('edited');
  expect(told(run)).toEqual(['high passage-missing']);
  expect(renderPage(run)).toContain('it is struck out there');
});
