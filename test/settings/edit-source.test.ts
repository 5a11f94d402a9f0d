import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { Finding, FindingKind } from '../../src/model/finding.js';
import { UserError } from '../../src/model/problem.js';
import type { SourceEdit } from '../../src/model/remedy.js';
import type { Source } from '../../src/model/watchlist.js';
import { chooseFinding, parseEdit, parseRuling } from '../../src/settings/decisions.js';
import { editSources } from '../../src/settings/edit-source.js';
import { madeEdit, revertEdit } from '../../src/settings/source-changes.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { editedLines } from '../../src/surfaces/diff/diff-view.js';

const SHIPPED = readFileSync(new URL('../../sources.json', import.meta.url), 'utf8');
const parse = (text: string) => parseWatchlist(text, 'sources.json');
const edited = (text: string, edit: SourceEdit) =>
  editedLines(text, editSources(text, edit)).map(
    ({ sign, text: line }) => `${sign} ${line.trim()}`,
  );

describe('an edit of the shipped file touches nothing else', () => {
  const COPY = { url: 'https://copy.example/x', by: 'ecoi.net' };

  it('a day of access', () => {
    const edit = { kind: 'accessed', citation: 'ASI2025-01/2', accessed: '2025-09-01' } as const;
    expect(edited(SHIPPED, edit)).toEqual([
      '+ ],',
      '+ "changes": [',
      '+ { "citation": "ASI2025-01/2", "field": "accessed", "printed": "2025-03-28", "decided": "2025-09-01", "state": "taken" }',
    ]);
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
    const { id: source, url: before } = parse(SHIPPED).sources.find(
      ({ url }) => url !== null,
    ) as Source;
    const after = editSources(SHIPPED, {
      kind: 'address',
      source,
      url: 'https://new.example/',
      before,
    });
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

/** A file with comments, tabs, trailing commas and the line ends of Windows. */
const OURS = [
  '{',
  '\t// ours',
  '\t"reports": [{ "id": "R", "title": "T", "citations": [',
  '\t\t{ "id": "R/1", "source": "a", "accessed": "2025", "quotes": [',
  '\t\t\t{ "text": "Old words." }, // as printed',
  '\t\t\t{ "text": "In English.", "original": { "lang": "zh", "text": "舊話" } },',
  '\t\t] }, // the first',
  '\t\t{ "id": "R/2", "source": "a" },',
  '\t] }],',
  '\t"sources": [',
  '\t\t{ "id": "a", "publisher": "P", "title": "Report of 2024", "url": "https://a.example/2024", "edition": "2024" }, // cited',
  '\t\t{ "id": "b", "publisher": "P", "title": "U", "url": "https://b.example/" },',
  '\t],',
  '}',
  '',
].join('\r\n');
const CITED = 'https://a.example/2024';
const EDITS = {
  edition: {
    kind: 'edition',
    source: 'a',
    before: { edition: '2024', url: CITED },
    to: {
      title: 'Report of 2025',
      url: 'https://a.example/2025',
      edition: '2025',
      published: '2025-09-29',
    },
  },
  quote: { kind: 'quote', citation: 'R/1', index: 0, before: 'Old words.', text: 'New “words”.' },
  original: { kind: 'quote', citation: 'R/1', index: 1, before: '舊話', text: '新話' },
  drop: { kind: 'drop', citation: 'R/1' },
  address: { kind: 'address', source: 'a', url: 'https://a.example/new', before: CITED },
  accessed: { kind: 'accessed', citation: 'R/1', accessed: '2025-10-01' },
} as const satisfies Readonly<Record<string, SourceEdit>>;

describe('a remedy', () => {
  const [before] = [parse(OURS)];
  const [report] = before.reports;
  const [use, other] = report?.citations ?? [];
  const citing = (...citations: readonly unknown[]) => ({
    ...before,
    reports: [{ ...report, citations }],
  });
  const about = (more: object) => ({
    ...before,
    sources: [{ ...before.sources[0], ...more }, before.sources[1]],
  });
  const [old, translated] = use?.quotes ?? [];

  test.each<[keyof typeof EDITS, object, readonly (readonly [string, string | null])[]]>([
    [
      'edition',
      about({ ...EDITS.edition.to, note: `It was the 2024 edition, at ${CITED}` }),
      [
        ['url', EDITS.edition.to.url],
        ['title', EDITS.edition.to.title],
        ['url', EDITS.edition.to.url],
        ['title', EDITS.edition.to.title],
      ],
    ],
    [
      'quote',
      citing({ ...use, quotes: [{ text: 'New “words”.' }, translated] }, other),
      [['quotes/0/text', 'New “words”.']],
    ],
    [
      'original',
      citing(
        { ...use, quotes: [old, { ...translated, original: { lang: 'zh', text: '新話' } }] },
        other,
      ),
      [['quotes/1/original/text', '新話']],
    ],
    ['drop', citing(other), [['citation', null]]],
    [
      'address',
      about({ url: EDITS.address.url, addressFrom: 'found', note: `Its address was ${CITED}` }),
      [
        ['url', EDITS.address.url],
        ['url', EDITS.address.url],
      ],
    ],
    ['accessed', citing({ ...use, accessed: '2025-10-01' }, other), [['accessed', '2025-10-01']]],
  ])('of kind %s is decided, and the report keeps what it prints', (kind, expected, decided) => {
    const after = editSources(OURS, EDITS[kind]);
    const watch = parse(after);
    expect(watch).toMatchObject(expected);
    expect(watch.reports[0]?.citations).toHaveLength(kind === 'drop' ? 1 : 2);
    expect(watch.printed).toEqual(before.reports);
    expect(watch.changes?.map((one) => [one.field, one.decided])).toEqual(decided);
    expect(watch.changes?.every(({ state }) => state === 'taken')).toBe(true);
    for (const note of ['// ours', '// as printed', '// the first', '// cited'])
      expect(after).toContain(`${note}\r\n`);
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('that leads back to what is printed leaves no change', () => {
    const there = editSources(OURS, EDITS.quote);
    const back = { ...EDITS.quote, before: 'New “words”.', text: 'Old words.' };
    expect(editSources(there, back)).toBe(OURS);
  });

  it('of words that were decided before goes on from what is printed', () => {
    const there = editSources(OURS, EDITS.quote);
    const again = { ...EDITS.quote, before: 'New “words”.', text: 'Newer words.' };
    expect(parse(editSources(there, again)).changes).toMatchObject([
      { printed: 'Old words.', decided: 'Newer words.' },
    ]);
  });

  it('of a citation that was added by hand changes it where it stands: no report prints it', () => {
    const added = OURS.replace('"accessed": "2025",', '"accessed": "2025", "added": true,');
    const watch = parse(editSources(added, EDITS.quote));
    expect(watch.changes).toBeUndefined();
    expect(watch.reports[0]?.citations[0]?.quotes[0]?.text).toBe('New “words”.');
  });

  test.each<[string, SourceEdit]>([
    ['the edition', { ...EDITS.edition, before: { edition: '2023', url: CITED } }],
    [
      'the edition, where nobody recorded one',
      { ...EDITS.edition, before: { edition: null, url: CITED } },
    ],
    ['the address of the edition', { ...EDITS.edition, before: { edition: '2024', url: null } }],
    ['the address', { ...EDITS.address, before: 'https://a.example/other' }],
    ['the quotation', { ...EDITS.quote, before: 'Other words.' }],
    ['the place of the quotation', { ...EDITS.quote, index: 1 }],
    ['the number of quotations', { ...EDITS.quote, index: 2 }],
    ['the citation', { ...EDITS.drop, citation: 'R/9' }],
    ['the source', { ...EDITS.edition, source: 'c' }],
  ])('leaves a file as it is where %s is another', (_, edit) => {
    expect(editSources(OURS, edit)).toBe(OURS);
  });

  it('adds to the note that is there', () => {
    const noted = OURS.replace('"edition": "2024"', '"edition": "2024", "note": "Ask Ada."');
    expect(parse(editSources(noted, EDITS.edition)).sources[0]?.note).toBe(
      `Ask Ada. It was the 2024 edition, at ${CITED}`,
    );
  });
});

describe('an edit is taken back', () => {
  const kinds = Object.keys(EDITS) as (keyof typeof EDITS)[];
  /** Far from every edit: lines between which others lie. */
  const FAR = { kind: 'copy', source: 'b', copy: { url: 'https://c.example/', by: 'C' } } as const;

  it.each(kinds)('whole: %s', (kind) => {
    const after = editSources(OURS, EDITS[kind]);
    expect(revertEdit(after, madeEdit(OURS, after))).toBe(OURS);
  });

  it('and leaves what was edited elsewhere in the file since', () => {
    const after = editSources(OURS, EDITS.quote);
    const elsewhere = (text: string) => `// by hand\r\n${editSources(text, FAR)}`;
    expect(revertEdit(elsewhere(after), madeEdit(OURS, after))).toBe(elsewhere(OURS));
  });

  it('in a file whose line ends git or an editor changed since', () => {
    const after = editSources(OURS, EDITS.address);
    const unix = (text: string) => text.replaceAll('\r\n', '\n');
    expect(revertEdit(unix(after), madeEdit(OURS, after))).toBe(unix(OURS));
    expect(revertEdit(after, madeEdit(unix(OURS), unix(after)))).toBe(OURS);
  });

  it.each<[string, (after: string) => string]>([
    ['its change was changed', (after) => after.replace('New', 'Newer')],
    ['it is in the report by now', (after) => after.replace('"taken"', '"in-report"')],
    ['it was taken back by hand', () => OURS],
    ['the file is empty', () => ''],
  ])('but not where %s', (_, later) => {
    const after = editSources(OURS, EDITS.quote);
    expect(revertEdit(later(after), madeEdit(OURS, after))).toBeNull();
  });

  it('one before others, whose changes stay', () => {
    const first = editSources(OURS, EDITS.quote);
    const both = editSources(first, EDITS.accessed);
    expect(revertEdit(both, madeEdit(OURS, first))).toBe(editSources(OURS, EDITS.accessed));
  });

  it('one after the other, latest first', () => {
    const texts = [OURS];
    for (const kind of kinds.slice(1)) texts.push(editSources(texts.at(-1) ?? '', EDITS[kind]));
    for (const [i, before] of [...texts.entries()].slice(0, -1).reverse())
      expect(
        parse(revertEdit(texts[i + 1] ?? '', madeEdit(before, texts[i + 1] ?? '')) ?? ''),
      ).toEqual(parse(before));
  });
});

test.each([
  ['names it', ['2023', '2024'], null, ['2023', '2024', '2025']],
  ['has no list', [], null, []],
  ['has it already', ['2024', '2025'], null, ['2024', '2025']],
  ['has a pattern that gives its address', ['2024'], 'https://a.example/{edition}', ['2024']],
  ['has a pattern of other addresses', ['2024'], 'https://b.example/{edition}', ['2024', '2025']],
])(
  'a new edition is listed by its series as far as that needs it, which %s',
  (_, listed, pattern, names) => {
    const series = {
      id: 's',
      name: 'S',
      pattern,
      editions: listed.map((edition) => ({ edition })),
    };
    const source = {
      id: 'a',
      publisher: 'P',
      title: 'Report of 2024',
      url: CITED,
      edition: '2024',
      series: 's',
    };
    const after = editSources(
      JSON.stringify({ reports: [], sources: [source], series: [series] }),
      EDITS.edition,
    );
    expect(
      JSON.parse(after).series[0].editions.map(({ edition }: { edition: string }) => edition),
    ).toEqual(names);
  },
);

describe('the finding that a decision answers', () => {
  const found = (kind: FindingKind, state: Finding['state']): Finding =>
    ({ kind, state, source: 'a', edition: null, why: { kind: 'no-url' } }) as Finding;
  const [open, decided] = [found('source-gone', 'open'), found('access-stale', 'acknowledged')];
  it('is the only one that nobody has decided, where none is named', () => {
    expect(chooseFinding('a', [decided, open], {})).toMatchObject({
      kind: 'one',
      about: 'source-gone',
    });
    expect(chooseFinding('a', [found('access-stale', 'new'), open], {}).kind).toBe('several');
    expect(() => chooseFinding('a', [decided], {})).toThrow('all of it was decided');
  });
  it('may be named, decided or not', () => {
    expect(chooseFinding('a', [decided, open], { about: 'access-stale' })).toMatchObject({
      about: 'access-stale',
    });
  });
});

it('a decision may hold to the end of this day, of its month or of its year', () => {
  for (const until of ['2025-10-01', '2025-10', '2025'])
    expect(parseRuling({ reason: 'as agreed', until }, '2025-10-01').until).toBe(until);
});

describe('a form is refused with', () => {
  const watch = parse(
    `{ "reports": [{ "id": "R", "title": "T", "citations": [{ "id": "R/1", "source": "a" }, { "id": "R/2", "source": "b" }] }],
       "sources": [{ "id": "a", "publisher": "P", "title": "T", "url": "https://a.example/" }, { "id": "b", "publisher": "P", "title": "T" }] }`,
  );
  const about = {
    watch,
    source: watch.sources[0] as Source,
    findings: [],
    today: '2025-10-01',
    remedies: [],
    text: null,
    by: 'Ana',
    reasons: { falseAlarm: '', takenOn: '', remind: '' },
  };
  test.each([
    [
      'a script for an address',
      { action: 'address', url: 'javascript:alert(1)' },
      ['url: must be an absolute http'],
    ],
    [
      'a secret in an address',
      { action: 'address', url: 'https://me:pw@a.example/' },
      ['url: must not carry'],
    ],
    [
      'the address that it has',
      { action: 'address', url: 'https://a.example/' },
      ['url: is the address'],
    ],
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
    [
      'its own address as a copy',
      { action: 'copy', copy: 'https://a.example/', keeper: 'B' },
      ['copy: is known'],
    ],
    [
      'a decision that is over already',
      { action: 'acknowledge', about: 'source-gone', reason: 'because', until: '2025-09-30' },
      ['until: is over already'],
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

  it.each([
    ['2025-10-01', '2025-11-01'],
    ['2025-12-15', '2026-01-15'],
    ['2026-01-31', '2026-02-28'],
  ])('nothing where somebody is to be reminded on the day a month after %s', (today, until) => {
    const form: Readonly<Record<string, string>> = { action: 'remind', about: 'source-gone' };
    const findings = [
      { kind: 'source-gone', state: 'open', source: 'a', edition: null, why: { kind: 'no-url' } },
    ];
    const of = { ...about, today, findings: findings as unknown as readonly Finding[] };
    const reasons = { ...about.reasons, remind: 'Put off.' };
    expect(parseEdit((name) => form[name] ?? null, { ...of, reasons })).toMatchObject({
      kind: 'decision',
      decision: { about: 'source-gone', keep: true, reason: 'Put off.', by: 'Ana', until },
    });
  });
});
