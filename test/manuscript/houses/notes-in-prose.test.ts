import { expect, test } from 'vitest';
import { cited } from './cited.js';

const report = (note: string): Uint8Array =>
  Buffer.from(
    `HRW wrote: “Nobody came back to the villages of the north.”[^1]\n\n[^1]: BBC, "News", 2 May 2024\n\nSo it stayed.[^2]\n\n[^2]: ${note}\n`,
  );

test.each([
  [
    'HRW, [World Report](https://hrw.example/a), 4 May 2024. See also AI, [Annual Report](https://ai.example/a), 5 May 2024.',
    ['https://hrw.example/a', 'https://ai.example/a'],
  ],
  ['The figures are those of the ministry, see [here](https://min.example/a).', ['https://min.example/a']],
  ['The figures are those of the ministry, see there.', []],
])('a note in prose cites what it links to: %s', async (note, urls) => {
  const { citations } = await cited(report(note), 'a.md');
  expect(citations.slice(1).map(({ url }) => url)).toEqual(urls);
});
