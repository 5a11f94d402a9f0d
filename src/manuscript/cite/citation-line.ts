import type { ArchivedCopy } from '../../model/verdict.js';
import type { CitationStyle, PartialDate } from '../../model/watchlist.js';
import { longDate } from '../../passage/text/dates.js';
import type { CslDate, CslItem } from '../library/csl-item.js';
import { bibtexEntry, risEntry } from './library-entry.js';

export const asylosLine = (cited: CitedSource): string =>
  commas(
    cited.publisher,
    `“${cited.title.replace(/“/gu, '‘').replace(/”/gu, '’')}”`,
    publishedOn(cited),
    cited.pinpoint,
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
  for (const one of cited) if ((latest.get(one.id)?.accessed ?? '') <= (one.accessed ?? '')) latest.set(one.id, one);
  const items = [...latest.values()].map(cslItem);
  if (style === 'csl') return `${JSON.stringify(items, null, 2)}\n`;
  return items.map(style === 'ris' ? risEntry : bibtexEntry).join('\n');
}

const dateOf = (date: PartialDate): CslDate => ({ 'date-parts': [date.slice(0, 10).split('-').map(Number)] });

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
  /\((\p{Lu}[\p{L}&]*\p{Lu})\)/u.exec(publisher)?.[1] ?? /^(\p{Lu}{2,8}) [–—-] /u.exec(publisher)?.[1] ?? publisher;

const commas = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(', ');

const publishedOn = ({ published }: Pick<CitedSource, 'published'>): string =>
  published === null ? 'n.d.' : longDate(published);

const archivedAt = ({ archive }: Pick<CitedSource, 'archive'>): string | null =>
  archive === null ? null : `archived at ${archive.url}, captured ${longDate(archive.capturedAt)}`;

/** What a citation line says of a source, whatever its style. */
export interface CitedSource {
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  readonly published: PartialDate | null;
  readonly url: string | null;
  readonly lang: string | null;
  readonly pinpoint: string | null;
  /** The last day on which the document is known to have been read at its own address. */
  readonly accessed: PartialDate | null;
  /** The last day on which every passage of the citation stood in the document's own text, whoever was the witness. */
  readonly verified: PartialDate | null;
  readonly archive: ArchivedCopy | null;
}
