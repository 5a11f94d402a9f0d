import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { piecesOf } from '../houses/plan.js';
import { escaped } from '../houses/word-report.js';
import { para } from '../read/word-file.js';

/** A report of one maker, of the same citations as all others. */
export interface Made {
  readonly body: readonly string[];
  readonly notes: readonly string[];
}

const STANDS =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects in that year.';
const MOVED =
  'The court lowered the maximum rate of private loans to four times the prime rate of that month.';
/** What the pages of the cited addresses say. */
export const PASSAGES = { stale: STANDS, moved: MOVED };

const LINK =
  'Xinhua, “[Courts and lenders](https://moved.example/old)”, 1 May 2020, last accessed: 20 September 2025';
const PRINTED =
  'Xinhua, “Courts and lenders”, 1 May 2020, https://moved.example/old, last accessed: 20 September 2025';
const STALE =
  'China Daily, “[Police fortify the crackdown](https://stale.example/article)”, 1 May 2020, last accessed: 5 January 2024';

/** The plain report: an old access date, a title whose link moved, and a printed address that moved. */
const ENGLISH: Made = {
  body: [
    '# China: a report',
    '# 1. Findings',
    `According to China Daily, “${STANDS}”[^1]`,
    `Xinhua reports: “${MOVED}”[^2] It wrote so again.[^3]`,
  ],
  notes: [STALE, LINK, PRINTED],
};

const NAMES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const OF_2011 = 'http://schemas.microsoft.com/office/2011/relationships';
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** How a maker writes: what differs from maker to maker in what all of them have. */
interface Hand {
  /** Attributes of the roots, behind the names of spaces. */
  readonly root: string;
  readonly run: (text: string) => string;
  readonly link: (words: string, id: string, href: string) => string;
  readonly paragraph: (content: string, kind: 'heading' | 'text' | 'note') => string;
  readonly mark: (id: number) => string;
  /** The id of the first note, and the notes that are lines between text and notes. */
  readonly first: number;
  readonly rules: string;
  /** Its own parts, with their types where they are XML of a known kind. */
  readonly parts: Readonly<Record<string, string>>;
}

const simple = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;

const separators = (from: number): string =>
  ['separator', 'continuationSeparator']
    .map(
      (name, i) =>
        `<w:footnote w:type="${name}" w:id="${from + i}"><w:p><w:r><w:${name}/></w:r></w:p></w:footnote>`,
    )
    .join('');

/** Word for Windows: numbers of revisions on runs, words of one line in several runs, marks of proofing. */
const WORD: Hand = {
  root: 'mc:Ignorable="w14 w15"',
  run: (text) => {
    const cut = Math.ceil(text.length / 2);
    return `<w:r w:rsidRPr="00A77B3E"><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">${text.slice(0, cut)}</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00C61E2A"><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">${text.slice(cut)}</w:t></w:r><w:proofErr w:type="spellEnd"/>`;
  },
  link: (words, id) =>
    `<w:hyperlink r:id="${id}" w:history="1"><w:r w:rsidRPr="00A77B3E"><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>${words}</w:t></w:r></w:hyperlink>`,
  paragraph: (content, kind) =>
    `<w:p w14:paraId="2F${content.length.toString(16).padStart(6, '0')}" w14:textId="77777777" w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E">${kind === 'text' ? '' : `<w:pPr><w:pStyle w:val="${kind === 'heading' ? 'Heading1' : 'FootnoteText'}"/></w:pPr>`}${content}</w:p>`,
  mark: (id) =>
    `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="${id}"/></w:r>`,
  first: 1,
  rules: separators(-1),
  parts: {
    'word/webSettings.xml': `${HEAD}<w:webSettings ${NAMES}/>`,
    'word/theme/theme1.xml': `${HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"/>`,
    'customXml/item1.xml':
      '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"/>',
  },
};

/** Google Docs: a default name space of its own, `w:rtl` on every run, notes from 0, tables in controls that are locked. */
const GOOGLE: Hand = {
  ...WORD,
  root: 'xmlns="http://schemas.microsoft.com/office/tasks/2019/documenttasks"',
  run: (text) => simple(text, '<w:rtl w:val="0"/>'),
  link: (words, id) =>
    `<w:hyperlink r:id="${id}"><w:r w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000"><w:rPr><w:color w:val="1155cc"/><w:u w:val="single"/><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">${words}</w:t></w:r></w:hyperlink>`,
  paragraph: (content, kind) =>
    `<w:p w:rsidR="00000000" w:rsidDel="00000000" w:rsidP="00000000" w:rsidRDefault="00000000" w:rsidRPr="00000000" w14:paraId="00000001"><w:pPr>${kind === 'heading' ? '<w:pStyle w:val="Heading1"/>' : ''}<w:rPr/></w:pPr>${content}<w:r><w:rPr><w:rtl w:val="0"/></w:rPr></w:r></w:p>`,
  mark: (id) =>
    `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:customMarkFollows="0" w:id="${id}"/></w:r>`,
  first: 0,
  rules: '',
  parts: {},
};

/** Pages: names of styles with blanks, links that are fields within one run each. */
const PAGES: Hand = {
  ...WORD,
  root: 'mc:Ignorable="w14"',
  run: (text) => simple(text, '<w:rtl w:val="0"/><w:lang w:val="en-US"/>'),
  link: (words, _, href) => {
    const sign = (type: string) => `<w:fldChar w:fldCharType="${type}" w:fldLock="0"/>`;
    const style = '<w:rPr><w:rStyle w:val="Hyperlink.0"/><w:rtl w:val="0"/></w:rPr>';
    return `<w:r>${style}${sign('begin')}</w:r><w:r>${style}<w:instrText xml:space="preserve"> HYPERLINK "${href}"</w:instrText></w:r><w:r>${style}${sign('separate')}</w:r><w:r>${style}<w:t>${words}</w:t></w:r><w:r>${sign('end')}</w:r>`;
  },
  paragraph: (content, kind) =>
    `<w:p><w:pPr><w:pStyle w:val="${{ heading: 'Heading', text: 'Body A', note: 'Footnote' }[kind]}"/><w:bidi w:val="0"/></w:pPr>${content}</w:p>`,
  parts: { 'word/theme/theme1.xml': WORD.parts['word/theme/theme1.xml'] ?? '' },
};

/** Word in Arabic: every paragraph and run from right to left. */
const ARABIC: Hand = {
  ...WORD,
  run: (text) => simple(text, '<w:rFonts w:hint="cs"/><w:rtl/><w:lang w:bidi="ar-SA"/>'),
  paragraph: (content, kind) =>
    `<w:p><w:pPr>${kind === 'heading' ? '<w:pStyle w:val="Heading1"/>' : ''}<w:bidi/></w:pPr>${content}</w:p>`,
};

/** WPS Writer: fonts of East Asia on every run, its own name space and settings. */
const WPS: Hand = {
  ...WORD,
  root: 'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" mc:Ignorable="w14 w15"',
  run: (text) =>
    simple(
      text,
      '<w:rFonts w:hint="eastAsia" w:eastAsia="宋体"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>',
    ),
  parts: {
    'customXml/item1.xml':
      '<s:customData xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData"/>',
  },
};

const STYLES = `${HEAD}<w:styles ${NAMES}>${[
  ['Heading1', 'heading 1', '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'],
  ['Heading', 'heading 1', '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'],
  ['FootnoteText', 'footnote text', ''],
  ['Body A', 'Body A', ''],
]
  .map(
    ([id, name, rest]) =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${rest}</w:style>`,
  )
  .join('')}</w:styles>`;

/** A package in a maker's hand. `around`: what a paragraph or a note becomes, by its number; `body`: what follows the text. */
function packed(
  hand: Hand,
  { body, notes }: Made,
  {
    around = (xml: string) => xml,
    parts = {},
  }: { around?: (xml: string, place: string) => string; parts?: Hand['parts'] } = {},
): Uint8Array {
  const links = { document: new Map<string, string>(), footnotes: new Map<string, string>() };
  const written = (part: keyof typeof links, text: string): string =>
    piecesOf(text)
      .map(({ text: words, href, note }) => {
        if (note !== null) return hand.mark(note - 1 + hand.first);
        if (href === null) return hand.run(escaped(words));
        const id = links[part].get(href) ?? `rId${links[part].size + 50}`;
        links[part].set(href, id);
        return hand.link(escaped(words), id, href);
      })
      .join('');
  const text = body.map((one, i) => {
    const kind = one.startsWith('# ') ? 'heading' : 'text';
    return around(hand.paragraph(written('document', one.replace(/^# /u, '')), kind), `text ${i}`);
  });
  const own = notes.map((one, i) => {
    const mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>';
    const content = around(
      hand.paragraph(mark + hand.run(' ') + written('footnotes', one), 'note'),
      `note ${i + 1}`,
    );
    return `<w:footnote w:id="${i + hand.first}">${content}</w:footnote>`;
  });
  const all: Readonly<Record<string, string>> = {
    'word/document.xml': `${HEAD}<w:document ${NAMES} ${hand.root}><w:body>${text.join('')}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
    'word/footnotes.xml': `${HEAD}<w:footnotes ${NAMES} ${hand.root}>${hand.rules}${own.join('')}</w:footnotes>`,
    'word/styles.xml': STYLES,
    'word/settings.xml': `${HEAD}<w:settings ${NAMES}><w:zoom w:percent="100"/></w:settings>`,
    ...hand.parts,
    ...parts,
  };
  const related = Object.keys(all).filter(
    (name) => /^word\/\w+\.xml$/u.test(name) && name !== 'word/document.xml',
  );
  const relation = (id: string, type: string, target: string, more = '') =>
    `<Relationship Id="${id}" Type="${/^(?:commentsExtended|people)$/u.test(type) ? OF_2011 : OFFICE}/${type}" Target="${escaped(target)}"${more}/>`;
  const relations = (content: string) =>
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`;
  const external = (of: ReadonlyMap<string, string>) =>
    [...of].map(([href, id]) => relation(id, 'hyperlink', href, ' TargetMode="External"')).join('');
  const typed = related.map(
    (name) => `<Override PartName="/${name}" ContentType="${MAIN}.${name.slice(5, -4)}+xml"/>`,
  );
  const files: Hand['parts'] = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${MAIN}.document.main+xml"/>${typed.join('')}</Types>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'word/document.xml')),
    ...all,
    'word/_rels/document.xml.rels': relations(
      related.map((name, i) => relation(`rId${i + 1}`, name.slice(5, -4), name.slice(5))).join('') +
        external(links.document),
    ),
    'word/_rels/footnotes.xml.rels': relations(external(links.footnotes)),
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, xml]) => [name, new Uint8Array(Buffer.from(xml))]),
    ),
  );
}

const item = (
  URL: string,
  title: string,
  publisher: string,
  day: readonly (string | number)[],
) => ({
  id: 1,
  type: 'webpage',
  title,
  publisher,
  URL,
  issued: { 'date-parts': [['2020', 5, 1]] },
  accessed: { 'date-parts': [day] },
});
const XINHUA = item('https://moved.example/old', 'Courts and lenders', 'Xinhua', ['2025', 9, 20]);
const DAILY = item(
  'https://stale.example/article',
  'Police fortify the crackdown',
  'China Daily',
  [2024, 1, 5],
);

/** A note as a field of Zotero, of Mendeley Desktop, or as a control of Mendeley Cite. */
function managed(xml: string, place: string): string {
  const shown =
    /(<w:r\b(?:(?!<w:r\b).)*<w:t xml:space="preserve"> <\/w:t><\/w:r>|<w:footnoteRef\/><\/w:r>)(.*)(<\/w:p>)/su;
  const text = PRINTED;
  const zotero = {
    citationID: 'Jx1',
    properties: { formattedCitation: text, plainCitation: text, noteIndex: 2 },
  };
  const items = [{ id: 1, uris: ['http://zotero.org/users/1/items/AB'], itemData: XINHUA }];
  const field = (instruction: string, content: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${escaped(instruction)} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${content}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const tag = Buffer.from(JSON.stringify({ citationItems: [{ id: 1, itemData: DAILY }] })).toString(
    'base64',
  );
  const wrap: Readonly<Record<string, (content: string) => string>> = {
    'note 1': (content) =>
      `<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_${tag}"/><w:id w:val="12"/></w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`,
    'note 2': (content) =>
      field(
        `ADDIN ZOTERO_ITEM CSL_CITATION ${JSON.stringify({ ...zotero, citationItems: items })}`,
        content,
      ),
    'note 3': (content) =>
      field(
        `ADDIN CSL_CITATION ${JSON.stringify({ citationItems: [{ id: 'ITEM-1', itemData: XINHUA }], mendeley: { formattedCitation: text, plainTextFormattedCitation: text } }, null, 1).replace(/\n */gu, ' ')}`,
        content,
      ),
  };
  const around = wrap[place];
  return around === undefined
    ? xml
    : xml.replace(shown, (_, before, content, end) => before + around(content) + end);
}

/** What people left in a file: a comment with its answer, and changes of their own beside a citation. */
const PEOPLE: Hand['parts'] = {
  'word/comments.xml': `${HEAD}<w:comments ${NAMES} mc:Ignorable="w14 w15"><w:comment w:id="4" w:author="Ann" w:date="2025-01-02T03:04:05Z" w:initials="A"><w:p w14:paraId="10000001"><w:r><w:annotationRef/></w:r><w:r><w:t>Why?</w:t></w:r></w:p></w:comment><w:comment w:id="5" w:author="Ben" w:date="2025-01-03T03:04:05Z" w:initials="B"><w:p w14:paraId="10000002"><w:r><w:t>Because.</w:t></w:r></w:p></w:comment></w:comments>`,
  'word/commentsExtended.xml': `${HEAD}<w15:commentsEx ${NAMES}><w15:commentEx w15:paraId="10000001" w15:done="0"/><w15:commentEx w15:paraId="10000002" w15:paraIdParent="10000001" w15:done="0"/></w15:commentsEx>`,
  'word/people.xml': `${HEAD}<w15:people ${NAMES}><w15:person w15:author="Ann"/></w15:people>`,
};
const byPeople = (xml: string, place: string): string => {
  const change = `<w:ins w:id="901" w:author="Ann" w:date="2025-01-02T03:04:05Z"><w:r><w:t xml:space="preserve"> in passing</w:t></w:r></w:ins><w:del w:id="902" w:author="Ben" w:date="2025-01-02T03:04:05Z"><w:r><w:delText xml:space="preserve"> at length</w:delText></w:r></w:del>`;
  if (place === 'note 1') return xml.replace('</w:p>', `${change}</w:p>`);
  const open = [4, 5].map((id) => `<w:commentRangeStart w:id="${id}"/>`).join('');
  const close = [4, 5]
    .map((id) => `<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`)
    .join('');
  return place === 'text 3'
    ? xml.replace(/(<w:p\b[^>]*>)(.*)(<\/w:p>)/su, `$1${open}$2${close}$3`)
    : xml;
};

/** A text box as Word writes it: for today's programs, and once more for those of 2007. */
function boxed(xml: string, place: string): string {
  if (place !== 'text 4') return xml;
  const content = `<w:txbxContent>${para(simple('A box.'))}${xml}</w:txbxContent>`;
  return para(
    `${simple('Beside the box.')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="3000000" cy="1200000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="1" name="Box 1"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="1200000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>${content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="b1" style="width:236pt;height:94pt"><v:textbox>${content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
  );
}

const LOCKED = (xml: string, place: string): string =>
  place === 'text 3'
    ? `<w:sdt><w:sdtPr><w:lock w:val="contentLocked"/><w:id w:val="-17"/><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent>${xml}</w:sdtContent></w:sdt>`
    : xml;

/** The file that a program makes of another; null where it is not on this machine. */
function madeBy(
  program: string,
  name: string,
  text: string,
  args: readonly string[],
): Uint8Array | null {
  const folder = mkdtempSync(join(tmpdir(), 'citewatch-maker-'));
  try {
    writeFileSync(join(folder, name), text);
    execFileSync(program, args, { cwd: folder, stdio: 'ignore', timeout: 60_000 });
    return new Uint8Array(readFileSync(join(folder, name.replace(/\.\w+$/u, '.docx'))));
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const markdown = ({ body, notes }: Made): string =>
  [...body, ...notes.map((note, i) => `[^${i + 1}]: ${note}`)].map((one) => `${one}\n\n`).join('');

function flatOdt({ body, notes }: Made): string {
  const inline = (text: string): string =>
    piecesOf(text)
      .map(({ text: words, href, note }) => {
        if (note !== null)
          return `<text:note text:note-class="footnote"><text:note-citation>${note}</text:note-citation><text:note-body><text:p>${inline(notes[note - 1] ?? '')}</text:p></text:note-body></text:note>`;
        return href === null
          ? escaped(words)
          : `<text:a xlink:type="simple" xlink:href="${escaped(href)}">${escaped(words)}</text:a>`;
      })
      .join('');
  const blocks = body.map((one) =>
    one.startsWith('# ')
      ? `<text:h text:outline-level="1">${inline(one.slice(2))}</text:h>`
      : `<text:p>${inline(one)}</text:p>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>${blocks.join('')}</office:text></office:body></office:document>`;
}

const CHINESE: Made = {
  body: [
    '# 报告',
    '# 一、调查结果',
    `《中国日报》写道：“${STANDS}”[^1]`,
    `新华社报道：“${MOVED}”[^2]`,
  ],
  notes: [
    '中国日报，“[警方加强打击](https://stale.example/article)”，2020年5月1日，访问日期：2024年1月5日',
    '新华社，“[法院与贷款人](https://moved.example/old)”，2020年5月1日，访问日期：2025年9月20日',
  ],
};
const IN_ARABIC: Made = {
  body: [
    '# تقرير',
    '# 1. النتائج',
    `ذكرت الصحيفة: “${STANDS}”[^1]`,
    `ذكرت الوكالة: “${MOVED}”[^2]`,
  ],
  notes: [
    'تشاينا ديلي، “[الشرطة تعزز الحملة](https://stale.example/article)”، 1 مايو 2020، آخر دخول: 5 يناير 2024',
    'شينخوا، “[المحاكم والمقرضون](https://moved.example/old)”، 1 مايو 2020، آخر دخول: 20 سبتمبر 2025',
  ],
};

const soffice = (profile: string): readonly string[] => [
  `-env:UserInstallation=file://${profile}`,
  '--headless',
  '--convert-to',
  'docx',
  'report.fodt',
];

/** Ten makers, each with its file; null where its program is not on this machine. */
export const MAKERS: readonly (readonly [name: string, make: () => Uint8Array | null])[] = [
  ['Word', () => packed(WORD, ENGLISH)],
  [
    'LibreOffice',
    () =>
      madeBy(
        'soffice',
        'report.fodt',
        flatOdt(ENGLISH),
        soffice(join(tmpdir(), 'citewatch-office')),
      ),
  ],
  ['Google Docs', () => packed(GOOGLE, ENGLISH, { around: LOCKED })],
  [
    'pandoc',
    () => madeBy('pandoc', 'report.md', markdown(ENGLISH), ['report.md', '-o', 'report.docx']),
  ],
  ['Pages', () => packed(PAGES, ENGLISH)],
  [
    'Zotero and Mendeley',
    () =>
      packed(
        WORD,
        { ...ENGLISH, notes: [STALE.replace(/\[(.*?)\]\(.*?\)/u, '$1'), PRINTED, PRINTED] },
        { around: managed },
      ),
  ],
  ['comments and changes', () => packed(WORD, ENGLISH, { around: byPeople, parts: PEOPLE })],
  [
    'text boxes',
    () => packed(WORD, { ...ENGLISH, body: [...ENGLISH.body, PRINTED] }, { around: boxed }),
  ],
  ['right to left', () => packed(ARABIC, IN_ARABIC)],
  ['Chinese (WPS)', () => packed(WPS, CHINESE)],
];
