import { atLeast, type Finding, type Severity, sourcesOfFinding } from '../../model/finding.js';
import type { Digest } from '../../model/run.js';
import type { DeliverySchedule, Subscription } from '../../model/settings.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { indexOf } from '../../model/verdicts.js';
import { diffToHtml, diffToTerminal, type InlineMarks } from '../diff/diff-view.js';
import { type Html, html, isolateRuns, Html as Markup, textAttributes, webUrl } from '../escape.js';
import { citationsTold, matters, subjectLine, summariseFindings, whatStands } from '../headline.js';
import { localeOf, type Publication, reportName } from '../publication.js';
import { painter, plain, wrap } from '../terminal/screen.js';
import type { Locale } from '../words/locale.js';
import { kindWords, tipProof, updateLine, withLabel } from '../words/words.js';
import { cut, inLine, type MailEntry, mailEntries, offerFor, ownPage, rowOf } from './entry.js';

export interface Message {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly reports: readonly string[];
}

/** Entries of a mail, our choice: the first number with which it is short enough to be read on a phone, and is not clipped. */
const ENTRIES = [10, 7, 5, 3, 2, 1];
/** Others of which each has a line where no page tells of them, our choice: as many as there is room for beside the entries. */
const OTHERS = [10, 5, 3, 1, 0];
/** Words of a mail without its addresses, our choice: two minutes of reading. */
const WORDS = 300;

/** UTF-8 bytes of a mail's HTML: Gmail cuts off what is longer than 102 kB, and what it counts is not known to the byte. */
const SIZE = 90_000;

/** What changed since the last message, as a mail that is understood on a phone in ten seconds. */
export const renderDigest = (
  digest: Digest,
  publication: Publication = {},
  reader: MailReader | null = null,
): Message => {
  const { reports } = indexOf(digest.sources);
  const locale = localeOf(reports, publication);
  return { ...messageOf(locale, digest, publication, reader), reports };
};

const messageOf = (
  locale: Locale,
  digest: Digest,
  publication: Publication,
  reader: MailReader | null,
): Omit<Message, 'reports'> => {
  const subject = subjectLine(locale, digest, publication);
  const mailOf = (most: number, others: number) => {
    const letter = letterOf(locale, digest, publication, most, reader, others);
    return { subject, html: letterHtml(locale, letter), text: letterText(locale, letter) };
  };
  const fits = ({ html, text }: ReturnType<typeof mailOf>) =>
    Buffer.byteLength(html) < SIZE && wordsIn(text) <= WORDS;
  for (const most of ENTRIES)
    for (const others of publication.page ? [0] : OTHERS) {
      const mail = mailOf(most, others);
      if (fits(mail)) return mail;
    }
  return mailOf(0, 0);
};

const wordsIn = (text: string): number => text.replace(/\S+:\/\/\S+/gu, '').split(/\s+/u).length;

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
/** Sides by name: not every mail program knows where a line begins. */
const QUOTATION_STYLE = (locale: Locale): string =>
  `margin:8px 0 0;padding:2px 12px;border-${locale.direction === 'rtl' ? 'right' : 'left'}:3px solid #8a867d`;
const SMALL = 'margin:6px 0 0;font-size:14px';
const LINE = 'margin:6px 0 0';
const LINK = 'color:inherit;text-decoration:underline';
/** A finger needs 44 pixels (WCAG 2.5.5). Outlook on Windows draws no border around a link: without a background it is underlined. */
const buttonStyle = (locale: Locale, isMain: boolean): string =>
  `display:inline-block;margin:10px ${locale.direction === 'rtl' ? '0 0 10px' : '10px 0 0'};padding:11px 14px;border:1px solid #8a867d;border-radius:6px;line-height:22px;${isMain ? 'text-decoration:none;background-color:#1d4f79;color:#ffffff' : LINK}`;
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
const button = (
  locale: Locale,
  label: string,
  url: string | null,
  isMain: boolean,
  of = '',
): Html | false =>
  url !== null &&
  html`<a href="${url}" style="${buttonStyle(locale, isMain)}"${of !== '' && html` aria-label="${withLabel(locale, label, of)}"`}>${label}</a>`;

const entryHtml = (locale: Locale, entry: MailEntry): Html => html`
<div style="${ENTRY}">
<h3 style="${TITLE}"><span style="${BADGE[entry.severity]};display:inline-block;margin:0 0 6px;padding:2px 8px;font-size:14px;font-weight:bold">${entry.label}</span><br>
<b${textAttributes(entry.title)}>${entry.title}</b>${entry.publisher !== '' && html` · <span dir="auto">${entry.publisher}</span>`}</h3>
${entry.says !== '' && html`<p style="${LINE}" dir="auto">${isolateRuns(entry.says)}</p>`}
${entry.words.length > 0 && html`<p style="${QUOTATION_STYLE(locale)}"${textAttributes(entry.words.map(({ text }) => text).join(''))}>${diffToHtml(entry.words, MARKS)}</p>`}
${entry.also !== '' && html`<p style="${LINE}">${isolateRuns(entry.also)}</p>`}
${entry.todo !== '' && html`<p style="${LINE}">${isolateRuns(entry.todo)}</p>`}
${entry.where !== '' && html`<p style="${SMALL}">${isolateRuns(entry.where)}</p>`}
${linksOf(locale, entry).map(([label, url]) => button(locale, label, url, label === locale.messages.open.row, entry.title))}
</div>`;

const lineHtml = ({ text, url }: Line): Html =>
  html`<li style="${LINE}">${url === null ? isolateRuns(text) : html`<a href="${url}" style="${LINK}">${isolateRuns(text)}</a>`}</li>`;

const partHtml = (
  locale: Locale,
  { heading, entries, lines }: LetterPart,
): Html => html`<h2 style="${HEADING}">${heading}</h2>
${entries.map((entry) => entryHtml(locale, entry))}${lines.length > 0 && html`<ul style="margin:10px 0 0;padding:0 20px">${lines.map(lineHtml)}</ul>`}`;

const letterHtml = (
  locale: Locale,
  { lead, about, parts, page, marked, why, leave, last }: Letter,
): string =>
  html`${new Markup('<!doctype html>')}
<html${locale.rootAttributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${about}</title></head>
<body style="margin:0"><div${locale.rootAttributes} style="${BODY}">
<h1 style="${LEAD}">${lead}</h1>
<p style="${SMALL}">${about}</p>
${parts.map((a) => partHtml(locale, a))}
<div style="margin:18px 0 0">${button(locale, locale.messages.open.all, page, false)}</div>
<p style="margin:18px 0 0;font-size:14px">${marked && `${locale.fill(locale.messages.mail.marked, { removed: '[−…]', added: '[+…]' })} `}${why}${leave !== null && html` ${wayOutHtml(locale, leave)}`}${last !== '' && html`<br>${isolateRuns(last)}`}</p>
</div></body></html>
`.text;

const wayOutHtml = (locale: Locale, { way, url, text }: WayOut): Html =>
  locale.fillHtml(locale.messages.mail.leave, {
    way,
    address: html`<a href="${url}" style="${LINK}">${text}</a>`,
  });

/** Columns of a plain mail (RFC 5322 asks for fewer than 78). */
const WIDTH = 72;

const PLAIN = painter(false);

const link = (locale: Locale, label: string, url: string | null): readonly string[] =>
  url === null ? [] : [withLabel(locale, label, url)];

const entryText = (locale: Locale, entry: MailEntry): string =>
  [
    entry.label,
    entry.publisher === '' ? entry.title : `${entry.title} · ${entry.publisher}`,
    entry.says,
    diffToTerminal(entry.words, PLAIN),
    entry.also,
    entry.where,
    entry.todo,
    ...linksOf(locale, entry).flatMap(([label, url]) => link(locale, label, url)),
  ]
    .filter((line) => line !== '')
    .map((line, i) => wrap(plain(line), WIDTH, i === 0 ? '' : '  '))
    .join('\n');

const lineText = ({ text, url }: Line): string =>
  [`- ${wrap(plain(text), WIDTH, '  ').trimStart()}`, ...(url === null ? [] : [`  ${url}`])].join(
    '\n',
  );

const partText = (locale: Locale, { heading, entries, lines }: LetterPart): string =>
  [
    heading.toUpperCase(),
    ...entries.map((entry) => entryText(locale, entry)),
    ...(lines.length === 0 ? [] : [lines.map(lineText).join('\n')]),
  ].join('\n\n');

export const letterText = (
  locale: Locale,
  { lead, about, parts, page, marked, why, leave, last }: Letter,
): string => {
  const foot = [
    ...link(locale, locale.messages.open.all, page),
    ...(marked
      ? [locale.fill(locale.messages.mail.marked, { removed: '[-…-]', added: '{+…+}' })]
      : []),
    leave === null
      ? why
      : `${why} ${locale.fill(locale.messages.mail.leave, { way: leave.way, address: leave.text })}`,
    ...(last === '' ? [] : [last]),
  ];
  return `${[
    [lead, about].map((line) => wrap(plain(line), WIDTH)).join('\n'),
    ...parts.map((a) => partText(locale, a)),
    foot.map((line) => wrap(line, WIDTH)).join('\n'),
  ].join('\n\n')}\n`;
};

/** Characters of a report's name. */
const NAME = 60;

const linksOf = (
  locale: Locale,
  { row, newer, page, copy }: MailEntry,
): readonly (readonly [label: string, url: string | null])[] => [
  [locale.messages.open.row, row],
  [locale.messages.open.newer, newer],
  [page?.isCopy ? locale.messages.open.read : locale.messages.open.page, page?.url ?? null],
  [locale.messages.open.copy, copy],
];

/** A line of a list, and where it leads; null where it leads nowhere. */
export interface Line {
  readonly text: string;
  readonly url: string | null;
}

/** A part of a mail: what is told at length, and what in a line each. */
export interface LetterPart {
  readonly heading: string;
  readonly entries: readonly MailEntry[];
  readonly lines: readonly Line[];
}

/** A digest in the words of a mail, before it is set as text or as HTML: what the one says, the other says. */
export interface Letter {
  /** What matters, in one sentence: the first text of the mail, so that a list of mails shows it too. */
  readonly lead: string;
  readonly about: string;
  /** None is empty. */
  readonly parts: readonly LetterPart[];
  readonly page: string | null;
  readonly why: string;
  /** How he leaves; null where the mail has no reader. */
  readonly leave: WayOut | null;
  /** True when words are marked as removed or added. */
  readonly marked: boolean;
  /** What no reader needs and some keep, small: the lines to hand pages in with, and where the evidence ends; may be empty. */
  readonly last: string;
}

/**
 * Puts a digest into words. Of all its parts together `most` entries are told; `others` of what else is new have a line each, and of the
 * rest it is told how many there are.
 */
export function letterOf(
  locale: Locale,
  digest: Digest,
  publication: Publication,
  most: number,
  reader: MailReader | null,
  others = 0,
): Letter {
  const sources = new Map(digest.sources.map((s) => [s.id, s]));
  const page = webUrl(publication.page ?? null);
  const several = indexOf(digest.sources).reports.length > 1;
  const told = (findings: readonly Finding[]) =>
    mailEntries(locale, findings, { sources, page, several });
  const [fresh, open] = [told(digest.fresh.filter(isWeighty)), told(digest.open.filter(isWeighty))];
  const resolved = told(digest.resolved);
  const forOver = Math.max(0, most - fresh.length);
  const forOpen = Math.max(0, forOver - resolved.length);
  const rest = (all: Entries, room: number): readonly Line[] => {
    if (all.length <= room) return [];
    // Where no page tells it, the kinds are named here.
    const kinds =
      page === null
        ? summariseFindings(
            locale,
            all.slice(room).flatMap(({ findings }) => findings),
          )
        : null;
    const numbers = { shown: room, all: sourcesIn(all), more: sourcesIn(all.slice(room)) };
    return [{ text: locale.fill(locale.messages.mail.rest, { ...numbers, kinds }), url: page }];
  };
  const entries = fresh.slice(0, most);
  const pages = byHand(locale, digest.fresh, sources, page);
  const commands = [...entries, ...pages].flatMap(({ command }) => command ?? []);
  const parts: readonly LetterPart[] = [
    {
      heading: locale.messages.mail.new,
      entries,
      lines: [
        ...lines(locale, fresh.slice(most), others),
        ...rest(fresh, most + others),
        ...minorLine(locale, digest.fresh, page),
        ...pages,
      ],
    },
    {
      heading: locale.messages.mail.resolved,
      entries: [],
      lines: [...lines(locale, resolved, forOver), ...rest(resolved, forOver)],
    },
    {
      heading: locale.messages.mail.open,
      entries: [],
      lines: [
        ...lines(locale, open, forOpen),
        ...rest(open, forOpen),
        ...minorLine(locale, digest.open, page),
      ],
    },
  ];
  return {
    lead: lead(locale, digest, sources),
    about: about(locale, digest, publication),
    parts: parts.filter((part) => part.entries.length + part.lines.length > 0),
    page,
    why: reader === null ? locale.messages.mail.sent : whyYou(locale, reader.subscription),
    leave: reader === null ? null : wayOut(reader.leave),
    marked: entries.some(({ words }) => words.length > 0),
    last: [
      commands.length === 0
        ? ''
        : locale.fill(locale.messages.mail['hand-in'], {
            commands: locale.sideBySide(commands, 'semicolon'),
          }),
      digest.run.evidence === undefined ? '' : tipProof(locale, digest.run.evidence),
    ]
      .filter(Boolean)
      .join(' '),
  };
}

type Entries = readonly MailEntry[];

/** Several of which one thing is told are one entry. */
const sourcesIn = (entries: Entries): number =>
  new Set(entries.flatMap(({ findings }) => findings).flatMap(sourcesOfFinding)).size;

const isWeighty = ({ severity }: Finding): boolean => atLeast(severity, 'medium');

const lines = (locale: Locale, entries: Entries, room: number): readonly Line[] =>
  entries.slice(0, room).map(({ label, title, row, page, copy }) => ({
    text: withLabel(locale, label, title),
    url: row ?? copy ?? page?.url ?? null,
  }));

/** What is of little weight, each kind in a line with its number. */
const minorLine = (
  locale: Locale,
  findings: readonly Finding[],
  page: string | null,
): readonly Line[] =>
  matters(
    locale,
    findings.filter((f) => !isWeighty(f)),
  ).map(({ words, findings: [first, ...others] }) => ({
    text: words,
    url: others.length > 0 ? page : rowOf(page, first?.source ?? ''),
  }));

/** Pages to be saved by hand that a mail names, our choice; the reviewer's page names all. */
const BY_HAND = 3;

/** What is to be done by hand for pages that keep programs out, where it is not told with what weighs. */
const byHand = (
  locale: Locale,
  findings: readonly Finding[],
  sources: ReadonlyMap<string, SourceVerdict>,
  page: string | null,
): readonly (Line & Pick<MailEntry, 'command'>)[] => {
  const told = new Set(findings.filter(isWeighty).map(({ source }) => source));
  return findings
    .filter((f) => !told.has(f.source))
    .flatMap((f) => {
      const source = sources.get(f.source);
      if (source === undefined) return [];
      const offer = offerFor(locale, f, source);
      const url = rowOf(page, source.id) ?? ownPage(locale, source);
      return offer === null
        ? []
        : [
            {
              text: withLabel(locale, cut(source.title, NAME), offer.how),
              url,
              command: offer.line,
            },
          ];
    })
    .slice(0, BY_HAND);
};

function lead(locale: Locale, digest: Digest, sources: ReadonlyMap<string, SourceVerdict>): string {
  const fresh = digest.fresh.filter(isWeighty);
  const over = digest.resolved.length;
  if (fresh.length > 0) return needYou(locale, fresh, sources);
  if (digest.standing !== undefined)
    return locale.fill(locale.messages.mail.quiet, {
      standing: whatStands(locale, digest.standing),
    });
  if (over > 0) return goodNews(locale, digest, sources);
  return locale.messages.mail['nothing-new'];
}

/** Counts the sources of which something was resolved and nothing is open; the problems, where the report cites no such source. */
function goodNews(
  locale: Locale,
  { fresh, open, resolved }: Digest,
  sources: ReadonlyMap<string, SourceVerdict>,
): string {
  const troubled = new Set([...fresh, ...open].flatMap(sourcesOfFinding));
  const sound = resolved
    .flatMap(sourcesOfFinding)
    .filter((id) => sources.has(id) && !troubled.has(id));
  const fine = new Set(sound).size;
  return fine > 0
    ? locale.fill(locale.messages.mail['sources-fine'], { n: fine })
    : locale.fill(locale.messages.mail['problems-resolved'], { n: resolved.length });
}

/** `4 citations need you: 1 page is gone.`; sources, where nothing cites them. */
function needYou(
  locale: Locale,
  fresh: readonly Finding[],
  sources: ReadonlyMap<string, SourceVerdict>,
): string {
  const { citations, kinds } = citationsTold(locale, fresh, sources);
  return locale.fill(locale.messages.mail['need-you'], {
    citations,
    sources: new Set(fresh.flatMap(sourcesOfFinding)).size,
    what: kinds.length > 1 ? locale.sideBySide(kinds) : summariseFindings(locale, fresh),
  });
}

const about = (locale: Locale, digest: Digest, publication: Publication): string => {
  const { run, since, sources, updated } = digest;
  const name = cut(reportName(locale, sources, publication), NAME);
  const { startedAt } = run;
  return locale.fill(locale.messages.mail.about, {
    name,
    startedAt,
    since,
    line: updateLine(locale, { findings: updated }),
  });
};

export interface MailReader {
  readonly subscription: Subscription;
  /** Where to write, or what to open, to get no more: `mailto:…` or `https://…`. */
  readonly leave: string;
}

const whyYou = (
  locale: Locale,
  { selection: { kinds, sections, reports }, rhythm }: Subscription,
): string =>
  locale.fill(locale.messages.mail['why-you'], {
    kinds: inLine(
      locale,
      kinds.map((kind) => kindWords(locale, { kind, severity: 'high' }).name),
    ),
    n: sections.length,
    sections: inLine(locale, sections),
    reports: inLine(locale, reports),
    when: digestScheduleWords(locale, rhythm),
  });

/** How a reader leaves: by writing to an address or by opening it, that as people read it, and as a program opens it. */
interface WayOut {
  readonly way: 'mail' | 'page';
  readonly text: string;
  readonly url: string;
}

const wayOut = (url: string): WayOut => ({
  way: url.startsWith('mailto:') ? 'mail' : 'page',
  text: url.replace(/^mailto:([^?]*).*$/su, '$1'),
  url,
});

/** How often a reader wants to hear: `on Mondays at 8:00, Europe/London`. */
export const digestScheduleWords = (locale: Locale, rhythm: DeliverySchedule): string =>
  locale.fill(locale.messages.mail.when, rhythm);
