import type { Document } from '../../model/document.js';
import type { Said } from '../../model/link.js';
import { ownLines, type PageFeatures } from '../page-similarity.js';

/** Characters of main text above which a page that shows a trace may be about one. */
const TRACED = 1_500;
/** The same for the name or the code of an error alone. */
const NAMED = 500;
/** Characters of a page that is nothing but a status. */
const BARE = 300;
/** Characters of a line that are shown. */
const SHOWN = 80;

/** A line of a stack trace, or the file and line at which a program failed. */
const TRACE =
  /^at [\w$.<>]+\(|^#\d+ \S*[\\/(]|\bFile "[^"]+", line \d+|[\\/][\w.-]+\.\w{2,5}(?:\(\d+\)|:\d+|:? (?:on )?line \d+)/;
/** An error's class (`PDOException`), or its code (`SQLSTATE[HY000]`, `ORA-12541:`, `0x80004005`); a template that was not filled in (`{{ title }}`, `{% body %}`). */
const ERROR =
  /\b[A-Z][A-Za-z]+(?:Error|Exception)\b|\b[A-Z]{3,}\[\w{3,}\]|^[A-Z]{2,4}-\d{4,5}:|\b0x8[\dA-F]{7}\b|\{\{[^{}]{1,60}\}\}|\{%[^{}]{1,60}%\}/;
/** A status as the first number of a title: `502 Bad Gateway`, `Error 503`, `HTTP Error 500.30`. */
const STATUS = /^(?:[\p{L}\p{M}:]+ ){0,2}(40[1-37]|429|451|50\d|51[01]|52\d|530)(?![\d\p{L}])/u;

const isText = (document: Document | null): document is Document =>
  document !== null && (document.type === 'html' || document.type === 'text');

/** The beginning of what a page says in its text. */
export const said = (words: string, { size }: PageFeatures): Said => ({
  words: words.slice(0, SHOWN),
  places: ['text'],
  size,
});

/** What a program says of its own failure in a document's place, in no language but its own; null where none does. */
export function programErrorOn(document: Document | null, face: PageFeatures): Said | null {
  if (!isText(document) || face.size > TRACED) return null;
  const lines = [face.title, ...ownLines(document).flatMap((text) => text.split('\n'))].map(
    (line) => line.trim(),
  );
  const traced =
    lines.find((line) => TRACE.test(line)) ??
    (face.size > NAMED ? undefined : lines.find((line) => ERROR.test(line)));
  if (traced !== undefined) return said(traced, face);
  const status = statusOn(document, face);
  return status !== null && status.http >= 500 ? status.said : null;
}

/** The status of HTTP that a nearly empty page has for a title or a heading, whatever status it was sent with. */
export function statusOn(
  document: Document | null,
  face: PageFeatures,
): { readonly http: number; readonly said: Said } | null {
  if (!isText(document) || face.total > BARE || document.links.some(({ text }) => text !== ''))
    return null;
  for (const head of [face.title, face.heading]) {
    const [, http] = STATUS.exec(head) ?? [];
    if (http !== undefined) return { http: Number(http), said: said(head, face) };
  }
  return null;
}
