import { optional } from '../model/optional.js';
import type { Digest } from '../model/run.js';
import type { WebhookFormat } from '../model/settings.js';
import { type Html, html } from './escape.js';
import { subjectLine } from './headline.js';
import { type Letter, type LetterPart, type Line, letterOf, renderDigest } from './mail/digest.js';
import { localeOfRun, type Publication } from './publication.js';
import { plain } from './terminal/screen.js';
import type { Locale } from './words/locale.js';
import { withLabel } from './words/words.js';

/** Entries of a message in a chat, where others write too. */
const ENTRIES = 5;

/** A digest as a webhook of a format is told it, to be written as JSON. */
export const webhookPayload = (
  format: WebhookFormat,
  digest: Digest,
  publication: Publication,
): object => payloadOf(localeOfRun(digest, publication), format, digest, publication);

function payloadOf(
  locale: Locale,
  format: WebhookFormat,
  digest: Digest,
  publication: Publication,
): object {
  if (format === 'json') return ownMessage(digest, publication);
  const letter: Letter = letterOf(locale, digest, publication, ENTRIES, null);
  switch (format) {
    case 'slack':
      return slackMessage(locale, letter);
    case 'matrix':
      return matrixMessage(locale, letter);
    case 'ntfy':
      return ntfyMessage(locale, letter, subjectLine(locale, digest, publication));
  }
}

/** For a program of one's own; `text` is the field that Mattermost and its likes show too. */
function ownMessage(digest: Digest, publication: Publication): object {
  const { subject, text, html, reports } = renderDigest(digest, publication);
  return {
    text: `${subject}\n\n${text}`,
    html,
    run: digest.run.id,
    subject,
    reports,
    page: publication.page ?? null,
  };
}

/** A letter in as few lines as a chat has room for: an entry is one, without its words. */
const chatParts = (locale: Locale, { parts }: Letter): readonly Omit<LetterPart, 'entries'>[] =>
  parts.map(({ heading, entries, lines }) => ({
    heading,
    lines: [
      ...entries.map(({ label, title, says, row, page, copy }) => ({
        text: locale.fill(locale.messages.chat.line, { label, title, says }),
        url: row ?? copy ?? page?.url ?? null,
      })),
      ...lines,
    ],
  }));

const link = (label: string, url: string | null): Html =>
  url === null ? html`${plain(label)}` : html`<a href="${url}">${plain(label)}</a>`;

/**
 * The content of a Matrix `m.room.message` (spec.matrix.org, Client-Server API, “m.text”): plain, and in the HTML that it allows. The
 * empty `m.mentions` says that nobody is called by it, whatever a title contains.
 */
function matrixMessage(locale: Locale, letter: Letter): object {
  const { lead, about, page } = letter;
  const parts = chatParts(locale, letter);
  const plainLine = ({ text, url }: Line): string =>
    `- ${plain(text)}${url === null ? '' : `\n  ${url}`}`;
  const body = [
    lead,
    plain(about),
    ...parts.flatMap(({ heading, lines }) => ['', heading, ...lines.map(plainLine)]),
    ...(page === null ? [] : ['', withLabel(locale, locale.messages.open.all, page)]),
  ].join('\n');
  const formatted = html`<p><strong>${plain(lead)}</strong><br>${plain(about)}</p>${parts.map(
    ({ heading, lines }) =>
      html`<p>${heading}</p><ul>${lines.map(({ text, url }) => html`<li>${link(text, url)}</li>`)}</ul>`,
  )}${page !== null && html`<p>${link(locale.messages.open.all, page)}</p>`}`.text;
  return {
    msgtype: 'm.text',
    body,
    format: 'org.matrix.custom.html',
    formatted_body: formatted,
    'm.mentions': {},
  };
}

/** Bytes of a message: ntfy makes a file of one that is longer than 4096 (docs.ntfy.sh, “Limitations”). */
const SIZE = 3_800;

/** ntfy's priorities: 3 is the usual one, and 4 rings for longer. */
const PRIORITY = { usual: 3, high: 4 } as const;

/** What ntfy is posted as JSON (docs.ntfy.sh, “Publish as JSON”), but for the topic. It is shown as plain text: nothing is markup. */
function ntfyMessage(locale: Locale, letter: Letter, subject: string): object {
  const { lead, page, parts } = letter;
  const lines = [
    lead,
    ...chatParts(locale, letter).flatMap(({ heading, lines: all }) => [
      '',
      heading,
      ...all.map(({ text }) => `- ${plain(text)}`),
    ]),
  ];
  let message = '';
  for (const line of lines) {
    if (Buffer.byteLength(`${message}${line}\n`) > SIZE) break;
    message += `${line}\n`;
  }
  const isHigh = parts.some(({ entries }) => entries.some(({ severity }) => severity === 'high'));
  return {
    title: subject,
    message: message.trimEnd(),
    priority: isHigh ? PRIORITY.high : PRIORITY.usual,
    ...optional({
      click: page,
      actions:
        page === null ? null : [{ action: 'view', label: locale.messages.open.all, url: page }],
    }),
  };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text for Slack's mrkdwn: `<!channel>` and links are begun by what is escaped here, and a word joiner keeps marks from being any. */
const escapeSlack = (text: string): string =>
  plain(text)
    .replace(/[&<>]/gu, (c) => ENTITIES[c] ?? c)
    .replace(/[*_~`]/gu, (c) => `\u2060${c}\u2060`);

const slackLink = (label: string, url: string | null): string =>
  url === null
    ? label
    : `<${encodeURI(url.toWellFormed()).replace(/%25/gu, '%').replace(/[|<>]/gu, encodeURIComponent).replaceAll('&', '&amp;')}|${label}>`;

/** For an incoming webhook of Slack (docs.slack.dev, “Formatting message text”). Links are not unfolded into pictures. */
function slackMessage(locale: Locale, letter: Letter): object {
  const line = ({ text, url }: Line): string => `• ${slackLink(escapeSlack(text), url)}`;
  const text = [
    `*${escapeSlack(letter.lead)}*`,
    escapeSlack(letter.about),
    ...chatParts(locale, letter).flatMap(({ heading, lines }) => [
      '',
      `*${heading}*`,
      ...lines.map(line),
    ]),
    ...(letter.page === null ? [] : ['', slackLink(locale.messages.open.all, letter.page)]),
  ].join('\n');
  return { text, unfurl_links: false, unfurl_media: false };
}
