import { expect, test } from 'vitest';
import { cited } from './cited.js';

const IMPRINT = 'Refugee Law Clinic, University of Padua, 5 May 2024';
const QUOTED = '“Nobody was told where the detained were taken that night, and nobody asked.”';
const BBC = 'BBC, “Taken by night”, 3 May 2024, https://bbc.example/night';

/** Who is cited in a report with these paragraphs. */
async function publishers(...paragraphs: readonly string[]) {
  const { citations } = await cited(Buffer.from(paragraphs.join('\n\n')), 'a.md');
  return citations.map(({ publisher, passages }) => [publisher, passages.length]);
}

test('the line that says who published a report cites nothing', async () => {
  expect(await publishers('# Cuba: Protesters', IMPRINT, '## 1 Arrests', QUOTED, BBC)).toEqual([
    ['BBC', 1],
  ]);
});

test.each([
  ['something is quoted before it', [QUOTED, IMPRINT], 1],
  ['it says when it was read', [`${IMPRINT}, accessed 6 May 2024`], 0],
  ['its title is quoted', ['Refugee Law Clinic, “Cuba”, 5 May 2024'], 0],
  ['it has an address', [`${IMPRINT}, https://padua.example/cuba`], 0],
])('it is a citation where %s', async (_, lines, quoted) => {
  expect(await publishers('# Cuba: Protesters', ...lines, '## 1 Arrests', QUOTED, BBC)).toEqual([
    ['Refugee Law Clinic', quoted],
    ['BBC', 1],
  ]);
});
