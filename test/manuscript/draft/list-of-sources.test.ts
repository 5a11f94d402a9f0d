import { describe, expect, test } from 'vitest';
import { isBibliographyHeading } from '../../../src/manuscript/import/bibliography.js';
import { cited } from '../houses/cited.js';

const named = (heading: string): boolean => isBibliographyHeading(heading, () => []);

test.each([
  'Bibliography',
  '7. Bibliography:',
  'Annex 1: Bibliography and sources',
  'References cited',
  'Sources',
  'Sources consulted but not cited',
  'Sources consulted for this report',
  'List of sources',
  'Works cited',
  'Literature',
  'Literaturverzeichnis',
  'Quellen- und Literaturverzeichnis',
  'Quellen (Zugriff auf alle Quellen am 3. April 2025)',
  'Références bibliographiques',
  'Sources consultées',
  'Fuentes consultadas',
  'Referencias bibliográficas',
  'Kilder og litteratur',
  'Källförteckning',
  'Bronnen en literatuur',
  '参考文献',
  'قائمة المصادر والمراجع',
])('%s heads a list of sources', (heading) => {
  expect(named(heading)).toBe(true);
});

test.each([
  '2. Literature and art',
  'Literature review',
  'Sources used by the police',
  'Sources of conflict',
  'Bibliographers and librarians',
  'References to torture',
  'Quellen der Gewalt',
  'Literaturszene',
  'Fuentes de conflicto',
  'Kilder til konflikt',
  'Annex 1: Interviews',
  '参考文献的审查',
  'قائمة الضحايا',
  'مصادر النزاع',
])('%s does not, though it begins like one', (heading) => {
  expect(named(heading)).toBe(false);
});

const LINE =
  'PEN International, “Novelists jailed”, 5 April 2025, https://pen.example/2, accessed 2 May 2025';
const PRESS = 'RSF, “Newspapers closed”, 4 April 2025, https://rsf.example/1, accessed 1 May 2025';
const NOTE =
  '[^1]: Freemuse, “Novel banned”, 8 April 2025, https://freemuse.example/5, accessed 5 May 2025';
const SET =
  '“Four novelists were sentenced to prison in 2024 for insulting the head of the state.”';

/** The titles that a chapter cites, and those that it lists. */
async function chapter(...paragraphs: readonly string[]) {
  const other = ['## 1. Press', '“It closed twelve newspapers in the spring of 2025.”', PRESS];
  const { draft, citations } = await cited(
    Buffer.from([...other, ...paragraphs].join('\n\n')),
    'a.md',
  );
  return {
    cites: citations.slice(1).map(({ title, passages }) => [title, ...passages]),
    lists: draft.uncited.map(({ reference: { title } }) => title),
  };
}

describe('a chapter that is named like a list of sources', () => {
  test('is text where it quotes before it cites', async () => {
    expect(await chapter('## 2. Literature', SET, LINE)).toEqual({
      cites: [['Novelists jailed', SET.slice(1, -1)]],
      lists: [],
    });
  });

  test('is text where it cites in notes', async () => {
    expect(await chapter('## 2. Literature', 'The court banned a novel.[^1]', NOTE)).toEqual({
      cites: [['Novel banned']],
      lists: [],
    });
  });

  test('is a list where its lines come first, with notes and titles in between', async () => {
    const entry = LINE.replace('jailed', 'freed').replace('/2', '/3');
    const all = ['## 2. Literature', 'All links were read in May.[^1]', LINE, entry, SET, NOTE];
    // A note of which the mark cites nothing there is as good as an entry.
    expect((await chapter(...all)).lists).toEqual([
      'Novelists jailed',
      'Novelists freed',
      'Novel banned',
    ]);
    const title =
      '“The imprisonment of novelists, and of others who wrote of the head of the state”';
    expect((await chapter('## 2. Literature', title, LINE)).lists).toEqual(['Novelists jailed']);
  });

  test('whose heading goes on is text, whatever stands below it', async () => {
    expect((await chapter('## 2. Literature and art', LINE)).cites).toEqual([['Novelists jailed']]);
  });
});

describe('a list of sources', () => {
  const entry = (name: string, more = '') =>
    `${name}, “${name} report”, 5 April 2025, https://${name.toLowerCase().replace(' ', '')}.example/1${more}`;
  /** What a note cites, and when the list says that it was read. */
  const read = async (...list: readonly string[]) => {
    const note = '[^1]: Alpha, “Alpha report”, 5 April 2025, https://alpha.example/1';
    const text = [
      '## 1. Press',
      '“It closed twelve newspapers in the spring.”[^1]',
      ...list,
      note,
    ].join('\n\n');
    const { citations, draft } = await cited(Buffer.from(text), 'a.md');
    return [
      citations.map(({ title, accessed }) => [title, accessed]),
      draft.uncited.map(({ place }) => place.paragraph),
    ];
  };
  const READ = [[['Alpha report', '2025-03-03']], [5]];

  test.each([
    [
      'in its heading',
      ['## Quellen: (Zugriff auf alle am 3. März 2025)', entry('Alpha'), entry('Beta')],
    ],
    [
      'in its heading, of no more',
      ['## Quellen (Zugriff: 3. März 2025)', entry('Alpha'), entry('Beta')],
    ],
    [
      'where it is named in a paragraph',
      ['Quellen: (Zugriff auf alle am 3. März 2025)', entry('Alpha'), entry('Beta')],
    ],
  ])('says for all when they were read: %s', async (_, list) => {
    expect(await read(...list)).toEqual(READ);
  });
  test('says so above or below them, but not for one that says otherwise', async () => {
    const all = 'All sources were accessed on 3 March 2025.';
    expect(await read('## Sources', all, entry('Alpha'))).toEqual([
      [['Alpha report', '2025-03-03']],
      [],
    ]);
    expect(await read('## Sources', entry('Alpha'), all)).toEqual([
      [['Alpha report', '2025-03-03']],
      [],
    ]);
    expect(await read('## Sources', all, entry('Alpha', ', accessed 1 May 2025'))).toEqual([
      [['Alpha report', '2025-05-01']],
      [],
    ]);
    const other = 'All Africa, “Villages of the north are empty”';
    expect(
      (await read('## Sources', entry('Alpha'), `${other}, accessed 3 March 2025`))[0],
    ).toEqual([['Alpha report', null]]);
  });
  test('is none below a word that only labels citations', async () => {
    const [citations] = await read(
      '“The printers were shut as well, all of them.”',
      'Sources:',
      entry('Beta'),
      entry('Gamma'),
    );
    expect(citations).toEqual([
      ['Alpha report', null],
      ['Beta report', null],
      ['Gamma report', null],
    ]);
    const [one] = await read('Source:', entry('Beta'));
    expect(one).toEqual([
      ['Alpha report', null],
      ['Beta report', null],
    ]);
  });
});

describe('a last chapter under a heading in no known language', () => {
  const ENTRIES = [
    'Amnesty, “Camps”, 3 May 2024, https://ai.example/1',
    'BBC, “Roads”, 4 May 2024, https://bbc.example/1',
    'HRW, “Villages”, 6 May 2024, https://hrw.example/2',
    'HRW, “Schools”, 5 May 2024, https://hrw.example/1',
    'MSF, “Wells”, 7 May 2024, https://msf.example/1',
  ];
  const titles = async (entries: readonly string[], heading: string, behind = '') => {
    const text = `# Report\n\n## 1. Camps\n\n“${QUOTED}”[^1]\n\n${heading}\n\n${entries.join('\n\n')}\n\n${behind}\n\n[^1]: RFA, “Huts”, 8 May 2024, https://rfa.example/1\n`;
    const { draft } = await cited(Buffer.from(text), 'a.md');
    return [draft.sources.length, draft.uncited.length];
  };
  const QUOTED = 'nobody came back to the villages of the north in that year';

  test.each(['## Irodalomjegyzék', 'Irodalomjegyzék'])(
    'is the list where its entries stand in order: %s',
    async (heading) => {
      expect(await titles(ENTRIES, heading)).toEqual([1, 5]);
    },
  );

  test.each([
    ['in another order', [...ENTRIES].reverse(), ''],
    ['of few', ENTRIES.slice(0, 4), ''],
    ['that others follow', ENTRIES, '## 3. Roads\n\nThey are closed.'],
  ])('cites its lines where they stand %s', async (_, entries, behind) => {
    expect(await titles(entries, '## 2. Links', behind)).toEqual([1 + entries.length, 0]);
  });
});

describe('a table with a column for who published what', () => {
  const html = (...rows: readonly (readonly string[])[]) =>
    Buffer.from(
      `<html><body><p>It says “nobody came back to the villages of the north in that year” (HRW, 2024).</p><h2>Appendix B</h2><table>${rows
        .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
        .join('')}</table></body></html>`,
    );
  const HRW = ['1', 'HRW', '“They Know”: Attacks in the Suburbs', '21.02.2024'];
  const ZPP = ['2', 'ZPP', 'Monthly Report', 'September 2023'];

  test('lists sources, which short forms cite', async () => {
    const { draft } = await cited(html(['Item', 'Source', 'Document', 'Date'], HRW, ZPP), 'a.html');
    expect(draft.sources.map(({ title, publisher }) => [title, publisher])).toEqual([
      ['“They Know”: Attacks in the Suburbs', 'HRW'],
    ]);
    expect(
      draft.uncited.map(({ reference }) => [reference.title, reference.published?.iso]),
    ).toEqual([['Monthly Report', '2023-09']]);
  });

  test('lists none where it says what happened', async () => {
    const rows = [
      ['Date', 'Place', 'Event', 'Source'],
      ['21 February 2024', 'Harare', 'Attack on councillors', 'Radio Dabanga'],
    ];
    const { draft } = await cited(html(...rows), 'a.html');
    expect([draft.sources, draft.uncited]).toEqual([[], []]);
  });
});
