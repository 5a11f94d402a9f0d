import { describe, expect, test } from 'vitest';
import type { ContentVerdict } from '../../../src/model/content.js';
import { type Given, heading } from '../pages.js';
import { FIRST, LAST, page, SECOND, secondNight } from './lower-town.js';

const PASSAGE =
  'Officers detained 43 villagers in the district of Karsana and did not allow them to contact a lawyer.';
const NOW = PASSAGE.replace('43', '34');
const STOOD = page(PASSAGE);

/** What the second of two nights says of the page's text, on which the passage stands. */
function then(
  now: readonly Given[],
  before: readonly Given[] = STOOD,
  quote = PASSAGE,
): ContentVerdict {
  const { content, quote: found } = secondNight(quote, before, now);
  expect(found).toMatchObject({ verdict: 'intact', where: 'main' });
  return content;
}

describe('where a passage stood the page says otherwise, and keeps the old wording', () => {
  const told = { notice: { kind: 'doubt', words: NOW } };
  test.each<readonly [string, readonly Given[]]>([
    ['behind a click', page(NOW, 'Text as first published', PASSAGE)],
    ['under a heading', page(NOW, heading('Version of 3 May', 2), PASSAGE)],
    ['in a caption', page(NOW, { text: PASSAGE, caption: true })],
    ['in a table of versions', page(NOW, 'Versions', '3 May', PASSAGE)],
    ['at the end of the page', [...page(NOW), PASSAGE]],
    ['above it', [heading('The lower town'), PASSAGE, FIRST, SECOND, NOW, LAST]],
  ])('%s', (_, now) => {
    expect(then(now)).toMatchObject(told);
  });
  test('where it stood twice, and one of the places was edited', () => {
    expect(then([...page(NOW), PASSAGE], [...page(PASSAGE), PASSAGE])).toMatchObject(told);
  });
  test('in one of its paragraphs', () => {
    const quote = `${PASSAGE} ${SECOND}`;
    const on = (...there: readonly Given[]) => [heading('The lower town'), FIRST, ...there, LAST];
    const now = on(NOW, heading('Version of 3 May', 2), PASSAGE, SECOND);
    expect(then(now, on(PASSAGE, SECOND), quote)).toMatchObject(told);
  });
});

describe('it is an edit like any other', () => {
  test.each<readonly [string, readonly Given[]]>([
    [
      'where another case came above it',
      page(PASSAGE.replace('43', '12').replace('Karsana', 'Mokhet'), PASSAGE),
    ],
    [
      'where another case came above it with a heading of its own',
      page(NOW, 'The clerk of the town read out a letter.', PASSAGE),
    ],
    ['where a like sentence came behind it', page(PASSAGE, NOW)],
    [
      'where a label came above it, and nothing of its like',
      page('Text as first published', PASSAGE),
    ],
    [
      'where what came says the same',
      page(PASSAGE.replace('of Karsana', 'of the Karsana'), 'Earlier', PASSAGE),
    ],
    ['where a like sentence came elsewhere', [...STOOD.slice(0, 2), NOW, ...STOOD.slice(2)]],
  ])('%s', (_, now) => {
    const { change, notice } = then(now);
    expect(change).toBe('edited');
    expect(notice).toBeUndefined();
  });
  test('where each case has a heading, and a new one came first', () => {
    const [may, june] = [heading('May', 2), heading('June', 2)];
    expect(then(page(june, NOW, may, PASSAGE), page(may, PASSAGE)).notice).toBeUndefined();
  });
  test('where both stood on both nights', () => {
    const both = page(NOW, heading('Version of 3 May', 2), PASSAGE);
    expect(then(both, both).notice).toBeUndefined();
    expect(then([...both, 'A clinic came to the hills once more.'], both).notice).toBeUndefined();
  });
});
