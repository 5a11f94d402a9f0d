import { type Letter, type Line, OPEN } from '../mail/letter.js';
import { plain } from '../terminal/screen.js';
import { chatParts } from './lines.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text for Slack's mrkdwn: `<!channel>` and links are begun by what is escaped here, and a word joiner keeps marks from being any. */
const escapeSlack = (text: string): string =>
  plain(text)
    .replace(/[&<>]/gu, (c) => ENTITIES[c] ?? c)
    .replace(/[*_~`]/gu, (c) => `\u2060${c}\u2060`);

const link = (label: string, url: string | null): string =>
  url === null
    ? label
    : `<${encodeURI(url.toWellFormed()).replace(/%25/gu, '%').replace(/[|<>]/gu, encodeURIComponent).replaceAll('&', '&amp;')}|${label}>`;

/** For an incoming webhook of Slack (docs.slack.dev, “Formatting message text”). Links are not unfolded into pictures. */
export function slackMessage(letter: Letter): object {
  const line = ({ text, url }: Line): string => `• ${link(escapeSlack(text), url)}`;
  const text = [
    `*${escapeSlack(letter.lead)}*`,
    escapeSlack(letter.about),
    ...chatParts(letter).flatMap(({ heading, lines }) => ['', `*${heading}*`, ...lines.map(line)]),
    ...(letter.page === null ? [] : ['', link(OPEN.all, letter.page)]),
  ].join('\n');
  return { text, unfurl_links: false, unfurl_media: false };
}
