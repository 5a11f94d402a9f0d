import { hostOf, parseAddress } from '../../model/address.js';
import type { JudgedRun } from '../../model/run.js';
import { latestOf } from '../../model/watchlist.js';
import { webUrl } from '../escape.js';
import { openUrl } from '../evidence.js';
import type { Beside } from '../page-context.js';
import { localeOfRun, type Publication, publishedRow } from '../publication.js';
import { plain } from '../terminal/screen.js';
import { actionOf, decisionTitle, messageOf } from '../words/findings.js';
import type { Locale } from '../words/locale.js';
import { sentence } from '../words/words.js';
import { feedTitle } from './feed.js';

/** What is to come as iCalendar (RFC 5545), `reports/calendar.ics`: next editions, the ends of decisions and of sources. Findings speak of what is past. */
export const renderCalendar = (run: JudgedRun, publication: Publication, beside: Beside): string =>
  calendarOf(localeOfRun(run, publication), run, publication, beside);

function calendarOf(
  locale: Locale,
  run: JudgedRun,
  publication: Publication,
  beside: Beside,
): string {
  const { calendar, action } = locale.messages;
  const { startedAt, finishedAt } = run.run;
  const verdicts = new Map([...run.sources].map((source) => [source.id, source]));
  const events: string[] = [];
  /** `id`, a kind and what it is of, names it on every night, whatever day it moves to; it leads to the row of `source`. */
  const add = (
    id: readonly string[],
    day: string,
    source: string,
    words: string,
    name?: string,
  ): void => {
    if (day < startedAt.slice(0, 10)) return;
    const verdict = verdicts.get(source);
    const url =
      publishedRow(publication, source) ??
      webUrl(verdict === undefined ? null : openUrl(locale, verdict));
    const summary = locale.fill(calendar.summary, {
      kind: id[0],
      name: name ?? verdict?.title ?? source,
    });
    const path = id.map((part) => encodeURIComponent(part.toWellFormed())).join('/');
    events.push(
      // The host is reserved (RFC 2606), so that nobody else mints such names.
      'BEGIN:VEVENT',
      `UID:${path}@citewatch.invalid`,
      `DTSTAMP:${finishedAt.slice(0, 19).replace(/[-:]/gu, '')}Z`,
      `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
      `SUMMARY:${textValue(summary)}`,
      `DESCRIPTION:${textValue(words)}`,
      ...(url === null ? [] : [`URL:${parseAddress(url)?.href}`]),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    );
  };
  for (const { name, issues, next } of beside.series ?? []) {
    const [source = ''] = issues.flatMap(({ cited }) => cited);
    if (next === undefined) continue;
    const words = `${locale.fill(calendar.edition, next)} ${action['edition-overdue']}`;
    add(['edition', next.series, next.after], next.due, source, words, name);
  }
  for (const { source, about, edition, keep, until, reason } of beside.decisions ?? []) {
    if (until === null || !keep) continue;
    const day = new Date(latestOf(until)).toISOString().slice(0, 10);
    const words = locale.fill(calendar.decision, {
      decided: decisionTitle(locale, { about, edition }),
      until,
      reason: sentence(reason),
    });
    add(
      ['decision', source, about, edition ?? ''],
      day,
      source,
      `${words} ${action['decision-expired']}`,
    );
  }
  for (const { id, url, ending } of verdicts.values()) {
    if (ending === undefined) continue;
    const why = { kind: 'ending', ending, host: hostOf(url ?? '') } as const;
    add(
      ['ending', id],
      ending.on,
      id,
      `${messageOf(locale, { why })} ${actionOf(locale, { why })}`,
    );
  }
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//citewatch//citewatch//${locale.language.toUpperCase()}`,
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${textValue(feedTitle(locale, run, publication))}`,
    ...(events.length === 0 ? UTC : events),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

/** Stands where nothing is to come: a calendar has one component at least (RFC 5545, 3.6). */
const STANDARD = [
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
];
const UTC = ['BEGIN:VTIMEZONE', 'TZID:UTC', ...STANDARD, 'END:VTIMEZONE'];

/** A value of type TEXT (RFC 5545, 3.3.11) on one line. */
const textValue = (text: string): string => plain(text.toWellFormed()).replace(/[\\;,]/gu, '\\$&');

/** Octets of a line (RFC 5545, 3.1). */
const MAX_LINE_BYTES = 75;

/** A line broken before it is too long, and never within a character. */
function foldLine(line: string): string {
  let [text, size] = ['', 0];
  for (const character of line) {
    const octets = Buffer.byteLength(character);
    if (size + octets > MAX_LINE_BYTES) [text, size] = [`${text}\r\n `, 1];
    text += character;
    size += octets;
  }
  return text;
}
