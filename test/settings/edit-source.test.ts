import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { UserError } from '../../src/model/problem.js';
import type { SourceEdit } from '../../src/model/remedy.js';
import type { Source } from '../../src/model/watchlist.js';
import { parseEdit } from '../../src/settings/decisions.js';
import { editSources } from '../../src/settings/edit-source.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { editedLines } from '../../src/surfaces/diff/diff-view.js';

const SHIPPED = readFileSync(new URL('../../sources.json', import.meta.url), 'utf8');
const parse = (text: string) => parseWatchlist(text, 'sources.json');
const edited = (text: string, edit: SourceEdit) =>
  editedLines(text, editSources(text, edit)).map(({ sign, text: line }) => `${sign} ${line.trim()}`);

describe('an edit of the shipped file touches nothing else', () => {
  const COPY = { url: 'https://copy.example/x', by: 'ecoi.net' };

  it('a day of access', () => {
    const edit = { kind: 'accessed', citation: 'ASI2025-01/2', accessed: '2025-09-01' } as const;
    expect(edited(SHIPPED, edit)).toEqual(['- "accessed": "2025-03-28",', '+ "accessed": "2025-09-01",']);
  });

  it('a copy, behind those that are there', () => {
    const source = 'reuters-2020-private-lending-rate';
    const after = editSources(SHIPPED, { kind: 'copy', source, copy: COPY });
    const before = parse(SHIPPED).sources;
    expect(parse(after).sources).toEqual(
      before.map((one) => (one.id === source ? { ...one, copies: [...one.copies, COPY] } : one)),
    );
    expect(editedLines(SHIPPED, after).map(({ sign }) => sign)).toEqual(['-', '+', '+']);
  });

  it('an address, with the old one in the note', () => {
    const { id: source, url: before } = parse(SHIPPED).sources.find(({ url }) => url !== null) as Source;
    const after = editSources(SHIPPED, { kind: 'address', source, url: 'https://new.example/', before });
    const put = parse(after).sources.find(({ id }) => id === source);
    expect(put).toMatchObject({
      url: 'https://new.example/',
      note: expect.stringContaining(before as string),
    });
  });
});

describe('whatever the layout', () => {
  const list = (source: string) =>
    `{\r\n\t"reports": [{ "id": "R", "title": "T", "citations": [{ "id": "R/1", "source": "a" }] }], // ours\r\n\t"sources": [\r\n\t\t${source},\r\n\t],\r\n}\r\n`;
  test.each([
    ['no copies', '{ "id": "a", "publisher": "P", "title": "T" }'],
    ['an empty list of them', '{ "id": "a", "publisher": "P", "title": "T", "copies": [ ] }'],
    [
      'a list in one line',
      '{ "id": "a", "publisher": "P", "title": "T", "copies": [{ "url": "https://b.example/", "by": "B" }] }',
    ],
  ])('a copy is added to %s', (_, source) => {
    const before = list(source);
    const after = editSources(before, {
      kind: 'copy',
      source: 'a',
      copy: { url: 'https://c.example/', by: 'C' },
    });
    expect(parse(after).sources[0]?.copies.at(-1)).toEqual({ url: 'https://c.example/', by: 'C' });
    expect(after).toContain('// ours\r\n');
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('a day is put where there was none', () => {
    const before = list('{ "id": "a", "publisher": "P", "title": "T" }');
    const after = editSources(before, { kind: 'accessed', citation: 'R/1', accessed: '2025' });
    expect(parse(after).reports[0]?.citations[0]?.accessed).toBe('2025');
  });

  it('what is not there any more is left alone', () => {
    const before = list('{ "id": "a", "publisher": "P", "title": "T" }');
    for (const edit of [
      { kind: 'copy', source: 'b', copy: { url: 'https://c.example/', by: 'C' } },
      { kind: 'accessed', citation: 'R/2', accessed: '2025' },
      { kind: 'address', source: 'b', url: 'https://c.example/', before: null },
    ] as const)
      expect(editSources(before, edit)).toBe(before);
  });
});

describe('a form is refused with', () => {
  const watch = parse(
    `{ "reports": [{ "id": "R", "title": "T", "citations": [{ "id": "R/1", "source": "a" }, { "id": "R/2", "source": "b" }] }],
       "sources": [{ "id": "a", "publisher": "P", "title": "T", "url": "https://a.example/" }, { "id": "b", "publisher": "P", "title": "T" }] }`,
  );
  const about = {
    ...{ watch, source: watch.sources[0] as Source, findings: [], today: '2025-10-01' },
    ...{ remedies: [], text: null, by: 'Ana', reasons: { falseAlarm: '', takenOn: '' } },
  };
  test.each([
    ['a script for an address', { action: 'address', url: 'javascript:alert(1)' }, ['url: must be an absolute http']],
    ['a secret in an address', { action: 'address', url: 'https://me:pw@a.example/' }, ['url: must not carry']],
    ['the address that it has', { action: 'address', url: 'https://a.example/' }, ['url: is the address']],
    [
      'a citation of another source, on no day',
      { action: 'accessed', citation: 'R/2', accessed: 'soon' },
      ['citation: must be one of R/1', 'accessed: must be a date'],
    ],
    [
      'a day that is to come',
      { action: 'accessed', citation: 'R/1', accessed: '2025-10-02' },
      ['accessed: is to come'],
    ],
    [
      'a copy without a keeper',
      { action: 'copy', copy: 'ftp://b.example/' },
      ['copy: must be an absolute http', 'keeper: must not be empty'],
    ],
    ['nothing chosen', { action: 'acknowledge', reason: 'because' }, ['about: choose']],
    ['nothing at all', {}, ['action: must be one of']],
  ])('%s', (_, form: Readonly<Record<string, string>>, problems) => {
    const read = () => parseEdit((name) => form[name] ?? null, about);
    expect(read).toThrow(UserError);
    for (const problem of problems) expect(read).toThrow(problem);
  });

  it('nothing where the day is today, on one line', () => {
    const form: Readonly<Record<string, string>> = {
      action: 'accessed',
      citation: ' R/1\r\n',
      accessed: '2025-10-01',
    };
    expect(parseEdit((name) => form[name] ?? null, about)).toEqual({
      kind: 'accessed',
      citation: 'R/1',
      accessed: '2025-10-01',
    });
  });
});
