/** A page of a site's style around the paragraphs that a quotation is taken from. */
export type Site = (paragraphs: readonly string[]) => string;

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const page = (body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>A page</title></head><body>${body}</body></html>`;
const link = (text: string): string => `<a href="/${text.length}">${text}</a>`;
const LINKS = ['Home', 'World', 'Business', 'Sport', 'Opinion', 'Contact'].map(link).join(' ');
const BEFORE = 'The hall was full on the first day of the meeting, and the windows stood open.';
const AFTER = 'Lunch was served at noon on long tables, with tea and fruit for all of the guests.';
const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });
const sentencesOf = (text: string): readonly string[] =>
  [...SENTENCES.segment(text)].map(({ segment }) => segment);

/** Paragraphs of two sentences, as papers and governments print them. */
const short = (paragraphs: readonly string[]): readonly string[] =>
  paragraphs.flatMap((paragraph) => {
    const sentences = sentencesOf(paragraph);
    return sentences.flatMap((_, i) =>
      i % 2 === 0
        ? [
            sentences
              .slice(i, i + 2)
              .join('')
              .trim(),
          ]
        : [],
    );
  });

const cms: Site = (paragraphs) => {
  const share = `<div class="share-bar">${['Facebook', 'X', 'WhatsApp'].map(link).join('')}</div>`;
  const related = `<aside class="related"><h3>Related</h3><ul>${['Ten towns', 'Photos of the week'].map((t) => `<li>${link(t)}</li>`).join('')}</ul></aside>`;
  const body = paragraphs
    .map((text, i) => `<p>${escaped(text)}</p>${i === 0 ? share : related}`)
    .join('');
  return page(
    `<nav>${LINKS}</nav><article><h1>A story</h1>${share}<p>${BEFORE}</p>${body}<p>${AFTER}</p></article>${related}<footer>${LINKS}</footer>`,
  );
};

const government: Site = (paragraphs) => {
  const numbered = [BEFORE, ...short(paragraphs), AFTER].map((text, i) =>
    i % 2 === 0
      ? `<p>3.${i + 1} ${escaped(text)}</p>`
      : `<p><span class="number">3.${i + 1}</span> ${escaped(text)}</p>`,
  );
  return page(`<header>${LINKS}</header><main><h2>3. Assessment</h2>${numbered.join('')}</main>`);
};

/** What a paper sets large: the second half of a paragraph's first sentence, where that is long. */
function pulled(text: string): string {
  const sentence = sentencesOf(text)[0]?.trim() ?? '';
  if (sentence.length < (/\p{Script=Han}/u.test(sentence) ? 20 : 60)) return '';
  const middle = sentence.indexOf(' ', sentence.length / 2);
  return sentence.slice(middle < 0 ? sentence.length / 2 : middle + 1);
}

const newspaper: Site = (paragraphs) => {
  const all = short(paragraphs);
  const between = [
    () => '<div class="ad-slot"><p>Advertisement</p></div>',
    () => `<p>${link('READ MORE: Ten towns to see this winter')}</p>`,
    (text: string) =>
      pulled(text) === ''
        ? ''
        : `<blockquote class="pullquote"><p>“${escaped(pulled(text))}”</p></blockquote>`,
    () =>
      '<figure><img src="/a.jpg" alt=""><figcaption>A street in the old town, May 2021</figcaption></figure>',
  ];
  const body = all.map(
    (text, i) =>
      `<p>${escaped(text)}</p>${between[i % between.length]?.(sentencesOf(text).length > 1 ? text : '') ?? ''}`,
  );
  return page(
    `<nav>${LINKS}</nav><main><h1>A story</h1><p>${BEFORE}</p>${body.join('')}<p>${AFTER}</p></main>`,
  );
};

const wiki: Site = (paragraphs) => {
  let notes = 0;
  const noted = (text: string): string =>
    sentencesOf(text)
      .map((sentence) => {
        notes++;
        const mark = `<sup id="cite_ref-${notes}" class="reference"><a href="#cite_note-${notes}">[${notes}]</a></sup>`;
        return `${escaped(sentence.trimEnd())}${mark}${/\s$/u.test(sentence) ? ' ' : ''}`;
      })
      .join('');
  const heading = (i: number): string =>
    `<h2><span class="mw-headline">Part ${i + 1}</span><span class="mw-editsection">[<a href="/edit">edit</a>]</span></h2>`;
  const body = [BEFORE, ...paragraphs, AFTER]
    .map((text, i) => `${heading(i)}<p>${noted(text)}</p>`)
    .join('');
  return page(
    `<div id="content"><h1>A subject</h1>${body}</div><div id="mw-navigation">${LINKS}</div>`,
  );
};

const table: Site = (paragraphs) => {
  const [first, ...rest] = [BEFORE, ...paragraphs, AFTER];
  const rows = rest.map(
    (text, i) => `<tr><th>Item ${String.fromCharCode(65 + i)}</th><td>${escaped(text)}</td></tr>`,
  );
  const terms = `<dl><dt>Summary</dt><dd>${escaped(first as string)}</dd></dl>`;
  return page(
    `<table class="layout"><tr><td>${LINKS}</td></tr><tr><td>${terms}<table>${rows.join('')}</table></td></tr></table>`,
  );
};

/** Characters of a piece of text that a careless editor wraps in an element of its own. */
const PIECE = 7;
const soup: Site = (paragraphs) => {
  const entities = (text: string): string =>
    escaped(text)
      .replace(/[^\0-\u007f]/gu, (c) => `&#${c.codePointAt(0)};`)
      .replace(/ (?=\w{5})/g, '&nbsp;');
  const broken = (text: string): string =>
    [...text]
      .reduce<string[]>((pieces, c, i) => {
        if (i % PIECE === 0) pieces.push(c);
        else pieces[pieces.length - 1] += c;
        return pieces;
      }, [])
      .map((piece, i) =>
        i % 3 === 0
          ? `<span>${entities(piece)}</span>`
          : i % 3 === 1
            ? `<font>${entities(piece)}</font>`
            : entities(piece),
      )
      .join('');
  const body = [BEFORE, ...paragraphs, AFTER].map(broken).join('<br><br>\n');
  return page(`<div><div class="x1">${LINKS}</div><div><div><div>${body}</div></div></div></div>`);
};

/** Styles of the sites that reports cite, by name. */
export const SITES: Readonly<Record<string, Site>> = {
  'an article of a content system': cms,
  'a government’s numbered paragraphs': government,
  'a newspaper': newspaper,
  'an encyclopaedia': wiki,
  'tables and definition lists': table,
  'divisions and broken spans': soup,
};
