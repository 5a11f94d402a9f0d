import type { RenderState, ResourceRole } from '../../model/capture.js';
import { textBeside } from '../../model/text-beside.js';
import { type Html, html, Html as Markup, setting, webUrl } from '../escape.js';
import { hashSource, STYLE } from '../page/style.js';
import { browserRenderNotes, quoteReason, wantedReason } from '../words/documents.js';
import { fill, statuses } from '../words/messages.js';
import { count, moment, quoteWords, sentence } from '../words/words.js';
import {
  CERTIFICATES_FILE,
  carriedWords,
  type Exhibit,
  type ExhibitFile,
  type ExhibitStamp,
  otherLines,
} from './exhibit.js';

type Piece = Parameters<typeof html>[1];

/** The page as an ICU message, as those of words/messages.json are: every value is escaped before it is filled in. */
const PAGE = textBeside(new URL('./exhibit-page.html', import.meta.url));
const SHEET = `${STYLE}code{overflow-wrap:anywhere;font-size:.85em}`;

/** Only the style below may act, and nothing may be loaded, whatever a source has in its address. */
const POLICY = `default-src 'none'; style-src ${hashSource(SHEET)}; img-src data:; base-uri 'none'; form-action 'none'`;

const address = (url: string): Html => (webUrl(url) === null ? html`${url}` : html`<a href="${url}">${url}</a>`);
const code = (text: string): Html => html`<code>${text}</code>`;
const items = (all: readonly Piece[]): Html => html`${all.map((one) => html`<li>${one}</li>`)}`;
const rows = (all: readonly (readonly Piece[])[]): Html =>
  html`${all.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}`;

/** A table that is a list on a telephone, where each cell says under which head it stands. */
const table = (heads: readonly string[], rows: readonly (readonly Piece[])[]): Html => html`
<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map((cells) => html`<tr>${cells.map((cell, n) => html`<td data-label="${heads[n]}">${cell}</td>`)}</tr>`)}</tbody></table>`;

/** The openssl command that checks a stamp, once the authority's root is in `roots.pem`; its time is in seconds. */
const opensslCommand = ({ file, time }: ExhibitStamp): string =>
  `openssl ts -verify -data ${file.replace(/\.tsr$/u, '')}.txt -in ${file} -CAfile roots.pem -attime ${Math.floor(Date.parse(time) / 1_000)}`;

const howReceived = ({ capture }: Exhibit) => ({
  ...capture,
  askedFor: address(capture.url),
  redirects: items(capture.hops.map(({ url, http }) => html`${address(url)} answered with status ${http} and led on`)),
  answeredBy: address(capture.finalUrl),
  encrypted: capture.finalUrl.startsWith('https:'),
  when: moment(capture.at),
  size: count(capture.bytes, 'byte', 'bytes'),
  carried: sentence(carriedWords(capture.passages)),
  rendered: capture.passages?.rendered,
  sameAsLine: capture.sameAs?.n,
  sameAsWhen: capture.sameAs && moment(capture.sameAs.at),
});

const howItCame = ({ capture: { connection } }: Exhibit) => ({
  asked: connection?.asked.join(', '),
  request: connection && items(connection.request.map(code)),
  ip: connection?.ip,
  tls:
    connection?.tls &&
    [connection.tls.version, connection.tls.cipher, connection.tls.protocol].filter((part) => part !== null).join(', '),
  certificates: rows(
    (connection?.tls?.certificates ?? []).map(({ subject, issuer, from, until, sha256 }) => [
      subject,
      issuer,
      `${from.slice(0, 10)} to ${until.slice(0, 10)}`,
      code(sha256),
    ]),
  ),
  certificatesFile: CERTIFICATES_FILE,
});

const besideIt = ({ resources }: Exhibit) => ({
  shownInBrowser: resources.some(({ role }) => role === 'rendered'),
  resources: rows(
    resources
      .filter(({ file }) => file !== null)
      .map(({ file, role, by, how, at, bytes, n }) => [
        html`<a href="${file}">${file}</a>, ${count(bytes, 'byte', 'bytes')}`,
        html`${resourceWords(role)}${by !== null && html`; by ${by}`}${how !== null && html`; ${how}`}`,
        moment(at),
        n,
      ]),
  ),
});

const quoted = ({ quotes }: Exhibit) => ({
  quoted: quotes === null ? 'unjudged' : quotes.length === 0 ? 'none' : 'some',
  passages: table(
    ['Citation', 'Passage', 'Verdict'],
    (quotes ?? []).map(({ cited, citation, quote }) => [
      cited ?? citation,
      html`<div class="text"${setting(quote.text)}>${quote.text}</div>`,
      [...new Set([sentence(quoteWords(quote)), sentence(quoteReason(quote.why))])].join(' '),
    ]),
  ),
});

const stamped = ({ stamps, log }: Exhibit) => ({
  ...log,
  logSha256: log.sha256,
  problems: items(log.problems),
  stamps: rows(
    stamps.map(({ time, signer, tsa, of, file }) => [
      html`${moment(time)} <span class="soft">(${time})</span>`,
      `${signer}, asked at ${tsa}`,
      html`line ${of.n}: ${code(of.sha256)}`,
      html`<a href="${file}">${file}</a>`,
    ]),
  ),
  stampChecks: items(stamps.map((stamp) => code(opensslCommand(stamp)))),
});

const kept = ({ custody, exportedAt, others, files: [, warc, wacz], records, capture }: Exhibit) => {
  const record = warc && records.find(({ n }) => n === capture.n);
  return {
    by: custody.by,
    exported: moment(exportedAt),
    others: items(otherLines(others).map((line) => line.replace(/^also kept: /u, ''))),
    warc: warc?.name,
    wacz: wacz?.name,
    record: record && record.offset + 1,
    recordLength: record?.length,
    recordSha256: record?.recordSha256,
    records: table(
      ['When', 'Status', 'SHA-256 of the bytes received', 'Line of the log'],
      records.map(({ at, http, revisit, sameAs, payloadSha256, n }) => [
        moment(at),
        `${http}${revisit ? `, ${sameAs === undefined ? 'the same bytes as before' : `the same text as in line ${sameAs}, in other bytes, which were not kept`}` : ''}`,
        code(payloadSha256),
        n,
      ]),
    ),
  };
};

/** A value as it is filled in; what is neither text nor markup is not. */
const printed = (value: unknown): string => {
  if (value instanceof Markup) return value.text;
  return value === undefined || typeof value === 'object' ? '' : html`${String(value)}`.text;
};

/** The page that explains an exported capture to a tribunal: complete in itself, readable on paper. `manifest` is the file beside it. */
export const renderEvidencePage = (exhibit: Exhibit, manifest: ExhibitFile): string => {
  const { source, exportedAt, program } = exhibit;
  const files = [...exhibit.files, manifest].map(({ name, what, bytes, sha256 }) => [
    html`<a href="${name}">${name}</a>`,
    `${what}, ${count(bytes, 'byte', 'bytes')}`,
    code(sha256),
  ]);
  const page = {
    ...source,
    exportedAt,
    program,
    policy: POLICY,
    style: new Markup(SHEET),
    titleSetting: setting(source.title),
    files: table(['File', 'What it is', 'SHA-256'], files),
  };
  const parts = [stamped, howReceived, howItCame, besideIt, quoted, kept].map((part) => part(exhibit));
  const values = Object.entries(Object.assign(page, ...parts));
  return fill(PAGE, Object.fromEntries(values.map(([name, value]) => [name, printed(value)])));
};

/** What a thing is that no server sent, in a few words. */
export const resourceWords = (role: ResourceRole): string => statuses.resourceRole[role];

/** How a page was shown, for those who read the evidence. */
export const browserRenderWords = (state: RenderState): string =>
  [
    'shown from the bytes that the server had sent, without pictures, fonts and cookies',
    'what its scripts asked for was fetched by this program',
    ...(state.wanted.length === 0 ? [] : [`it was not given all: it asked ${wantedReason(state.wanted)}`]),
    ...browserRenderNotes(state),
  ].join('; ');
