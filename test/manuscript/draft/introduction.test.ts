import { expect, test } from 'vitest';
import { cited } from '../houses/cited.js';

const A = 'https://hrw.example/1';
const SAID = 'Nobody came back to the villages of the north in 2024.';
const LINE =
  'Amnesty International, [Karvan](https://ai.example/1), 3 June 2024, last accessed: 5 March 2025';

const read = async (...paragraphs: readonly string[]) =>
  (await cited(Buffer.from(['# Karvan', ...paragraphs].join('\n\n')), 'a.md')).citations.map(
    (one) => [one.publisher, one.title, one.published, one.accessed, one.url, one.passages.length],
  );
const HRW = ['Human Rights Watch', 'Empty Villages', '2024-05-04'];

test.each([
  [
    `In its report [Empty Villages](${A}) of 4 May 2024 (last accessed: 5 March 2025), Human Rights Watch writes:`,
    '2025-03-05',
  ],
  [`Human Rights Watch noted in [Empty Villages](${A}), published on 4 May 2024:`, null],
  [`In ihrem Bericht [Empty Villages](${A}) vom 4. Mai 2024 schreibt Human Rights Watch:`, null],
  [`Human Rights Watch (Empty Villages, 4 May 2024, ${A}) reported:`, null],
])('%s leads on to a quotation of its document', async (introduction, accessed) => {
  expect(await read(introduction, `> “${SAID}”`)).toEqual([[...HRW, accessed, A, 1]]);
});

test('the sentence in which a quotation stands says what its link is', async () => {
  expect(
    await read(
      `Human Rights Watch noted in [Empty Villages](${A}), published on 4 May 2024, that “${SAID}”`,
    ),
  ).toEqual([[...HRW, null, A, 1]]);
});

test.each([
  [
    'a citation line behind the quotation says where it is from',
    `Human Rights Watch noted in [Empty Villages](${A}) of 4 May 2024:`,
  ],
  [
    'what ends in no colon leads on to nothing',
    `In its report [Empty Villages](${A}) of 4 May 2024, Human Rights Watch looks at return.`,
  ],
])('%s', async (_, sentence) => {
  expect(await read(sentence, `“${SAID}”`, LINE)).toEqual([
    ['Amnesty International', 'Karvan', '2024-06-03', '2025-03-05', 'https://ai.example/1', 1],
  ]);
});
