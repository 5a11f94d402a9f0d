import { isInMainText, isLost, type QuoteVerdict, seenAt } from '../../model/quote.js';
import { type ArchivedCopy, isOwnPage, type SourceVerdict } from '../../model/verdict.js';
import {
  type Citation,
  type CitationStyle,
  latestOf,
  type PartialDate,
  type Source,
} from '../../model/watchlist.js';
import { longDate } from '../../passage/text/dates.js';
import type { CslDate, CslItem } from '../reference.js';

export const asylosLine = (cited: CitedSource): string =>
  commas(
    cited.publisher,
    `“${cited.title.replace(/“/gu, '‘').replace(/”/gu, '’')}”`,
    publishedOn(cited),
    cited.pinpoint,
    cited.printsAddress === true ? cited.url : null,
    cited.accessed === null ? null : `last accessed: ${longDate(cited.accessed)}`,
    archivedAt(cited),
  );

/** `DFAT, Country Information Report (paragraph 3.198), 27 December 2024`: as the notes of the UK Home Office have it. */
const footnoteLine = (cited: CitedSource): string =>
  commas(
    abbreviation(cited.publisher),
    cited.pinpoint === null ? cited.title : `${cited.title} (${cited.pinpoint})`,
    publishedOn(cited),
  );

/** `Author, ‘Title’ (24 November 2020) page 40 <https://…> accessed 25 March 2025` (OSCOLA, 4th edition, 3.4.8). */
const oscolaLine = (cited: CitedSource): string => {
  const archived = archivedAt(cited);
  const line = [
    `${cited.publisher}, ‘${cited.title.replace(/‘([^‘’]*)’/gu, '“$1”')}’`,
    `(${publishedOn(cited)})`,
    cited.pinpoint,
    cited.url === null ? null : `<${cited.url}>`,
    cited.accessed === null ? null : `accessed ${longDate(cited.accessed)}`,
  ].filter((part) => part !== null);
  return archived === null ? line.join(' ') : `${line.join(' ')}, ${archived}`;
};

/** `Title, Publisher, 24 November 2020, page 40, https://…`, the archived copy, and when its passages last stood. */
const tribunalLine = (cited: CitedSource): string =>
  commas(
    cited.title,
    cited.publisher,
    publishedOn(cited),
    cited.pinpoint,
    cited.url,
    archivedAt(cited),
    cited.verified === null ? 'not verified' : `last verified ${longDate(cited.verified)}`,
  );

const LINE = {
  asylos: asylosLine,
  oscola: oscolaLine,
  tribunal: tribunalLine,
  footnote: footnoteLine,
} as const;

/** Sources as text to paste: a line each, every line once; for a reference manager, one entry for each source, with its latest day of access. */
export function formatCitations(cited: readonly CitedSource[], style: CitationStyle): string {
  if (style !== 'csl' && style !== 'ris' && style !== 'bibtex')
    return [...new Set(cited.map(LINE[style]))].map((line) => `${line}\n`).join('');
  const latest = new Map<string, CitedSource>();
  for (const one of cited)
    if ((latest.get(one.id)?.accessed ?? '') <= (one.accessed ?? '')) latest.set(one.id, one);
  const items = [...latest.values()].map(cslItem);
  if (style === 'csl') return `${JSON.stringify(items, null, 2)}\n`;
  return items.map(style === 'ris' ? risEntry : bibtexEntry).join('\n');
}

const dateOf = (date: PartialDate): CslDate => ({
  'date-parts': [date.slice(0, 10).split('-').map(Number)],
});

const cslItem = (cited: CitedSource): CslItem => {
  const { id, url, title, publisher, published, accessed, lang, archive } = cited;
  return {
    id,
    type: url === null || /\.pdf$/iu.test(url) ? 'report' : 'webpage',
    title,
    publisher,
    ...(url === null ? {} : { URL: url }),
    ...(published === null ? {} : { issued: dateOf(published) }),
    ...(accessed === null ? {} : { accessed: dateOf(accessed) }),
    ...(lang === null ? {} : { language: lang }),
    ...(archive === null ? {} : { archive_location: archive.url, note: archivedAt(cited) ?? '' }),
  };
};

/** The short name that a publisher gives itself in brackets or before a dash; the whole name where it gives none. */
const abbreviation = (publisher: string): string =>
  /\((\p{Lu}[\p{L}&]*\p{Lu})\)/u.exec(publisher)?.[1] ??
  /^(\p{Lu}{2,8}) [–—-] /u.exec(publisher)?.[1] ??
  publisher;

const commas = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(', ');

const publishedOn = ({ published }: Pick<CitedSource, 'published'>): string =>
  published === null ? 'n.d.' : longDate(published);

const archivedAt = ({ archive }: Pick<CitedSource, 'archive'>): string | null =>
  archive === null ? null : `archived at ${archive.url}, captured ${longDate(archive.capturedAt)}`;

/** What a citation line says of a source, whatever its style. */
export interface CitedSource
  extends Pick<Source, 'id' | 'publisher' | 'title' | 'published' | 'url' | 'lang'> {
  readonly pinpoint: string | null;
  /** True where the report prints the address in the line. */
  readonly printsAddress?: boolean | undefined;
  /** The last day on which the document is known to have been read at its own address, and no passage to have been lost from it; null for none. */
  readonly accessed: PartialDate | null;
  /** The last day on which every passage of the citation stood in the document's own text, whoever was the witness. */
  readonly verified: PartialDate | null;
  readonly archive: ArchivedCopy | null;
}

/** A source as cited today. `verdicts`: latest first. Only a day on which it was read at its own address, no passage lost, is a new day of access. */
export function citeSource(
  source: Source,
  citation: Citation | null,
  verdicts: readonly SourceVerdict[],
): CitedSource {
  const { id, publisher, title, published, lang } = source;
  const [latest] = verdicts;
  // Looks from before it was quoted in these words say nothing of it, where there are others.
  const judging = verdicts.filter((verdict) => wasLookedFor(verdict, citation));
  const looks = judging.length === 0 ? verdicts : judging;
  const read = dayOf(looks.find((verdict) => wasRead(verdict, citation)));
  const printed = citation?.accessed ?? null;
  const isDenied = printed !== null && wasLostOn(printed, judging, citation);
  return {
    id,
    publisher,
    title,
    published,
    lang,
    url: latest?.link.status === 'moved' ? (latest.finalUrl ?? source.url) : source.url,
    pinpoint: citation === null ? null : printedPinpoint(citation),
    printsAddress: PRINTED_ADDRESS.test(citation?.cited ?? ''),
    accessed: isDenied ? read : later(printed, read),
    verified: stoodOn(verdicts, citation),
    archive: archivedCopy(verdicts),
  };
}

/** An address as citation lines print it. */
const PRINTED_ADDRESS = /\bhttps?:\/\/|\bwww\./iu;

const dayOf = (verdict: SourceVerdict | undefined): PartialDate | null =>
  verdict?.at.slice(0, 10) ?? null;

/** The later of two dates; of `2025-10` and a day in it, the day. */
const later = (a: PartialDate | null, b: PartialDate | null): PartialDate | null =>
  a === null || b === null ? (a ?? b) : a > b ? a : b;

const quotesOf = (
  { citations }: SourceVerdict,
  citation: Citation | null,
): readonly QuoteVerdict[] =>
  citations
    .filter(({ id }) => citation === null || id === citation.id)
    .flatMap(({ quotes }) => quotes);

function wasRead(verdict: SourceVerdict, citation: Citation | null): boolean {
  return (
    isReadable(verdict) &&
    verdict.content.change !== 'replaced' &&
    !quotesOf(verdict, citation).some(isLost)
  );
}

const isReadable = ({ witness, link, content }: SourceVerdict): boolean =>
  isOwnPage(witness) &&
  (link.status === 'alive' || link.status === 'moved') &&
  content.change !== 'unread';

/** True when a look judged each passage of a citation in the words that are quoted now. */
function wasLookedFor(verdict: SourceVerdict, citation: Citation | null): boolean {
  const judged = new Set(quotesOf(verdict, citation).map(({ text }) => text));
  return (
    citation?.quotes.every(({ text, original }) => judged.has(original?.text ?? text)) !== false
  );
}

/** True when the last look up to a day found that a passage did not stand. */
function wasLostOn(
  day: PartialDate,
  verdicts: readonly SourceVerdict[],
  citation: Citation | null,
): boolean {
  const end = latestOf(day);
  const last = verdicts.find((one) => Date.parse(one.at) <= end && isReadable(one));
  return last !== undefined && quotesOf(last, citation).some(isLost);
}

const stoodOn = (
  verdicts: readonly SourceVerdict[],
  citation: Citation | null,
): PartialDate | null => {
  const verdict = verdicts.find((one) => stood(one, citation));
  const seen = verdict && quotesOf(verdict, citation).map((quote) => seenAt(quote, verdict.at));
  return seen?.sort()[0]?.slice(0, 10) ?? null;
};

function stood(verdict: SourceVerdict, citation: Citation | null): boolean {
  const quotes = quotesOf(verdict, citation);
  return quotes.length > 0 && quotes.every(isInMainText);
}

const archivedCopy = (verdicts: readonly SourceVerdict[]): ArchivedCopy | null =>
  verdicts.find(({ archive }) => archive?.carriesPassage === true)?.archive ?? null;

const printedPinpoint = ({ page }: Pick<Citation, 'page'>): string | null =>
  page !== null && /^\d+(?:\s?[-–]\s?\d+)?$/u.test(page) ? `page ${page}` : page;

const parts = (date: CslDate | undefined): readonly string[] =>
  (date?.['date-parts']?.[0] ?? []).map((part) => String(part).padStart(2, '0'));

type Field = readonly [name: string, value: string | number | undefined];

/** The fields that say something, each as `line` writes it; line ends within a value are blanks. */
const linesOf = (
  fields: readonly Field[],
  line: (name: string, value: string) => string,
): readonly string[] =>
  fields.flatMap(([name, value = '']) =>
    value === '' ? [] : [line(name, String(value).replace(/\s+/gu, ' '))],
  );

function risEntry(item: CslItem): string {
  const { publisher, issued } = item;
  const tags: readonly Field[] = [
    ['TY', item.type === 'report' ? 'RPRT' : 'ELEC'],
    ['ID', item.id],
    ['TI', item.title],
    ['AU', publisher],
    ['PB', publisher],
    ['PY', parts(issued)[0]],
    ['DA', parts(issued).join('/')],
    ['Y2', parts(item.accessed).join('/')],
    ['UR', item.URL],
    ['L2', item.archive_location],
    ['DO', item.DOI],
    ['LA', item.language],
    ['N1', item.note],
  ];
  return `${[...linesOf(tags, (tag, value) => `${tag}  - ${value}`), 'ER  - '].join('\n')}\n`;
}

const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};
/** Text as TeX reads it: its own signs are escaped. */
const tex = (text = ''): string =>
  text.replace(/[\\~^{}&%$#_]/gu, (sign) => ESCAPED[sign] ?? `\\${sign}`);
/** The same as one name, or with its capitals, by a second brace. */
const whole = (text: string | undefined) => text && `{${tex(text)}}`;

/** A source as BibLaTeX has it (`@online`, `@report`). */
function bibtexEntry(item: CslItem): string {
  const isReport = item.type === 'report';
  const fields: readonly Field[] = [
    ['author', whole(item.publisher)],
    ['title', whole(item.title)],
    [isReport ? 'institution' : 'organization', whole(item.publisher)],
    ['date', parts(item.issued).join('-')],
    // Addresses are read letter by letter.
    ['url', item.URL],
    ['doi', item.DOI],
    ['urldate', parts(item.accessed).join('-')],
    ['langid', item.language],
    ['note', tex(item.note)],
  ];
  const lines = linesOf(fields, (field, value) => `  ${field} = {${value}},`);
  return [`@${isReport ? 'report' : 'online'}{${item.id},`, ...lines, '}', ''].join('\n');
}
