import { describe, expect, it } from 'vitest';
import { Earlier, NoteReader } from '../../../src/manuscript/import/note-reader.js';
import type { TextRun } from '../../../src/manuscript/manuscript.js';

const ITEM = {
  title: 'Situation in Karvan',
  publisher: 'UNHCR',
  URL: 'https://unhcr.example/k',
  issued: { 'date-parts': [[2024, 5, 3]] },
  accessed: { 'date-parts': [[2024, 6, 4]] },
  locator: '45',
  label: 'page',
} as const;

const run = (text: string, more: Partial<TextRun> = {}): TextRun => ({
  text,
  href: null,
  notes: [],
  items: [],
  ...more,
});
const managed = (text: string): TextRun => run(text, { items: [ITEM] });

/** What a note of these runs cites. */
function cited(...runs: readonly TextRun[]) {
  const place = { page: null, paragraph: 1 };
  const paragraph = {
    kind: 'text',
    level: 0,
    indented: false,
    listed: false,
    cell: null,
    runs,
    place,
  } as const;
  const notes = { one: { label: '1', paragraphs: [paragraph] } };
  return new NoteReader(notes, new Earlier())
    .read('one')
    .references.map(({ title, pinpoint, accessed, cited }) => ({
      title,
      pinpoint,
      accessed: accessed?.iso ?? null,
      cited,
    }));
}

const KARVAN = { title: 'Situation in Karvan', pinpoint: '45', accessed: '2024-06-04' };

describe('a note that a reference manager wrote', () => {
  it('is cited with all that the manager knows, and as it is printed', () => {
    expect(cited(run('See '), managed('UNHCR (n 3)'), run(' 45.'))).toEqual([
      { ...KARVAN, cited: 'See UNHCR (n 3) 45.' },
    ]);
  });

  it('is no “ibid.” that has to be guessed', () => {
    expect(cited(managed('Ibid., 45.'))).toEqual([{ ...KARVAN, cited: 'Ibid., 45.' }]);
    expect(cited(run('Ibid., 45.'))).toMatchObject([{ accessed: null, cited: 'Ibid., 45.' }]);
  });

  it('cites what stands beside it too, but for the link that the manager printed', () => {
    const link = run('https://unhcr.example/k', { href: 'https://unhcr.example/k' });
    expect(cited(managed('UNHCR, 2024, '), link).map(({ title }) => title)).toEqual([
      'Situation in Karvan',
    ]);
    const other = run('; Reuters, “Night at the gate”, 5 May 2024');
    expect(cited(managed('UNHCR, 2024'), other).map(({ title }) => title)).toEqual([
      'Situation in Karvan',
      'Night at the gate',
    ]);
  });
});

describe('a note in sentences', () => {
  it('cites the judgments that it names, each as it is printed', () => {
    const sentence =
      'This was confirmed in MS (Bangladesh) v SSHD [2025] UKUT 305 (IAC), after Ayinde [2025] EWHC 1383 (Admin) had warned counsel.';
    expect(cited(run(sentence)).map(({ title, cited }) => [title, cited])).toEqual([
      ['MS (Bangladesh) v SSHD', 'MS (Bangladesh) v SSHD [2025] UKUT 305 (IAC)'],
      ['Ayinde', 'Ayinde [2025] EWHC 1383 (Admin)'],
    ]);
  });

  it('cites none where it names none', () => {
    expect(
      cited(run('This was confirmed by the Rules (SI 2012/1234), which had warned counsel.'))[0]
        ?.title,
    ).toBeNull();
  });
});
