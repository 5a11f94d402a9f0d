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
  [
    'The figures are those of the ministry, see [here](https://min.example/a).',
    ['https://min.example/a'],
  ],
  ['The figures are those of the ministry, see there.', []],
])('a note in prose cites what it links to: %s', async (note, urls) => {
  const { citations } = await cited(report(note), 'a.md');
  expect(citations.slice(1).map(({ url }) => url)).toEqual(urls);
});

const LINE =
  'Awa Soto, « tête de liste » empêchée du parti, a été condamnée le 11 mai 2024. La mission a estimé que « personne n’est revenu dans les villages du nord »';
test.each([
  [`${LINE}.[^1] *La Poste*, qui était là, rapporte ses derniers mots :`, 'https://hrw.example/a'],
  ['La Poste, *Tête de liste*, 11 mai 2024, https://poste.example/a[^1]', null],
])(
  'a paragraph that goes on behind the mark of a note is no line of its own: %s',
  async (line, url) => {
    const note = '[^1]: HRW, “Villages”, 4 May 2024, https://hrw.example/a';
    const text = `# A\n\nUne autre est connue.\n\n${line}\n\n> « Je n’ai jamais été et ne serai jamais une terroriste »[^1]\n\n${note}\n`;
    const { citations } = await cited(Buffer.from(text), 'a.md');
    expect(citations.some(({ title }) => title?.toLowerCase() === 'tête de liste')).toBe(
      url === null,
    );
    if (url !== null) expect(citations.filter((one) => one.url === url)).toHaveLength(2);
  },
);
