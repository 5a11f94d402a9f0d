import { expect, test } from 'vitest';
import { isSameSource, SourceIndex } from '../../../src/cite/draft/same-source.js';

const named = (publisher: string | null, title: string | null, url: string | null = null) => ({
  cited: `${publisher}, ${title}`,
  publisher,
  title,
  url,
  published: null,
});
const ALL = [
  named('Human Rights Watch (HRW)', 'World Report 2026: Karvan and its neighbours'),
  named('HRW', 'World Report 2026: Karvan…'),
  named('HRW', 'World Report 2026: Peru…'),
  named('HRW', 'World Report 2026: Karvan and its neighbours', 'https://hrw.example/karvan'),
  named('HRW', 'Another title', 'http://www.hrw.example/karvan/'),
  named('HRW', 'World Report 2026: Karvan…', 'https://hrw.example/other'),
  named(null, null, 'https://hrw.example/karvan'),
  named('Amnesty International', 'World Report 2026: Karvan and its neighbours'),
  named(null, 'Short…'),
  named(null, 'Short'),
];

test('an index finds every document that two references can both name', () => {
  const index = new SourceIndex();
  for (const [at, one] of ALL.entries()) index.add(one, at);
  const same = ALL.map((one) => ALL.flatMap((other, at) => (isSameSource(one, other) ? [at] : [])));
  expect(ALL.map((one, i) => index.candidates(one).filter((at) => same[i]?.includes(at)))).toEqual(same);
});

test('an index leaves out what has another title, or another address', () => {
  const index = new SourceIndex();
  for (let at = 0; at < 50; at++)
    index.add(named('HRW', `The annual report ${at}`, `https://hrw.example/${at}`), at);
  expect(index.candidates(named('HRW', 'The annual report 7'))).toEqual([7]);
  expect(index.candidates(named('HRW', 'The annual report 7', 'https://hrw.example/9'))).toEqual([9]);
});
