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

const LINE = 'PEN International, “Novelists jailed”, 5 April 2025, https://pen.example/2, accessed 2 May 2025';
const PRESS = 'RSF, “Newspapers closed”, 4 April 2025, https://rsf.example/1, accessed 1 May 2025';
const NOTE = '[^1]: Freemuse, “Novel banned”, 8 April 2025, https://freemuse.example/5, accessed 5 May 2025';
const SET = '“Four novelists were sentenced to prison in 2024 for insulting the head of the state.”';

/** The titles that a chapter cites, and those that it lists. */
async function chapter(...paragraphs: readonly string[]) {
  const other = ['## 1. Press', '“It closed twelve newspapers in the spring of 2025.”', PRESS];
  const { draft, citations } = await cited(Buffer.from([...other, ...paragraphs].join('\n\n')), 'a.md');
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
    expect((await chapter(...all)).lists).toEqual(['Novelists jailed', 'Novelists freed', 'Novel banned']);
    const title = '“The imprisonment of novelists, and of others who wrote of the head of the state”';
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
    const text = ['## 1. Press', '“It closed twelve newspapers in the spring.”[^1]', ...list, note].join('\n\n');
    const { citations, draft } = await cited(Buffer.from(text), 'a.md');
    return [
      citations.map(({ title, accessed }) => [title, accessed]),
      draft.uncited.map(({ place }) => place.paragraph),
    ];
  };
  const READ = [[['Alpha report', '2025-03-03']], [5]];

  test.each([
    ['in its heading', ['## Quellen: (Zugriff auf alle am 3. März 2025)', entry('Alpha'), entry('Beta')]],
    ['in its heading, of no more', ['## Quellen (Zugriff: 3. März 2025)', entry('Alpha'), entry('Beta')]],
    [
      'where it is named in a paragraph',
      ['Quellen: (Zugriff auf alle am 3. März 2025)', entry('Alpha'), entry('Beta')],
    ],
  ])('says for all when they were read: %s', async (_, list) => {
    expect(await read(...list)).toEqual(READ);
  });
  test('says so above or below them, but not for one that says otherwise', async () => {
    const all = 'All sources were accessed on 3 March 2025.';
    expect(await read('## Sources', all, entry('Alpha'))).toEqual([[['Alpha report', '2025-03-03']], []]);
    expect(await read('## Sources', entry('Alpha'), all)).toEqual([[['Alpha report', '2025-03-03']], []]);
    expect(await read('## Sources', all, entry('Alpha', ', accessed 1 May 2025'))).toEqual([
      [['Alpha report', '2025-05-01']],
      [],
    ]);
    const other = 'All Africa, “Villages of the north are empty”';
    expect((await read('## Sources', entry('Alpha'), `${other}, accessed 3 March 2025`))[0]).toEqual([
      ['Alpha report', null],
    ]);
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
