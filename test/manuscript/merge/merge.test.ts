import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../src/manuscript/import/draft.js';
import {
  EMPTY,
  type Merged,
  mergeDraft,
  sourceId,
} from '../../../src/manuscript/import/merge-draft.js';
import { readMarkdown } from '../../../src/manuscript/read/markdown.js';
import { isWritten } from '../../../src/model/manuscript.js';
import { appendAll } from '../../../src/passage/text/json-edit.js';
import { parseWatchlist } from '../../../src/settings/watchlist.js';

const REPORT = `# Karvan: detention

Example Group, May 2025

## 1. Detention

UNHCR reported on arrests.

- “Nobody who was arrested in March has come back to the town.”

UNHCR, “[Karvan update](https://unhcr.example/karvan)”, 3 April 2025, last accessed: 1 May 2025

The ministry described the camps.

- “The camps are open to visitors on every working day.”

Ministry of Justice, “Annual statement”, 2024, last accessed: 2 May 2025

## 2. Return

a. Border

- “Returnees are questioned for three days and then released.”

UNHCR, “[Karvan update](https://unhcr.example/karvan)”, 3 April 2025, last accessed: 1 May 2025
`;

const FACTS = { id: 'KAR-1', title: null, publisher: null, published: null, url: null };

function imported(report: string, text: string = EMPTY): Merged {
  const manuscript = readMarkdown(report);
  if ('kind' in manuscript) throw new Error(manuscript.why);
  const merged = mergeDraft(text, parseWatchlist(text, 'sources.json'), draftOf(manuscript), FACTS);
  parseWatchlist(merged.text, 'sources.json');
  return merged;
}
const first = imported(REPORT);
const kindsOf = ({ changes }: Merged) => changes.filter(isWritten).map(({ kind }) => kind);

describe('a report that is imported for the first time', () => {
  const { reports, sources } = parseWatchlist(first.text, 'sources.json');

  test('has its citations in order, with the section and the dates that are printed', () => {
    expect(reports[0]).toMatchObject({
      id: 'KAR-1',
      title: 'Karvan: detention',
      publisher: 'Example Group',
      published: '2025-05',
    });
    expect(
      reports[0]?.citations.map(({ id, section, accessed }) => [id, section, accessed]),
    ).toEqual([
      ['KAR-1/1', '1', '2025-05-01'],
      ['KAR-1/2', '1', '2025-05-02'],
      ['KAR-1/3', '2', '2025-05-01'],
    ]);
  });

  test('names a document once, however often it is cited', () => {
    expect(sources.map(({ id, url }) => [id, url])).toEqual([
      ['unhcr-2025-karvan-update', 'https://unhcr.example/karvan'],
      ['ministry-justice-2024-annual-statement', null],
    ]);
  });

  test('says how an address is known', () => {
    expect(sources.map(({ addressFrom }) => addressFrom)).toEqual(['seen', undefined]);
  });
});

describe('a report that is imported again', () => {
  test('changes nothing', () => {
    expect(imported(REPORT, first.text)).toMatchObject({ text: first.text, changes: [] });
  });

  test('keeps what people wrote: ids, mended addresses, notes, decisions and comments', () => {
    const edited = first.text
      .replaceAll('ministry-justice-2024-annual-statement', 'moj-statement')
      .replace(
        '"url": null,\n      "published": "2024"',
        '"url": "https://moj.example/2024", // found by phone\n      "published": "2024-12-01"',
      )
      .replace(
        '"decisions": []',
        '"decisions": [{ "source": "moj-statement", "about": "no-url", "edition": null, "keep": true, "reason": "asked", "on": "2025-05-03", "until": null }]',
      );
    expect(edited).not.toBe(first.text);
    expect(imported(REPORT, edited).text).toBe(edited);
  });

  test('tells an address that differs, and leaves the one of the file', () => {
    const mended = first.text.replace(
      'https://unhcr.example/karvan',
      'https://unhcr.example/moved',
    );
    const { text, changes } = imported(REPORT, mended);
    expect(text).toBe(mended);
    expect(changes).toMatchObject([
      {
        kind: 'source-differs',
        field: 'url',
        before: 'https://unhcr.example/moved',
        after: 'https://unhcr.example/karvan',
      },
    ]);
  });

  test('shows exactly what was edited in it', () => {
    const again = imported(
      REPORT.replace('last accessed: 2 May 2025', 'last accessed: 9 June 2025'),
      first.text,
    );
    expect(again.changes).toMatchObject([
      { kind: 'citation-changed', id: 'KAR-1/2', field: 'accessed', after: '2025-06-09' },
      { kind: 'citation-changed', id: 'KAR-1/2', field: 'cited' },
    ]);
  });

  test('tells a changed word of a quotation as a change of that citation', () => {
    const again = imported(REPORT.replace('three days', 'two days'), first.text);
    expect(again.changes).toMatchObject([
      { kind: 'citation-changed', id: 'KAR-1/3', field: 'quotes' },
    ]);
    expect(again.text).toContain('for two days');
  });

  test('gives a new citation the next id and its place in the report', () => {
    const added = REPORT.replace(
      '## 2. Return',
      '- “The courts heard forty cases in that year.”\n\nBar Council, “Forty cases”, 7 January 2025, last accessed: 3 May 2025\n\n## 2. Return',
    );
    const again = imported(added, first.text);
    expect(kindsOf(again)).toEqual(['source-added', 'citation-added']);
    expect(parseWatchlist(again.text, '').reports[0]?.citations.map(({ id }) => id)).toEqual([
      'KAR-1/1',
      'KAR-1/2',
      'KAR-1/4',
      'KAR-1/3',
    ]);
  });

  test('drops a citation that went, and keeps its source', () => {
    const [start, rest] = REPORT.split('The ministry described the camps.');
    const without = `${start}${rest?.slice(rest.indexOf('## 2.'))}`;
    const again = imported(without, first.text);
    expect(again.changes).toMatchObject([
      { kind: 'citation-gone', citation: { id: 'KAR-1/2' } },
      { kind: 'source-unused', id: 'ministry-justice-2024-annual-statement' },
    ]);
    expect(parseWatchlist(again.text, '').sources.length).toBe(2);
  });

  describe('of which a person filled in what its line does not say', () => {
    const undated = REPORT.replace(', last accessed: 2 May 2025', '');
    const open = imported(undated).text;
    const filled = open.replace(
      '"accessed": null,\n          "page": null',
      '"accessed": "2025-05-02",\n          "page": "14"',
    );

    test('leaves that as long as the line is the same', () => {
      expect(filled).not.toBe(open);
      expect(imported(undated, filled)).toMatchObject({ text: filled, changes: [] });
    });

    test('takes what the report says of it later', () => {
      const again = imported(
        undated.replace('2024\n', '2024, p. 3, last accessed: 9 June 2025\n'),
        filled,
      );
      expect(parseWatchlist(again.text, '').reports[0]?.citations[1]).toMatchObject({
        accessed: '2025-06-09',
        page: '3',
      });
    });

    test('has it open again where the line is another', () => {
      const again = imported(
        undated.replace('“Annual statement”', '“Annual statement, revised”'),
        filled,
      );
      expect(parseWatchlist(again.text, '').reports[0]?.citations[1]).toMatchObject({
        accessed: null,
        page: null,
      });
    });
  });

  describe('in whose file something was added beside it', () => {
    const citation = {
      id: 'KAR-1/4',
      source: 'unhcr-2025-karvan-update',
      section: '1',
      accessed: '2025-06-01',
      page: null,
      cited: null,
      added: true,
      quotes: [{ text: 'Nobody has counted those who came back.' }],
    };
    const withIt = appendAll(first.text, ['reports', 0, 'citations'], [citation]);

    test('leaves it', () => {
      expect(imported(REPORT, withIt)).toMatchObject({ text: withIt, changes: [] });
    });

    test('takes it for its own where it quotes the same by now', () => {
      const quoting = REPORT.replace(
        '## 2. Return',
        '- “Nobody has counted those who came back.”\n\nUNHCR, “[Karvan update](https://unhcr.example/karvan)”, 3 April 2025, last accessed: 1 June 2025\n\n## 2. Return',
      );
      const { text } = imported(quoting, withIt);
      const [, , , own] = parseWatchlist(text, '').reports[0]?.citations ?? [];
      expect(own).toMatchObject({ id: 'KAR-1/4', accessed: '2025-06-01' });
      expect(own).not.toHaveProperty('added');
      expect(imported(quoting, text)).toMatchObject({ text, changes: [] });
    });

    test('drops it where nothing says that it was added', () => {
      const { changes } = imported(REPORT, withIt.replace('"added": true', '"added": false'));
      expect(changes).toMatchObject([{ kind: 'citation-gone', citation: { id: 'KAR-1/4' } }]);
    });
  });

  test('keeps an original that somebody put beside a translation', () => {
    const put = first.text.replace(
      '"text": "The camps are open to visitors on every working day."',
      '"text": "The camps are open to visitors on every working day.", "original": { "lang": "ru", "text": "Лагеря открыты." }, "translated": true',
    );
    expect(imported(REPORT, put).text).toBe(put);
  });
});

test('a second report joins the sources of the first', () => {
  const watch = parseWatchlist(first.text, '');
  const manuscript = readMarkdown(REPORT);
  if ('kind' in manuscript) throw new Error();
  const { text, changes } = mergeDraft(first.text, watch, draftOf(manuscript), {
    ...FACTS,
    id: 'KAR-2',
  });
  expect(changes.map(({ kind }) => kind)).toEqual([
    'report-added',
    ...Array(3).fill('citation-added'),
  ]);
  expect(parseWatchlist(text, '').sources.length).toBe(2);
});

describe('an id', () => {
  test.each([
    [
      'US Department of State',
      '2025 Trafficking in Persons Report: China',
      '2025-09-29',
      'us-department-state-2025-trafficking-persons-china',
    ],
    [
      'Australian Government (DFAT)',
      'Country Information Report',
      '2024',
      'dfat-2024-country-information',
    ],
    ['USDOS – US Department of State', 'Report', '2024', 'usdos-2024'],
    ['《法学杂志》', '非法催收贷款行为的刑法规制', '2019', 'source-2019'],
    ['Liberty Times Net', '中國遼寧省20年連3任', '2024-01-07', 'liberty-times-net-2024'],
    ['UNHCR', 'Karvan 2 years on', null, 'unhcr-karvan-2-years'],
  ])('of %s, %s, %s is %s', (publisher, title, published, id) => {
    expect(sourceId({ publisher, title, published }, new Set())).toBe(id);
    expect(sourceId({ publisher, title, published }, new Set([id]))).toBe(`${id}-2`);
  });
});

describe('a report that is imported once more', () => {
  const again = (report: string, text = first.text) =>
    parseWatchlist(imported(report, text).text, 'sources.json');
  const ids = (report: string, text?: string) =>
    again(report, text).reports[0]?.citations.map(({ id, source }) => [id, source]);
  const MINISTRY = 'Ministry of Justice, “Annual statement”, 2024, last accessed: 2 May 2025';

  test('has the same citation where all of it changed and its source has no other one', () => {
    const changed = REPORT.replace(MINISTRY, MINISTRY.replace('2 May', '9 June'))
      .replace('## 1. Detention', '## 7. Detention')
      .replace('on every working day', 'on no day');
    expect(ids(changed)?.map(([id]) => id)).toEqual(['KAR-1/1', 'KAR-1/2', 'KAR-1/3']);
  });

  test('has a new one where another citation of its source went', () => {
    const [one = '', two = ''] = REPORT.split(/(?=## 2)/u);
    const gone = one.replace(/- “Nobody[\s\S]*?2025\n/u, '') + two;
    const other = gone
      .replace('a. Border', 'b. Prison')
      .replace(
        'Returnees are questioned for three days and then released',
        'Lawyers were not let into the prison of the town',
      )
      .replace('1 May', '3 May')
      .replace('## 2. Return', '## 9. Prison');
    expect(ids(other)?.map(([id]) => id)).toEqual(['KAR-1/2', 'KAR-1/4']);
  });

  test('leaves alone what was added beside it, of the same source and section', () => {
    const path = ['reports', 0, 'citations'];
    const [ministry] =
      again(REPORT).reports[0]?.citations.filter(({ id }) => id === 'KAR-1/2') ?? [];
    const beside = {
      ...ministry,
      id: 'KAR-1/4',
      cited: null,
      added: true,
      quotes: [{ text: 'Visitors are searched at the gate.' }],
    };
    const changed = REPORT.replace('open to visitors', 'closed to visitors');
    const more = changed.replace(
      MINISTRY,
      `${MINISTRY}\n\n- “The guards are paid by the day.”\n\n${MINISTRY.replace('2 May', '3 May')}`,
    );
    const { reports } = again(more, appendAll(first.text, path, [beside]));
    expect(reports[0]?.citations.find(({ id }) => id === 'KAR-1/4')?.quotes).toEqual(beside.quotes);
  });

  test.each([
    [
      'another address and another day is another document',
      'https://unhcr.example/karvan-2026',
      '3 April 2026',
      true,
    ],
    [
      'another address alone was mended',
      'https://unhcr.example/karvan-2026',
      '3 April 2025',
      false,
    ],
    ['another day alone was mended', 'https://unhcr.example/karvan', '3 April 2026', false],
  ])('%s', (_, url, day, isNew) => {
    const changed = REPORT.replaceAll('https://unhcr.example/karvan', url).replaceAll(
      '3 April 2025',
      day,
    );
    expect(again(changed).sources.length).toBe(isNew ? 3 : 2);
    expect(ids(changed)?.[0]?.[0]).toBe('KAR-1/1');
  });
});
