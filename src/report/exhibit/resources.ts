import type { RenderState } from '../../model/rendering.js';
import type { ResourceRole } from '../../model/resource-role.js';
import { moment } from '../dates.js';
import { type Html, html } from '../html.js';
import { asShown, wantedReason } from '../reasons/rendering.js';
import { count } from '../words.js';
import type { Exhibit, ExhibitResource } from './exhibit.js';

const WORDS: Readonly<Record<ResourceRole, string>> = {
  rendered: 'the page as its scripts left it in a browser',
  screenshot: 'a picture of the page in a browser',
  'handed-in': 'a file that a person saved',
};

/** What a thing is that no server sent, in a few words. */
export const resourceWords = (role: ResourceRole): string => WORDS[role];

/** How a page was shown, for those who read the evidence. */
export const howShown = (state: RenderState): string =>
  [
    'shown from the bytes that the server had sent, without pictures, fonts and cookies',
    'what its scripts asked for was fetched by this program',
    ...(state.wanted.length === 0 ? [] : [`it was not given all: it asked ${wantedReason(state.wanted)}`]),
    ...asShown(state),
  ].join('; ');

/** What was kept beside the capture: who or what made it, when, how, and its file. */
export function resourcesPart({ resources }: Pick<Exhibit, 'resources'>): Html | false {
  const shown = resources.filter(({ file }) => file !== null);
  if (shown.length === 0) return false;
  return html`<h2>What was kept beside it</h2>
<p>No server sent these: they were made or handed in as is said here, and are kept as they came. They stand in the same log.</p>
<table><thead><tr><th>File</th><th>What it is</th><th>When</th><th>Line of the log</th></tr></thead><tbody>${shown.map(row)}</tbody></table>`;
}

const row = ({ file, role, by, how, at, bytes, n }: ExhibitResource): Html =>
  html`<tr><td><a href="${file}">${file}</a>, ${count(bytes, 'byte', 'bytes')}</td><td>${resourceWords(role)}${by !== null && html`; by ${by}`}${how !== null && html`; ${how}`}</td><td>${moment(at)}</td><td>${n}</td></tr>`;
