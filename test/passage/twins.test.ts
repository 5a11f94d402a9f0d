import { describe, expect, test } from 'vitest';
import { FORM } from './twins/form.js';
import { judgedOn } from './twins/judged.js';
import { MARKS } from './twins/marks.js';
import { PRACTICE } from './twins/practice.js';
import { SCRIPTS } from './twins/scripts.js';
import { SEAMS } from './twins/seams.js';
import { SIGNS } from './twins/signs.js';
import { STRUCK } from './twins/struck.js';
import { WORDS } from './twins/words.js';

const TWINS = [...MARKS, ...SIGNS, ...WORDS, ...SEAMS, ...PRACTICE, ...STRUCK, ...SCRIPTS, ...FORM];

describe.each(TWINS)('$what', ({ quote, intact, altered }) => {
  test.each(intact)('may differ: %s', async (page) => {
    const verdict = await judgedOn(quote, page);
    expect(verdict.verdict, JSON.stringify(verdict.diff)).toBe('intact');
  });
  test.each(altered)('may not: %s', async (page) => {
    expect(await judgedOn(quote, page)).toMatchObject({ verdict: 'altered', tier: null });
  });
});

test('every tolerance has its altered twin', () => {
  for (const { what, intact, altered } of TWINS) {
    expect(intact, what).not.toHaveLength(0);
    expect(altered, what).not.toHaveLength(0);
  }
});
