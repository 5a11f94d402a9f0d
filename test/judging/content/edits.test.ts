import { expect, test } from 'vitest';
import { EMPTY_CONTENT_MEMORY, judgeContent } from '../../../src/judging/content/judge-content.js';
import type { ContentVerdict } from '../../../src/model/content.js';
import { type Given, heading, pageOf, readingOf } from '../pages.js';

const TEXT: readonly Given[] = [
  heading('Debts in the brick kilns'),
  'The inspectors counted the kilns along the canal for the third year, and spoke to their owners.',
  'Of 214 families 89 could not leave, because they owed more than they had been lent in spring.',
];
const MORE = 'A paragraph on the weather of that spring was put in.';
const OTHER = 'Another one on the prices of coal came later.';

function nights(...pages: readonly (readonly Given[])[]): readonly ContentVerdict[] {
  let memory = EMPTY_CONTENT_MEMORY;
  return pages.slice(1).map((page, i) => {
    const at = (n: number, given: readonly Given[]) =>
      readingOf(pageOf(...given, `Served ${n} times, says the machine`), `bytes ${n}`);
    const judged = judgeContent(at(i + 1, page), at(i, pages[i] ?? []), memory);
    memory = judged.memory;
    return judged.verdict;
  });
}

test('an edit that is taken back says so that night, by its name, though something else on the page turned', () => {
  const [put, still, back, after] = nights(TEXT, [...TEXT, MORE], [...TEXT, MORE], TEXT, TEXT);
  expect(put).toMatchObject({ change: 'edited', edit: expect.any(String) });
  expect(still?.undone).toBeUndefined();
  expect(back).toMatchObject({ change: 'cosmetic', undone: [put?.edit] });
  expect(after?.undone).toBeUndefined();
});

test('of two edits only the one that is taken back is', () => {
  const [first, second, back] = nights(
    TEXT,
    [...TEXT, MORE],
    [...TEXT, MORE, OTHER],
    [...TEXT, OTHER],
  );
  expect(first?.edit).not.toBe(second?.edit);
  expect(back?.undone).toEqual([first?.edit]);
});

test('an edit of which a part still stands is not taken back', () => {
  const [put, part, back] = nights(TEXT, [...TEXT, MORE, OTHER], [...TEXT, MORE], TEXT);
  expect(part?.undone).toBeUndefined();
  expect(back?.undone).toEqual([put?.edit]);
});

test.each([1, 9, 10, 11, 12])(
  'the ten latest edits may be taken back, of twelve the last but %i',
  (n) => {
    const put = Array.from(
      { length: 12 },
      (_, i) => `Paragraph ${'abcdefghijkl'[i]} was put in on a night of its own.`,
    );
    const grown = [[], ...put].map((_, i) => [...TEXT, ...put.slice(0, i)]);
    const verdicts = nights(...grown, [...TEXT, ...put.toSpliced(-n, 1)]);
    expect(verdicts.at(-1)?.undone).toEqual(n <= 10 ? [verdicts.at(-1 - n)?.edit] : undefined);
  },
);

test('an edit of a sentence that is edited again is not taken back, and is when its first wording stands', () => {
  const reworded = (by: string) => TEXT.with(2, (TEXT[2] as string).replace('could not leave', by));
  const [first, second, back] = nights(
    TEXT,
    reworded('did not leave'),
    reworded('would not leave'),
    TEXT,
  );
  expect(second?.undone).toBeUndefined();
  expect(back?.undone).toEqual([first?.edit, second?.edit]);
});
