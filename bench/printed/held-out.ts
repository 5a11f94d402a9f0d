import { cutsOf, type Layout, pageOf, whole } from './layouts.js';
import type { PrintedText } from './texts.js';

const cuts = (text: PrintedText): readonly string[] =>
  text.paragraphs.flatMap((one) => cutsOf(text, one));
const set = (text: PrintedText): readonly string[] =>
  text.paragraphs.map((one) => `<p>${whole(text, one)}</p>`);

/** Articles side by side, three in a row, each with a heading of its own and as long as it happens to be. */
const frontPage: Layout = (text) => ({
  html: pageOf(
    text,
    'main{display:grid;grid-template-columns:1fr 1fr 1fr;gap:6mm}h3{font-size:14pt;margin:0 0 3mm}article{font-size:9.5pt}',
    `<h1>${text.title}</h1><main>${set(text)
      .map((one, i) => `<article><h3>${text.headings[i % 2]}</h3>${one}</article>`)
      .join('')}</main>`,
  ),
  passages: cuts(text),
});

/** A form: labels on one side, answers on the other, ruled lines between them. */
const form: Layout = (text) => ({
  html: pageOf(
    text,
    'dl{display:grid;grid-template-columns:30% 70%;margin:0}dt,dd{margin:0;padding:2mm;border-bottom:.5pt solid}dt{font-weight:bold}',
    `<h2>${text.title}</h2><dl>${set(text)
      .map((one, i) => `<dt>${text.headings[i % 2]}</dt><dd>${one}</dd>`)
      .join('')}</dl>`,
  ),
  passages: cuts(text),
});

/** A report in justified text: a summary in a frame, a bulleted list, notes of the body's size after each paragraph. */
const report: Layout = (text) => {
  const [first, second = [], ...rest] = text.paragraphs;
  const list = second.map((sentence) => `<li>${sentence}</li>`).join('');
  return {
    html: pageOf(
      text,
      'body{text-align:justify;line-height:1.15}section{border:1pt solid;padding:4mm;background:#f4f4f4}hr{margin:6pt 0;width:30%}',
      `<h1>${text.title}</h1><section><p>${whole(text, first ?? [])}</p></section><ul>${list}</ul>${rest
        .map((one, i) => `<p>${whole(text, one)}<sup>${i + 1}</sup></p>`)
        .join('')}<hr><p>1 ${text.notes[0]}</p><p>2 ${text.notes[1]}</p>`,
    ),
    passages: [
      ...second,
      ...[first ?? [], ...rest].flatMap((one) => cutsOf(text, one)),
      ...text.notes,
    ],
  };
};

/** Slides: a paragraph a page, in large letters, the title in a corner of each. */
const slides: Layout = (text) => ({
  html: pageOf(
    text,
    'p{font-size:24pt;line-height:1.5;break-after:page;padding-top:20mm}header{position:fixed;top:0;inset-inline-end:0;font-size:10pt}',
    `<header>${text.title}</header>${set(text).join('')}`,
  ),
  passages: cuts(text),
  options: { landscape: true },
});

/** Ways of setting a text that the reader of PDFs was not tuned on: written after it, run once, and reported as they fell out. */
export const HELD_OUT: Readonly<Record<string, Layout>> = {
  'front page': frontPage,
  form,
  report,
  slides,
};
