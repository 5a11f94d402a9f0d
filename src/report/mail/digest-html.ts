import type { Severity } from '../../model/finding.js';
import type { Digest } from '../../model/run.js';
import { day, moment } from '../dates.js';
import { diffToHtml, type InlineMarks } from '../diff/diff-view.js';
import { type Html, html, Html as Markup, webUrl } from '../html.js';
import { type Publication, reportTitles } from '../publication.js';
import { actionOf, messageOf } from '../reasons/finding.js';
import { type Item, itemsOf } from './digest-items.js';

/*
 * Mail programs drop style sheets, and turn colours around in the dark: so every style stands at its element, text has
 * the reader's own colour, and where a colour is given, its background is given too.
 */
const SANS = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const SERIF = 'font-family:Charter,Georgia,Cambria,serif';
const BODY = `margin:0 auto;padding:16px;max-width:600px;font-size:16px;line-height:1.5;${SANS}`;
const TITLE = `margin:0 0 4px;font-size:20px;line-height:1.3;${SERIF}`;
const HEADING = `margin:32px 0 0;font-size:18px;${SERIF}`;
const ITEM = 'margin:16px 0 0;padding:14px 0 0;border-top:1px solid #8a867d';
const QUOTED = `margin:8px 0;padding:2px 0 2px 12px;border-left:3px solid #8a867d;font-size:17px;${SERIF}`;
const SMALL = 'margin:6px 0;font-size:14px';
const LINE = 'margin:6px 0';
const LINK = 'color:inherit;text-decoration:underline';
const MARKS: InlineMarks = {
  removed: 'background-color:#fbe3e0;color:#861712;padding:0 2px',
  added: 'background-color:#dcf0df;color:#0f5123;padding:0 2px',
};
const BADGE: Readonly<Record<Severity, string>> = {
  high: 'background-color:#a1211b;color:#ffffff',
  medium: 'background-color:#f3dfb0;color:#543600',
  low: 'background-color:#dde4ea;color:#2c3947',
};

const link = (label: string, url: string, open: boolean): Html => {
  const target = open ? webUrl(url) : null;
  return target === null
    ? html`${label}: ${unlinked(url)}`
    : html`<a href="${target}" style="${LINK}">${label}</a>`;
};

/** A mail program makes links of what looks like an address; a word joiner after the scheme keeps it from that. */
const unlinked = (url: string): string => url.replace('://', ':\u2060//\u2060');

const itemHtml = (item: Item): Html => html`
<div style="${ITEM}">
<p style="margin:0 0 6px"><span style="${BADGE[item.finding.severity]};padding:2px 8px;font-size:14px;font-weight:bold">${item.label}</span></p>
<p style="margin:0"><b style="font-size:17px;${SERIF}">${item.title}</b><br><span style="font-size:14px">${item.publisher}</span></p>
<p style="${LINE}">${messageOf(item.finding)}</p>
${item.words.map(({ label, parts }) => html`<p style="${SMALL}">${label}</p>${parts.length > 0 && html`<p style="${QUOTED}">${diffToHtml(parts, MARKS)}</p>`}`)}
${item.facts.map((f) => html`<p style="${SMALL}">${f}</p>`)}
<p style="${LINE}"><b>What to do:</b> ${actionOf(item.finding)}</p>
${item.cited !== '' && html`<p style="${SMALL}">Cited in ${item.cited}</p>`}
${item.links.map((l) => html`<p style="${LINE}">${link(l.label, l.url, l.open)}</p>`)}
</div>`;

const list = (lines: readonly string[]): Html | false =>
  lines.length > 0 &&
  html`<ul style="margin:12px 0;padding-left:20px">${lines.map((l) => html`<li style="${LINE}">${l}</li>`)}</ul>`;

const section = (heading: string, ...parts: readonly (Html | false | readonly Html[])[]): Html | false =>
  parts.some((p) => p !== false && !(Array.isArray(p) && p.length === 0)) &&
  html`<h2 style="${HEADING}">${heading}</h2>${parts}`;

/** The digest for a mail program. */
export const digestHtml = (digest: Digest, publication: Publication): string => {
  const items = itemsOf(digest);
  const page = webUrl(publication.page ?? null);
  return html`${new Markup('<!doctype html>')}
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Citation check</title></head>
<body style="margin:0"><div style="${BODY}">
${reportTitles(digest.sources, publication).map((t) => html`<h1 style="${TITLE}">${t}</h1>`)}
<p style="${SMALL}">Citation check of ${moment(digest.run.startedAt)}${digest.since !== null && `, since the message of ${day(digest.since)}`}</p>
${section('New', items.fresh.map(itemHtml), list(items.besides))}
${section('Resolved', list(items.resolved))}
${section('Still open', list(items.open))}
${page !== null && html`<p style="${HEADING}"><a href="${page}" style="${LINK}">Everything, with its evidence</a></p>`}
<p style="margin:32px 0 0;font-size:14px">Words marked [−…] stood there before, words marked [+…] stand there now. Sent by citewatch.</p>
</div></body></html>
`.text;
};
