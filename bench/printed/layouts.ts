import type { PrintedText } from './texts.js';

/** A page to be printed, and the passages that a reader could cut from it. */
export interface Print {
  readonly html: string;
  readonly passages: readonly string[];
  /** What Chromium is told beside the page. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Sets a text in one way of setting it. */
export type Layout = (text: PrintedText) => Print;

const FONTS =
  '"Noto Serif", "Noto Naskh Arabic", "Noto Serif Devanagari", "Noto Serif CJK SC", "Noto Serif CJK JP", "Noto Serif CJK KR", serif';

/** A whole page in the text's language and direction. */
export const pageOf = ({ lang, dir, title }: PrintedText, css: string, body: string): string =>
  `<!doctype html><html lang="${lang}" dir="${dir}"><meta charset="utf-8"><title>${title}</title>` +
  `<style>body{font:11pt/1.4 ${FONTS};margin:0}p{margin:0 0 8pt}${css}</style><body>${body}</body></html>`;

/** A paragraph's sentences as one text. */
export const whole = (text: PrintedText, sentences: readonly string[]): string =>
  sentences.join(text.space);

/** What a reader may cut from a paragraph: each sentence, each two that follow one another, and all of it. */
export const cutsOf = (text: PrintedText, sentences: readonly string[]): readonly string[] => [
  ...sentences,
  ...sentences.slice(1).map((sentence, i) => whole(text, [sentences[i] as string, sentence])),
  whole(text, sentences),
];

const cuts = (text: PrintedText): readonly string[] =>
  text.paragraphs.flatMap((one) => cutsOf(text, one));
const p = (text: string): string => `<p>${text}</p>`;
const set = (text: PrintedText): readonly string[] =>
  text.paragraphs.map((one) => p(whole(text, one)));

/** Two paragraphs with a heading before each half, as most reports are set. */
const chapters = (text: PrintedText): string => {
  const [first, second, ...rest] = set(text);
  const [one, other] = text.headings;
  return `<h1>${text.title}</h1><h2>${one}</h2>${first}${second}<h2>${other}</h2>${rest.join('')}`;
};

/** Passages of two paragraphs that follow one another within a chapter. */
const across = (text: PrintedText): readonly string[] =>
  [2, 3].map((i) =>
    text.paragraphs
      .slice(i, i + 2)
      .map((one) => whole(text, one))
      .join('\n\n'),
  );

const columns =
  (count: number): Layout =>
  (text) => ({
    html: pageOf(
      text,
      `main{columns:${count};column-gap:18pt}h1{column-span:all}`,
      `<main>${chapters(text)}</main>`,
    ),
    passages: [...cuts(text), ...across(text)],
  });

const table: Layout = (text) => {
  const [one, other] = text.headings;
  const cells = set(text);
  const rows = [0, 2].map(
    (i) => `<tr><td>${i + 1}</td><td>${cells[i]}</td><td>${cells[i + 1]}</td></tr>`,
  );
  return {
    html: pageOf(
      text,
      'table{border-collapse:collapse;width:100%}td,th{border:1px solid;padding:4pt;vertical-align:top;text-align:start}',
      `<h1>${text.title}</h1><table><tr><th>#</th><th>${one}</th><th>${other}</th></tr>${rows.join('')}</table>${cells[4]}`,
    ),
    passages: cuts(text),
  };
};

const boxes: Layout = (text) => {
  const [first, second, third, fourth, fifth] = set(text);
  return {
    html: pageOf(
      text,
      'aside{float:inline-end;width:38%;border:1px solid;padding:6pt;margin:0 10pt 6pt;font-size:10pt;background:#eee}figure{float:inline-start;width:34%;margin:0 0 6pt;margin-inline-end:12pt}figure div{height:90pt;background:#ccc}figcaption{font-size:9pt}',
      `<h1>${text.title}</h1><aside><b>${text.headings[1]}</b>${second}</aside>${first}${third}<div style="clear:both"></div><figure><div></div><figcaption>${text.notes[1]}</figcaption></figure>${fourth}${fifth}`,
    ),
    passages: [...cuts(text), text.notes[1]],
  };
};

const footnotes: Layout = (text) => {
  let marks = 0;
  const marked = text.paragraphs.map((sentences, i) =>
    p(
      sentences
        .map((one, j) => (j === 0 && i % 2 === 0 ? `${one}<sup>${++marks}</sup>` : one))
        .join(text.space),
    ),
  );
  const notes = [...text.notes, text.notes[0]].map((note, i) => p(`${i + 1}. ${note}`));
  return {
    html: pageOf(
      text,
      'sup{font-size:65%;line-height:0}footer{position:fixed;bottom:0;border-top:1px solid;padding-top:4pt}',
      `<h1>${text.title}</h1>${marked.join('')}<footer>${notes.slice(0, marks).join('')}</footer>`,
    ),
    passages: [...cuts(text), ...text.notes],
  };
};

const spaced: Layout = (text) => ({
  html: pageOf(
    text,
    'h1,h2{letter-spacing:.35em}p:nth-of-type(odd){letter-spacing:.14em}p:nth-of-type(even){text-align:justify}',
    chapters(text),
  ),
  passages: [...cuts(text), ...text.headings, text.title],
});

const running: Layout = (text) => {
  const style = 'font-size:8pt;width:100%;margin:0 15mm';
  return {
    html: pageOf(text, '', chapters(text)),
    passages: [...cuts(text), ...across(text)],
    options: {
      width: '105mm',
      height: '120mm',
      margin: { top: '18mm', bottom: '18mm', left: '15mm', right: '15mm' },
      displayHeaderFooter: true,
      headerTemplate: `<div style="${style}">${text.title}</div>`,
      footerTemplate: `<div style="${style};text-align:center"><span class="pageNumber"></span> / <span class="totalPages"></span></div>`,
    },
  };
};

/** The eight ways of setting a text that the reader of PDFs was tuned on. */
export const LAYOUTS: Readonly<Record<string, Layout>> = {
  'one column': columns(1),
  'two columns': columns(2),
  'three columns': columns(3),
  table,
  boxes,
  footnotes,
  'letter-spaced': spaced,
  'running heads': running,
};
