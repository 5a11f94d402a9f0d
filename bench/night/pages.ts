import { load } from 'cheerio';
import { makePdf } from '../../test/replica/pdf.js';
import { pageBytes, readCorpus, unescaped } from '../corpus.js';
import { MISQUOTED } from '../misquoted.js';
import { madeUpPage, paragraph } from './prose.js';

/** A source is a page as it was captured, or the texts of some of them as a PDF. */
export type Kind = 'html' | 'pdf';

/** What is on the web on a night. */
export interface Weather {
  readonly validators: boolean;
  /** Which bytes that are no text all sources have. */
  readonly otherBytes: number;
  /** Whether one source in twenty has another paragraph. */
  readonly edited: boolean;
}

export const AS_BEFORE: Weather = { validators: true, otherBytes: 0, edited: false };

interface Text {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Passages that stand on the page, chosen by people. */
  readonly snippets: readonly string[];
  readonly html: string;
}

/** What many sources have in common, all but a paragraph and a comment. */
interface Page {
  readonly title: string;
  /** A passage that stands on it, as long as a report quotes. */
  readonly passage: () => string;
  readonly bytes: (own: string, comment: string) => Buffer;
}

const CORPUS = readCorpus();
const PAGES = CORPUS?.length ?? 170;
export const WHICH =
  CORPUS === null
    ? `${PAGES} made-up pages of the size of real ones (the corpus is absent)`
    : `${PAGES} real pages`;
/** Texts of pages that make up a PDF: some fifteen sheets of A4. */
const OF_A_PDF = 5;
/** Letters of a quotation at most: the median of a real report is 700. */
const LONGEST = 800;

const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

function textAt(n: number): Text {
  const truth = CORPUS?.[n % PAGES];
  if (truth === undefined) return madeUpPage(n % PAGES);
  const paragraphs = truth.main.split(/\s*\n\s*/u).filter((one) => one !== '');
  // A link that is followed is answered by the bench's web, which has no certificate.
  const html = Buffer.from(pageBytes(truth)).toString().replaceAll('https://', 'http://');
  return { title: truth.title, paragraphs, snippets: truth.with.map(unescaped), html };
}

/** The longest row of paragraphs that stands in a text letter by letter, or else the longest snippet. */
function passageOf({ paragraphs, snippets }: Omit<Text, 'html'>, text: string): string {
  const letters = lettersOf(text);
  const rows = paragraphs.flatMap((_, from) =>
    Array.from({ length: 8 }, (_, more) => paragraphs.slice(from, from + more + 1).join('\n\n')),
  );
  const stands = (one: string): boolean =>
    one.length <= LONGEST && letters.includes(lettersOf(one));
  const longest = (all: readonly string[]): string =>
    all.toSorted((a, b) => b.length - a.length).find(stands) ?? '';
  const row = longest(rows);
  return row.length > 80 ? row : longest(snippets);
}

function htmlPage(n: number): Page {
  const text = textAt(n);
  const { html, paragraphs } = text;
  // A source's own paragraph follows one in the middle of the text.
  const places = paragraphs
    .slice(paragraphs.length >> 1)
    .map((one) => html.indexOf(one.slice(0, 30)));
  const end = html.indexOf('</p>', places.find((at) => at >= 0) ?? 0);
  const at = end < 0 ? html.lastIndexOf('</body>') : end + '</p>'.length;
  const [before, after] = [Buffer.from(html.slice(0, at)), Buffer.from(html.slice(at))];
  const bytes: Page['bytes'] = (own, comment) =>
    Buffer.concat([
      before,
      Buffer.from(`<p>${own}</p>`),
      after,
      Buffer.from(`<!-- ${comment} -->`),
    ]);
  const shown = (): string => load(bytes(paragraph(n, 0), ''))('body').text();
  return { title: text.title, passage: () => passageOf(text, shown()), bytes };
}

/** Of what the font of the PDF can set. */
const isLatin = (text: string): boolean => /^[\x20-\x7E\xA1-\xFF€…‘’“”•–—]*$/u.test(text);

function pdfPage(n: number): Page {
  const texts = Array.from({ length: OF_A_PDF }, (_, i) => textAt(n + i));
  const sections = texts.map(({ title, paragraphs }) => ({
    heading: title.slice(0, 60),
    paragraphs: paragraphs.filter(isLatin).map((text) => ({ text, translation: null })),
  }));
  const title = texts[0]?.title ?? '';
  const about = { url: new URL('http://a.example/'), title, publisher: 'A publisher', lang: 'en' };
  const undated = { published: null, edition: null, withdrawn: null };
  const made = new Map<string, Buffer>();
  const bytes: Page['bytes'] = (own, comment) => {
    const last = { heading: 'Conclusions', paragraphs: [{ text: own, translation: null }] };
    const pdf = made.get(own) ?? makePdf({ ...about, ...undated, sections: [...sections, last] });
    made.set(own, pdf);
    return Buffer.concat([pdf, Buffer.from(`\n% ${comment}\n`)]);
  };
  const paragraphs = sections.flatMap((one) => one.paragraphs.map(({ text }) => text));
  const passage = (): string =>
    passageOf({ title, paragraphs, snippets: [] }, paragraphs.join('\n'));
  return { title, passage, bytes };
}

/** A report that cites fewer sources than there are pages cites those from all over them. */
const STRIDE = 37;
const pages = new Map<string, Page>();
function pageAt(kind: Kind, n: number): Page {
  const which = (n * STRIDE) % PAGES;
  const key = `${kind} ${which}`;
  const page = pages.get(key) ?? (kind === 'html' ? htmlPage : pdfPage)(which);
  pages.set(key, page);
  return page;
}

/** A source as it is served. */
export function bytesAt(kind: Kind, n: number, { otherBytes, edited }: Weather) {
  const comment = `${n} ${otherBytes}`;
  const own = paragraph(n, edited && n % 20 === 7 ? 2 : 1);
  return { etag: `"${comment} ${edited}"`, body: () => pageAt(kind, n).bytes(own, comment) };
}

export const titleAt = (kind: Kind, n: number): string => pageAt(kind, n).title;
const standing = (kind: Kind, n: number): string => pageAt(kind, n).passage();

/** One of the real pages shows no passage at all: nothing is quoted of it. */
const quoted = (passage: string): readonly string[] => [passage].filter((one) => one !== '');

/** With “not” put in, or of another page. */
const misquoted = (n: number): string =>
  (n % 10 === 0 ? MISQUOTED['“not” put in']?.(standing('html', n)) : null) ??
  standing('html', n + 1);

/** A report's sources: of which kind they are, and what it quotes of each. */
export interface Shape {
  readonly kind: Kind;
  readonly quotes: (n: number) => readonly string[];
}

export const STANDING: Shape = { kind: 'html', quotes: (n) => quoted(standing('html', n)) };
/** Each source has an open finding: what is quoted stands on another page. */
export const OPEN: Shape = { kind: 'html', quotes: (n) => quoted(standing('html', n + 1)) };
export const SHAPES: Readonly<Record<string, Shape>> = {
  'all quotations stand': STANDING,
  'a fifth of them does not': {
    kind: 'html',
    quotes: (n) => quoted(n % 5 === 0 ? misquoted(n) : standing('html', n)),
  },
  'none of them stands': OPEN,
  PDFs: { kind: 'pdf', quotes: (n) => quoted(standing('pdf', n)) },
  'nothing quoted': { kind: 'html', quotes: () => [] },
};
