import { pdfReport } from '../../test/manuscript/houses/pdf-report.js';
import { type Block, type Piece, type Plan, piecesOf } from '../../test/manuscript/houses/plan.js';
import { docx, escaped } from '../../test/manuscript/houses/word-report.js';
import { para, run } from '../../test/manuscript/read/word-file.js';
import { zip } from '../../test/reading/zip-writer.js';
import type { Marking } from './styles.js';

export interface FileForm {
  readonly name: string;
  readonly file: string;
  /** Of what it is written; `wiki` repeats marks of one note. */
  readonly marking: readonly (Marking | 'wiki')[];
  /** True where the file itself says what is a note and what its mark. */
  readonly declared: boolean;
  readonly write: (plan: Plan, title: string) => Uint8Array;
}

const inline = (text: string, mark: (note: number) => string, words = escaped): string =>
  piecesOf(text)
    .map(({ text: piece, href, note }: Piece) =>
      note !== null
        ? mark(note)
        : href !== null
          ? `<a href="${escaped(href)}">${words(piece)}</a>`
          : words(piece),
    )
    .join('');

const blockHtml =
  (mark: (note: number) => string) =>
  ({ kind, level, text }: Block): string => {
    const content = inline(text, mark);
    if (kind === 'heading') return `<h${level}>${content}</h${level}>`;
    return kind === 'set-in' ? `<blockquote><p>${content}</p></blockquote>` : `<p>${content}</p>`;
  };

interface HtmlWay {
  readonly mark: (note: number, nth: number) => string;
  readonly notes: (
    items: readonly { readonly html: string; readonly note: number; readonly times: number }[],
  ) => string;
  readonly page?: (content: string, title: string) => string;
}

const page = (content: string, title: string): string =>
  `<!doctype html><html lang="en"><head><title>${escaped(title)}</title></head><body>${content}</body></html>`;

const html =
  ({ mark, notes, page: around = page }: HtmlWay) =>
  ({ body, notes: all }: Plan, title: string): Uint8Array => {
    const times = new Map<number, number>();
    const markOf = (note: number): string => {
      const nth = times.get(note) ?? 0;
      times.set(note, nth + 1);
      return mark(note, nth);
    };
    const text = body.map(blockHtml(markOf)).join('\n');
    const items = all.map((note, i) => ({
      html: inline(note, () => ''),
      note: i + 1,
      times: times.get(i + 1) ?? 0,
    }));
    return Buffer.from(around(`${text}\n${all.length > 0 ? notes(items) : ''}`, title));
  };

const govPage = (content: string, title: string): string =>
  page(
    `<header class="gem-c-layout-super-navigation-header" role="banner"><nav aria-label="Menu"><ul><li><a href="https://www.gov.example/browse">Topics</a></li><li><a href="https://www.gov.example/search">Search</a></li></ul></nav></header>` +
      `<main id="content" role="main"><div class="gem-c-contents-list"><nav role="navigation"><ol><li><a href="#part-1">Country information</a></li></ol></nav></div><div class="govspeak">${content}</div></main>` +
      `<div class="gem-c-feedback"><h2>Is this page useful?</h2><a href="https://www.gov.example/contact">Yes, this page is useful</a></div>` +
      `<footer class="gem-c-layout-footer" role="contentinfo"><ul><li><a href="https://www.gov.example/help/privacy">‘All content is available under the Open Government Licence v3.0’, except where otherwise stated</a></li></ul></footer>`,
    title,
  );

const WAYS: Readonly<Record<string, HtmlWay>> = {
  'GOV.UK': {
    mark: (n) =>
      `<sup id="fnref:${n}"><a href="#fn:${n}" class="footnote" rel="footnote" role="doc-noteref">[footnote ${n}]</a></sup>`,
    notes: (items) =>
      `<div class="footnotes" role="doc-endnotes"><ol>${items
        .map(
          ({ html: own, note }) =>
            `<li id="fn:${note}"><p>${own} <a href="#fnref:${note}" class="reversefootnote" role="doc-backlink">↩</a></p></li>`,
        )
        .join('')}</ol></div>`,
    page: govPage,
  },
  pandoc: {
    mark: (n) =>
      `<a href="#fn${n}" class="footnote-ref" id="fnref${n}" role="doc-noteref"><sup>${n}</sup></a>`,
    notes: (items) =>
      `<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes"><hr /><ol>${items
        .map(
          ({ html: own, note }) =>
            `<li id="fn${note}"><p>${own}<a href="#fnref${note}" class="footnote-back" role="doc-backlink">↩︎</a></p></li>`,
        )
        .join('')}</ol></section>`,
  },
  EPUB: {
    mark: (n) => `<a epub:type="noteref" id="r${n}" href="#n${n}">note ${n}</a>`,
    notes: (items) =>
      `<section epub:type="endnotes">${items
        .map(
          ({ html: own, note }) =>
            `<aside epub:type="footnote" id="n${note}"><p>${own}</p></aside>`,
        )
        .join('')}</section>`,
  },
  // Nothing is declared: only what points at what says it. Arabic-Indic numerals.
  'bare links': {
    mark: (n) =>
      ` <a id="up${n}" href="#down${n}">(${new Intl.NumberFormat('ar-EG', { useGrouping: false }).format(n)})</a>`,
    notes: (items) =>
      `<h2>Endnotes</h2>${items.map(({ html: own, note }) => `<p id="down${note}"><a href="#up${note}">▲</a> ${own}</p>`).join('')}`,
  },
  MediaWiki: {
    mark: (n, nth) =>
      `<sup id="cite_ref-s${n}_${n}-${nth}" class="reference"><a href="#cite_note-s${n}-${n}"><span class="cite-bracket">[</span>${n}<span class="cite-bracket">]</span></a></sup>`,
    notes: (items) =>
      `<h2 id="References">References</h2><div class="reflist"><ol class="references">${items
        .map(({ html: own, note, times }) => {
          const back = [...Array(times).keys()].map(
            (i) =>
              `<a href="#cite_ref-s${note}_${note}-${i}"><sup><i><b>${String.fromCharCode(97 + i)}</b></i></sup></a>`,
          );
          const arrow =
            times === 1
              ? `<b><a href="#cite_ref-s${note}_${note}-0">^</a></b>`
              : `^ ${back.join(' ')}`;
          return `<li id="cite_note-s${note}-${note}"><span class="mw-cite-backlink">${arrow}</span> <span class="reference-text"><cite class="citation web cs1">${own}</cite></span></li>`;
        })
        .join('')}</ol></div>`,
  },
  superscript: {
    mark: (n) => `<sup>${n}</sup>`,
    notes: (items) =>
      `<h2>References</h2><ol>${items.map(({ html: own }) => `<li>${own}</li>`).join('')}</ol>`,
  },
};

const markdown = ({ body, notes }: Plan): Uint8Array => {
  const mark = (n: number): string => `[^${n}]`;
  const words = (text: string): string => text;
  const line = (text: string): string =>
    piecesOf(text)
      .map(({ text: piece, href, note }) =>
        note !== null ? mark(note) : href !== null ? `[${piece}](${href})` : words(piece),
      )
      .join('');
  const blocks = body.map(({ kind, level, text }) =>
    kind === 'heading'
      ? `${'#'.repeat(level)} ${text}`
      : kind === 'set-in'
        ? `> ${line(text)}`
        : line(text),
  );
  return Buffer.from(
    [...blocks, ...notes.map((note, i) => `[^${i + 1}]: ${line(note)}`)].join('\n\n'),
  );
};

function openDocument({ body, notes }: Plan): Uint8Array {
  const text = (own: string): string =>
    piecesOf(own)
      .map(({ text: piece, href, note }) => {
        if (note !== null)
          return `<text:note text:id="ftn${note}" text:note-class="footnote"><text:note-citation>${note}</text:note-citation><text:note-body><text:p>${text(notes[note - 1] ?? '')}</text:p></text:note-body></text:note>`;
        return href === null
          ? escaped(piece)
          : `<text:a xlink:href="${escaped(href)}">${escaped(piece)}</text:a>`;
      })
      .join('');
  const blocks = body.map(({ kind, level, text: own }) => {
    if (kind === 'heading') return `<text:h text:outline-level="${level}">${text(own)}</text:h>`;
    return `<text:p${kind === 'set-in' ? ' text:style-name="Quotations"' : ''}>${text(own)}</text:p>`;
  });
  return zip({
    'content.xml': `<office:document-content><office:automatic-styles><style:style style:name="Quotations"/></office:automatic-styles><office:body><office:text>${blocks.join('')}</office:text></office:body></office:document-content>`,
  });
}

/** Entries of a numbered list behind the text, under a heading. */
const withList = ({ body, notes }: Plan): readonly Block[] => [
  ...body,
  ...(notes.length === 0 ? [] : [{ kind: 'heading', level: 1, text: 'References' } as const]),
  ...notes.map((note, i) => ({ kind: 'text', level: 0, text: `${i + 1}. ${note}` }) as const),
];

const raisedWord = (plan: Plan): Uint8Array => {
  const raised = (text: string): string =>
    piecesOf(text)
      .map(({ text: piece, href, note }) => {
        if (note !== null) return run(String(note), '<w:vertAlign w:val="superscript"/>');
        return href === null
          ? run(escaped(piece))
          : `<w:hyperlink r:id="${escaped(href)}">${run(escaped(piece))}</w:hyperlink>`;
      })
      .join('');
  const blocks = withList(plan).map((block) =>
    block.kind === 'text'
      ? para(raised(block.text))
      : block.kind === 'set-in'
        ? para(raised(block.text), '<w:ind w:left="1440"/>')
        : block,
  );
  return docx({ body: blocks, notes: [] });
};

/** As a browser prints a page: marks in the line, the notes behind the text, links as annotations. */
const printed = (plan: Plan, title: string): Uint8Array =>
  pdfReport(
    {
      body: [
        ...plan.body.map((block) => ({
          ...block,
          text: block.text.replace(/\[\^(\d+)\]/g, ' [footnote $1]'),
        })),
        ...plan.notes.map(
          (note, i) => ({ kind: 'text', level: 0, text: `${i + 1}. ${note}` }) as const,
        ),
      ],
      notes: [],
    },
    title,
  );

const raisedPdf = (plan: Plan, title: string): Uint8Array =>
  pdfReport({ body: withList(plan), notes: [] }, title);

export const FORMS: readonly FileForm[] = [
  {
    name: 'DOCX',
    file: 'report.docx',
    marking: ['notes', 'text'],
    declared: true,
    write: (plan) => docx(plan),
  },
  {
    name: 'ODT',
    file: 'report.odt',
    marking: ['notes', 'text'],
    declared: true,
    write: openDocument,
  },
  {
    name: 'Markdown',
    file: 'report.md',
    marking: ['notes', 'text'],
    declared: true,
    write: markdown,
  },
  ...['GOV.UK', 'pandoc', 'EPUB', 'bare links'].map(
    (name): FileForm => ({
      name: `HTML, ${name}`,
      file: 'report.html',
      marking: name === 'pandoc' ? ['notes', 'text'] : ['notes'],
      declared: true,
      write: html(WAYS[name] as HtmlWay),
    }),
  ),
  {
    name: 'HTML, MediaWiki',
    file: 'report.html',
    marking: ['wiki', 'listed'],
    declared: true,
    write: html(WAYS.MediaWiki as HtmlWay),
  },
  {
    name: 'HTML, superscript',
    file: 'report.html',
    marking: ['listed'],
    declared: false,
    write: html(WAYS.superscript as HtmlWay),
  },
  {
    name: 'DOCX, superscript',
    file: 'report.docx',
    marking: ['listed'],
    declared: false,
    write: raisedWord,
  },
  {
    name: 'PDF, superscript',
    file: 'report.pdf',
    marking: ['listed'],
    declared: false,
    write: raisedPdf,
  },
  {
    name: 'PDF, footnotes',
    file: 'report.pdf',
    marking: ['notes', 'text'],
    declared: false,
    write: pdfReport,
  },
  {
    name: 'PDF, printed page',
    file: 'report.pdf',
    marking: ['notes'],
    declared: false,
    write: printed,
  },
];
