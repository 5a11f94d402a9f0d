import { describe, expect, it, test } from 'vitest';
import type { Remark } from '../../../src/manuscript/annotate/annotate-word.js';
import { readWord } from '../../../src/manuscript/read/word.js';
import { openZip } from '../../../src/reading/zip.js';
import { code, field, para, run } from '../read/word-file.js';
import { accepted, annotateWord, commentsOf, partOf, rejected, unbalanced } from './annotated.js';
import {
  annotated,
  BY,
  fileOf,
  instructionsOf,
  LATER,
  LINE,
  mark,
  NEW,
  notes,
  RELATIONS,
  remark,
  settled,
} from './word-package.js';

const OLD_URL = 'https://a.test/old?x=1&y=2';
const NEW_URL = 'https://a.test/new';
const [MANAGED, MISPLACED] = ['Mend the entry, too.', 'Take it in Word.'];
const LINES = [
  `UN, A report, ${OLD_URL} (2 June 2024)`,
  `UN, A report, ${NEW_URL} (2 June 2024)`,
] as const;

const entry = (to: NonNullable<NonNullable<Remark['change']>['entry']>['to'], url = OLD_URL) => ({
  url,
  title: 'A report',
  to,
  hints: { managed: MANAGED, misplaced: MISPLACED },
});
const moved = (before: string, after: string, from = 'document:0'): Remark => ({
  ...remark(before, after, from),
  change: { before, after, entry: entry({ URL: NEW_URL }) },
});
const item = (URL: string, day: readonly (string | number)[] = ['2024', 6, 2]) => ({
  id: 7,
  uris: [URL],
  itemData: { id: 7, type: 'webpage', title: 'A report', URL, accessed: { 'date-parts': [day] } },
});
const zotero = (plainCitation: string, items: readonly unknown[], formatted = plainCitation) =>
  `ADDIN ZOTERO_ITEM CSL_CITATION ${JSON.stringify({ citationID: 'q1', properties: { formattedCitation: formatted, plainCitation, noteIndex: 1 }, citationItems: items, schema: 'https://x.test/csl.json' })} `;
const escaped = (text: string) => text.replace(/&/gu, '&amp;');
const fieldOf = (instruction: string, shown: string) =>
  field(code(instruction), run(escaped(shown)));
const jsonIn = (file: Uint8Array) => JSON.parse(/\{.*\}/su.exec(instructionsOf(file))?.[0] ?? '');

describe('the entry of a reference manager', () => {
  const formatted = LINES[0].replace('A report', '{\\i{}A report}');
  const before = zotero(LINES[0], [item(OLD_URL)], formatted);

  it.each([null, 7, 'text', [], {}])(
    'that is %j is left as it is, and the text changes',
    (itemData) => {
      const instruction = zotero('another text', [{ itemData }, item(OLD_URL), { itemData }]);
      const { after } = annotated(para(fieldOf(instruction, LINES[0])), [moved(...LINES)]);
      const { citationItems } = jsonIn(settled(after, 'accept'));
      expect(citationItems).toEqual(
        [{ itemData }, item(NEW_URL), { itemData }].map((one) =>
          expect.objectContaining('uris' in one ? { itemData: one.itemData } : one),
        ),
      );
      expect(accepted(partOf(after))).toContain(NEW_URL);
    },
  );

  it('changes with the text of its field: taken all is new, refused all is old to the letter', () => {
    const { after, xml, comments } = annotated(para(run('See ') + fieldOf(before, LINES[0])), [
      moved(...LINES),
    ]);
    expect(unbalanced(xml)).toBeNull();
    const taken = settled(after, 'accept');
    expect(jsonIn(taken)).toEqual({
      ...jsonIn(fileOf(para(code(before)))),
      properties: {
        formattedCitation: LINES[1].replace('A report', '{\\i{}A report}'),
        plainCitation: LINES[1],
        noteIndex: 1,
      },
      citationItems: [{ ...item(NEW_URL), uris: [OLD_URL] }],
    });
    expect(rejected(partOf(taken))).toBe(`See ${LINES[1]}`);
    expect(instructionsOf(settled(after, 'reject'))).toBe(before);
    expect(xml).toMatch(/<w:del [^>]*><w:r><w:delInstrText [^>]*>https:\/\/a\.test\/old/u);
    expect(comments[0]?.lines.at(-1)).toBe(MANAGED);
  });

  it('is read as it was before, until somebody takes the change, and a later run gives the same', () => {
    const body = para(fieldOf(before, LINES[0]));
    const { before: file, after } = annotated(body, [moved(...LINES)]);
    expect(readWord(openZip(after))).toEqual(readWord(openZip(file)));
    const again = annotateWord(after, [moved(...LINES)], LATER);
    expect(partOf(again).replaceAll(LATER.date, BY.date)).toBe(partOf(after));
    expect(instructionsOf(annotateWord(after, [], LATER))).toBe(before);
  });

  it('changes alone where the line does not print what is mended', () => {
    const { after, xml } = annotated(para(fieldOf(zotero(LINE, [item(OLD_URL)]), LINE)), [
      moved(LINE, LINE),
    ]);
    expect(jsonIn(settled(after, 'accept')).citationItems[0].itemData.URL).toBe(NEW_URL);
    expect([accepted(xml), rejected(xml)]).toEqual([LINE, LINE]);
  });

  it('changes in its own entry of several, and in none where none is of that address', () => {
    const others = [item('https://b.test/'), item('https://c.test/')];
    const [two, none] = [[item('https://b.test/'), item(OLD_URL)], others].map((items) =>
      settled(
        annotated(para(fieldOf(zotero(LINES[0], items), LINES[0])), [moved(...LINES)]).after,
        'accept',
      ),
    ) as [Uint8Array, Uint8Array];
    expect(jsonIn(two).citationItems).toEqual([
      item('https://b.test/'),
      { ...item(NEW_URL), uris: [OLD_URL] },
    ]);
    expect(jsonIn(none).citationItems).toEqual(others);
  });

  it.each([
    ['Zotero', ['2024', 6, 2], ['2025', 10, 1]],
    ['Mendeley', ['2024', '6', '2'], ['2025', '10', '1']],
  ])('has the day of access as %s writes it', (_, old, fresh) => {
    const change = { before: LINE, after: NEW, entry: entry({ accessed: '2025-10-01' }) };
    const { after } = annotated(para(fieldOf(zotero(LINE, [item(OLD_URL, old)]), LINE)), [
      { ...remark(LINE), change },
    ]);
    const { citationItems, properties } = jsonIn(settled(after, 'accept'));
    expect(citationItems[0].itemData.accessed).toEqual({ 'date-parts': [fresh] });
    expect(properties.plainCitation).toBe(NEW);
  });

  it('changes across the runs that an instruction is cut into, with its own spaces', () => {
    const json = `{ "citationItems" : [ { "itemData" : { "URL" : "${OLD_URL}", "title" : "A report" } } ], "mendeley" : { "plainTextFormattedCitation" : "${LINES[0]}" } }`;
    const cut = json.indexOf('old');
    const instruction =
      code(`ADDIN CSL_CITATION ${json.slice(0, cut)}`) +
      code(json.slice(cut, cut + 2)) +
      code(json.slice(cut + 2));
    const { after } = annotated(para(field(instruction, run(escaped(LINES[0])))), [
      moved(...LINES),
    ]);
    expect(instructionsOf(settled(after, 'accept'))).toBe(
      `ADDIN CSL_CITATION ${json.replaceAll(OLD_URL, NEW_URL)}`,
    );
    expect(instructionsOf(settled(after, 'reject'))).toBe(`ADDIN CSL_CITATION ${json}`);
  });

  it.each([
    ['is broken', ' ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[{ '],
    ['has no entry', ' ADDIN ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY '],
    ['is of another program', ' ADDIN EN.CITE '],
  ])('stays where an instruction %s, and the text changes', (_, instruction) => {
    const { xml, after, comments } = annotated(para(fieldOf(instruction, LINE)), [
      {
        ...remark(LINE),
        change: { before: LINE, after: NEW, entry: entry({ accessed: '2025-10-01' }) },
      },
    ]);
    expect([accepted(xml), instructionsOf(after)]).toEqual([NEW, instruction]);
    expect(comments[0]?.lines).toContain(MANAGED);
  });

  it('stays in the tag of a control, which says so in its comment; other words say nothing of it', () => {
    const tag = `<w:tag w:val="MENDELEY_CITATION_v3_${Buffer.from(JSON.stringify({ citationItems: [item(OLD_URL)] })).toString('base64')}"/>`;
    const control = `<w:sdt><w:sdtPr>${tag}</w:sdtPr><w:sdtContent>${run(escaped(LINES[0]))}</w:sdtContent></w:sdt>`;
    const { xml, comments } = annotated(para(control) + para(run(escaped(LINES[0]))), [
      moved(...LINES),
      moved(...LINES, 'document:1'),
    ]);
    expect(accepted(xml)).toBe(`${escaped(LINES[1])}\n${escaped(LINES[1])}`);
    expect(xml).toContain(tag);
    expect(comments.map(({ lines }) => lines.includes(MANAGED))).toEqual([true, false]);
  });
});

test.each([
  ['a field beside it', fieldOf(' ADDIN x ', 'A'), true],
  ['a control beside it', `<w:sdt><w:sdtContent>${run('A')}</w:sdtContent></w:sdt>`, true],
  ['a link beside it', field(code(' HYPERLINK "https://c.test/" '), run('A')), false],
])(
  'a change in a note says what LibreOffice does with it only where it has a field: %s',
  (_, beside, isSaid) => {
    const content = beside + run(` ${LINE}`);
    const change = { before: LINE, after: NEW, entry: entry({}) };
    const [inNote, inText] = [
      annotated(para(run('One.') + mark(1)), [{ ...remark(LINE), change }], {
        'word/footnotes.xml': notes(content),
      }),
      annotated(para(content), [{ ...remark(LINE), change }]),
    ].map(({ comments }) => comments[0]?.lines.includes(MISPLACED));
    expect([inNote, inText]).toEqual([isSaid, false]);
  },
);

describe('the address behind words', () => {
  const parts = {
    'word/_rels/document.xml.rels': RELATIONS.replace(
      '</Rel',
      `<Relationship Id="r1" Type="x/hyperlink" Target="${escaped(OLD_URL)}" TargetMode="External"/><Relationship Id="r2" Type="x/hyperlink" Target="https://a.test/other" TargetMode="External"/></Rel`,
    ),
  };
  const words = run('A ') + run('report', '<w:i/>');
  const at = (href: string) => `<w:hyperlink r:id="${href}">${words}</w:hyperlink>`;
  const complex = field(code(` HYPERLINK "${OLD_URL}" `), words);
  const linksOf = (file: Uint8Array) => {
    const manuscript = readWord(openZip(file));
    if (!('paragraphs' in manuscript)) throw new Error('unread');
    return manuscript.paragraphs.flatMap(({ runs }) => runs.map(({ text, href }) => [text, href]));
  };

  it.each([
    ['a link', at('r1')],
    ['a link that is a field', complex],
    [
      'a link that is a simple field',
      `<w:fldSimple w:instr=' HYPERLINK "${escaped(OLD_URL)}" '>${words}</w:fldSimple>`,
    ],
  ])('is new once the change of %s is taken, and old where it is refused', (_, link) => {
    const body = para(run('UN, “') + link + run('”, 2020'));
    const cited = 'UN, “A report”, 2020';
    const { before, after, xml } = annotated(body, [moved(cited, cited)], parts);
    expect(unbalanced(xml)).toBeNull();
    expect(linksOf(before)[1]).toEqual(['A report', OLD_URL]);
    expect(linksOf(after)).toEqual(linksOf(before));
    expect(linksOf(settled(after, 'reject'))).toEqual(linksOf(before));
    expect(linksOf(settled(after, 'accept'))).toEqual(
      linksOf(before).map(([text, href]) => [text, href === null ? null : NEW_URL]),
    );
    expect([accepted(xml), rejected(xml)]).toEqual([cited, cited]);
    expect(xml).toContain(
      '<w:rPr><w:i/></w:rPr><w:t xml:space="preserve">report</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/>',
    );
    expect(partOf(after, 'word/_rels/document.xml.rels')).toContain(
      parts['word/_rels/document.xml.rels'].slice(0, -20),
    );
    expect(partOf(annotateWord(after, [moved(cited, cited)], BY))).toBe(xml);
  });

  it('changes with the words that print it, and with those beside it', () => {
    const link = `<w:hyperlink r:id="r1">${run(escaped(OLD_URL), '<w:u/>')}</w:hyperlink>`;
    const [old, fresh] = [`UN, ${OLD_URL}, x`, `The UN, ${NEW_URL}, copied, x`];
    const { after, xml } = annotated(
      para(run('UN, ') + link + run(', x')),
      [moved(old, fresh)],
      parts,
    );
    expect([accepted(xml), rejected(xml)]).toEqual([fresh, escaped(old)]);
    expect(linksOf(settled(after, 'accept')).filter(([, href]) => href !== null)).toEqual([
      [NEW_URL, NEW_URL],
    ]);
  });

  it('stays where another document is opened, and where a person has changed the words', () => {
    const theirs = `<w:hyperlink r:id="r1"><w:ins w:id="9" w:author="Ann">${words}</w:ins></w:hyperlink>`;
    for (const link of [at('r2'), theirs]) {
      const { xml } = annotated(
        para(run('UN, ') + link),
        [moved('UN, A report', 'UN, A report')],
        parts,
      );
      expect(xml).toContain(link);
      expect(xml).not.toMatch(/<w:(?:ins|del) [^>]*citewatch/u);
    }
  });
});

describe('a text box', () => {
  const inner = (content: string) => `<w:txbxContent>${content}</w:txbxContent>`;
  const box = (choice: string, fallback: string, beside = '') =>
    para(
      `<w:r>${beside}<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${inner(choice)}</w:drawing></mc:Choice><mc:Fallback><w:pict>${inner(fallback)}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    );

  it('has its change twice: for programs of today, and for older ones', () => {
    const content = para(run('One.')) + para(run(LINE));
    const { xml, comments } = annotated(box(content, content, '<w:t>Beside.</w:t>'), [
      remark(LINE, NEW, 'document:2'),
    ]);
    expect(unbalanced(xml)).toBeNull();
    expect(
      accepted(xml)
        .split('\n')
        .filter((line) => line === NEW),
    ).toHaveLength(2);
    expect(rejected(xml)).toBe(
      rejected(partOf(fileOf(box(content, content, '<w:t>Beside.</w:t>')))),
    );
    const ids = [...xml.matchAll(/<w:(?:ins|del) w:id="(\d+)"/gu)].map(([, id]) => id);
    expect([ids.length, new Set(ids).size, comments.length]).toEqual([4, 4, 1]);
  });

  it.each([
    ['says something else', para(run('Another line'))],
    ['has other paragraphs', para(run(LINE)) + para(run('More'))],
  ])('is left to a comment where what is for older programs %s', (_, fallback) => {
    const { xml, comments } = annotated(box(para(run(LINE)), fallback), [
      remark(LINE, NEW, 'document:1'),
    ]);
    expect(xml).not.toMatch(/<w:(?:ins|del) /u);
    expect(comments).toHaveLength(1);
  });

  it('has one change where it is a picture for older programs', () => {
    const { after } = annotated(box(para(run(LINE)), ''), [remark(LINE, NEW, 'document:1')]);
    expect(accepted(partOf(after))).toBe(NEW);
    expect(commentsOf(after)).toHaveLength(1);
  });
});
