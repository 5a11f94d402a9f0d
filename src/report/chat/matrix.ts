import { type Html, html } from '../html.js';
import { type Letter, type Line, OPEN } from '../mail/letter.js';
import { plain } from '../terminal/screen.js';
import { chatParts } from './lines.js';

const link = (label: string, url: string | null): Html =>
  url === null ? html`${plain(label)}` : html`<a href="${url}">${plain(label)}</a>`;

/**
 * The content of a Matrix `m.room.message` (spec.matrix.org, Client-Server API, “m.text”): plain, and in the HTML that it allows. The
 * empty `m.mentions` says that nobody is called by it, whatever a title contains.
 */
export function matrixMessage(letter: Letter): object {
  const { lead, about, page } = letter;
  const parts = chatParts(letter);
  const plainLine = ({ text, url }: Line): string => `- ${plain(text)}${url === null ? '' : `\n  ${url}`}`;
  const body = [
    lead,
    plain(about),
    ...parts.flatMap(({ heading, lines }) => ['', heading, ...lines.map(plainLine)]),
    ...(page === null ? [] : ['', `${OPEN.all}: ${page}`]),
  ].join('\n');
  const formatted = html`<p><strong>${plain(lead)}</strong><br>${plain(about)}</p>${parts.map(
    ({ heading, lines }) =>
      html`<p>${heading}</p><ul>${lines.map(({ text, url }) => html`<li>${link(text, url)}</li>`)}</ul>`,
  )}${page !== null && html`<p>${link(OPEN.all, page)}</p>`}`.text;
  return {
    msgtype: 'm.text',
    body,
    format: 'org.matrix.custom.html',
    formatted_body: formatted,
    'm.mentions': {},
  };
}
