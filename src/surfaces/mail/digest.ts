import type { Severity } from '../../model/finding.js';
import type { Digest } from '../../model/run.js';
import { indexOf } from '../../model/verdicts.js';
import { diffToHtml, diffToTerminal, type InlineMarks } from '../diff/diff-view.js';
import { type Html, html, Html as Markup, setting } from '../escape.js';
import { subjectLine } from '../headline.js';
import type { Publication } from '../publication.js';
import { painter, plain, wrap } from '../terminal/screen.js';
import type { MailEntry } from './entry.js';
import { type Letter, type LetterPart, type Line, letterOf, type MailReader, OPEN, pageName } from './letter.js';

/** A mail without its address. */
export interface Message {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Ids of the reports that it is about. */
  readonly reports: readonly string[];
}

/** Entries of a mail; a reader of a phone takes in no more. Fewer, where what the pages say is so long that even those would be clipped. */
const ENTRIES = [10, 5, 2, 1] as const;

/** UTF-8 bytes of a mail's HTML: Gmail cuts off what is longer than 102 kB, and what it counts is not known to the byte. */
const SIZE = 90_000;

/** What changed since the last message, as a mail that is understood on a phone in ten seconds. */
export const renderDigest = (
  digest: Digest,
  publication: Publication = {},
  reader: MailReader | null = null,
): Message => {
  const subject = subjectLine(digest, publication);
  const { reports } = indexOf(digest.sources);
  for (const most of ENTRIES) {
    const letter = letterOf(digest, publication, most, reader);
    const html = letterHtml(letter);
    if (Buffer.byteLength(html) < SIZE) return { subject, html, text: letterText(letter), reports };
  }
  const letter = letterOf(digest, publication, 0, reader);
  return { subject, html: letterHtml(letter), text: letterText(letter), reports };
};

/*
 * Mail programs drop style sheets, and turn colours around in the dark: so every style stands at its element, text has
 * the reader's own colour, and where a colour is given, its background is given too.
 */
const SANS = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const BODY = `margin:0 auto;padding:16px;max-width:600px;font-size:16px;line-height:1.45;overflow-wrap:anywhere;${SANS}`;
const LEAD = 'margin:0;font-size:20px;line-height:1.3';
const HEADING = 'margin:28px 0 0;font-size:16px';
const TITLE = 'margin:0;font-size:16px;font-weight:normal';
const ENTRY = 'margin:14px 0 0;padding:14px 0 0;border-top:1px solid #8a867d';
const QUOTED = 'margin:8px 0 0;padding:2px 0 2px 12px;border-left:3px solid #8a867d';
const SMALL = 'margin:6px 0 0;font-size:14px';
const LINE = 'margin:6px 0 0';
const LINK = 'color:inherit;text-decoration:underline';
/** A finger needs 44 pixels (WCAG 2.5.5). */
const BUTTON = `display:inline-block;margin:10px 10px 0 0;padding:11px 14px;border:1px solid #8a867d;border-radius:6px;line-height:22px;text-decoration:none`;
const MAIN = `${BUTTON};background-color:#1d4f79;color:#ffffff`;
const OTHER = `${BUTTON};color:inherit`;
const MARKS: InlineMarks = {
  removed: 'background-color:#fbe3e0;color:#861712;padding:0 2px',
  added: 'background-color:#dcf0df;color:#0f5123;padding:0 2px',
};
const BADGE: Readonly<Record<Severity, string>> = {
  high: 'background-color:#a1211b;color:#ffffff',
  medium: 'background-color:#f3dfb0;color:#543600',
  low: 'background-color:#dde4ea;color:#2c3947',
};

/** `of`: what it is about, for those who hear the links of a mail one after the other. */
const button = (label: string, url: string | null, style: string, of = ''): Html | false =>
  url !== null &&
  html`<a href="${url}" style="${style}"${of !== '' && html` aria-label="${label}: ${of}"`}>${label}</a>`;

const entryHtml = (entry: MailEntry): Html => html`
<div style="${ENTRY}">
<h3 style="${TITLE}"><span style="${BADGE[entry.severity]};display:inline-block;margin:0 0 6px;padding:2px 8px;font-size:14px;font-weight:bold">${entry.label}</span><br>
<b${setting(entry.title)}>${entry.title}</b>${entry.publisher !== '' && html` · <span dir="auto">${entry.publisher}</span>`}</h3>
${entry.says !== '' && html`<p style="${LINE}" dir="auto">${entry.says}</p>`}
${entry.words.length > 0 && html`<p style="${QUOTED}"${setting(entry.words.map(({ text }) => text).join(''))}>${diffToHtml(entry.words, MARKS)}</p>`}
${entry.also !== '' && html`<p style="${LINE}">${entry.also}</p>`}
${entry.todo !== '' && html`<p style="${LINE}">${entry.todo}</p>`}
${entry.where !== '' && html`<p style="${SMALL}">${entry.where}</p>`}
${button(OPEN.row, entry.row, MAIN, entry.title)}${button(OPEN.newer, entry.newer, OTHER, entry.title)}${button(pageName(entry), entry.page?.url ?? null, OTHER, entry.title)}${button(OPEN.copy, entry.copy, OTHER, entry.title)}
</div>`;

const lineHtml = ({ text, url }: Line): Html =>
  html`<li style="${LINE}" dir="auto">${url === null ? text : html`<a href="${url}" style="${LINK}">${text}</a>`}</li>`;

const partHtml = ({ heading, entries, lines }: LetterPart): Html => html`<h2 style="${HEADING}">${heading}</h2>
${entries.map(entryHtml)}${lines.length > 0 && html`<ul style="margin:10px 0 0;padding-left:20px">${lines.map(lineHtml)}</ul>`}`;

const letterHtml = ({ lead, about, parts, page, marked, why, leave, evidence }: Letter): string =>
  html`${new Markup('<!doctype html>')}
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${about}</title></head>
<body style="margin:0"><div style="${BODY}">
<h1 style="${LEAD}">${lead}</h1>
<p style="${SMALL}">${about}</p>
${parts.map(partHtml)}
<div style="margin:18px 0 0">${button(OPEN.all, page, OTHER)}</div>
<p style="margin:18px 0 0;font-size:14px">${marked && 'Marked [−…]: was there. [+…]: is there now. '}${why}${leave !== null && html` To stop, ${leave.how}: <a href="${leave.url}" style="${LINK}">${leave.text}</a>`}${evidence !== '' && html`<br>${evidence}`}</p>
</div></body></html>
`.text;

/** Columns of a plain mail (RFC 5322 asks for fewer than 78). */
const WIDTH = 72;

const PLAIN = painter(false);

const link = (label: string, url: string | null): readonly string[] => (url === null ? [] : [`${label}: ${url}`]);

const entryText = (entry: MailEntry): string =>
  [
    entry.label,
    entry.publisher === '' ? entry.title : `${entry.title} · ${entry.publisher}`,
    entry.says,
    diffToTerminal(entry.words, PLAIN),
    entry.also,
    entry.where,
    entry.todo,
    ...link(OPEN.row, entry.row),
    ...link(OPEN.newer, entry.newer),
    ...link(pageName(entry), entry.page?.url ?? null),
    ...link(OPEN.copy, entry.copy),
  ]
    .filter((line) => line !== '')
    .map((line, i) => wrap(plain(line), WIDTH, i === 0 ? '' : '  '))
    .join('\n');

const lineText = ({ text, url }: Line): string =>
  [`- ${wrap(plain(text), WIDTH, '  ').trimStart()}`, ...(url === null ? [] : [`  ${url}`])].join('\n');

const partText = ({ heading, entries, lines }: LetterPart): string =>
  [
    heading.toUpperCase(),
    ...entries.map(entryText),
    ...(lines.length === 0 ? [] : [lines.map(lineText).join('\n')]),
  ].join('\n\n');

/** A letter for those who read plain text. */
export const letterText = ({ lead, about, parts, page, marked, why, leave, evidence }: Letter): string => {
  const foot = [
    ...link(OPEN.all, page),
    ...(marked ? ['Marked [-…-]: was there. {+…+}: is there now.'] : []),
    leave === null ? why : `${why} To stop, ${leave.how}: ${leave.text}`,
    ...(evidence === '' ? [] : [evidence]),
  ];
  return `${[
    [lead, about].map((line) => wrap(plain(line), WIDTH)).join('\n'),
    ...parts.map(partText),
    foot.map((line) => wrap(line, WIDTH)).join('\n'),
  ].join('\n\n')}\n`;
};
