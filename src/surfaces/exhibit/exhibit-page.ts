import type { RenderState, ResourceRole } from '../../model/capture.js';
import type { QuoteVerdict } from '../../model/quote.js';
import { textBeside } from '../../text-beside.js';
import { type Html, html, Html as Markup, textAttributes, webUrl } from '../escape.js';
import { hashSource, STYLE } from '../page/style.js';
import { browserRenderNotes, quoteReason, wantedReason } from '../words/documents.js';
import type { Locale } from '../words/locale.js';
import { moment, quoteWords, sentence } from '../words/words.js';
import {
  CERTIFICATES_FILE,
  carriedWords,
  type Exhibit,
  type ExhibitFile,
  type ExhibitStamp,
  otherCaptures,
} from './exhibit.js';

type Piece = Parameters<typeof html>[1];

/** The page as an ICU message, in which `say_x` is the sentence `x` of the catalogue: every value is escaped before it is filled in. */
const PAGE = textBeside(new URL('./exhibit-page.html', import.meta.url));
const SHEET = `${STYLE}code{overflow-wrap:anywhere;font-size:.85em}`;

/** Only the style below may act, and nothing may be loaded, whatever a source has in its address. */
const POLICY = `default-src 'none'; style-src ${hashSource(SHEET)}; img-src data:; base-uri 'none'; form-action 'none'`;

const address = (url: string): Html =>
  webUrl(url) === null ? html`${url}` : html`<a href="${url}">${url}</a>`;
const code = (text: string): Html => html`<code>${text}</code>`;
const link = (file: string): Html => html`<a href="${file}">${file}</a>`;
const sizeOf = (locale: Locale, bytes: number): string =>
  locale.fill(locale.messages.evidencePage.bytes, { bytes });
const items = (all: readonly Piece[]): Html => html`${all.map((one) => html`<li>${one}</li>`)}`;
const rows = (all: readonly (readonly Piece[])[]): Html =>
  html`${all.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}`;

/** A table that is a list on a telephone, where each cell says under which head it stands. */
const table = (heads: readonly string[], rows: readonly (readonly Piece[])[]): Html => html`
<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map((cells) => html`<tr>${cells.map((cell, n) => html`<td data-label="${heads[n]}">${cell}</td>`)}</tr>`)}</tbody></table>`;

/** The openssl command that checks a stamp, once the authority's root is in `roots.pem`; its time is in seconds. */
const opensslCommand = ({ file, time }: ExhibitStamp): string =>
  `openssl ts -verify -data ${file.replace(/\.tsr$/u, '')}.txt -in ${file} -CAfile roots.pem -attime ${Math.floor(Date.parse(time) / 1_000)}`;

const receivedFields = (locale: Locale, { capture }: Exhibit) => ({
  ...capture,
  askedFor: address(capture.url),
  redirects: items(
    capture.hops.map(({ url, http }) =>
      locale.fillHtml(locale.messages.evidencePage.redirect, { from: address(url), status: http }),
    ),
  ),
  answeredBy: address(capture.finalUrl),
  encrypted: capture.finalUrl.startsWith('https:'),
  when: moment(locale, capture.at),
  size: sizeOf(locale, capture.bytes),
  fileLink: link(capture.file),
  fileCode: code(capture.file),
  carried: sentence(carriedWords(locale, capture.passages)),
  rendered: capture.passages?.rendered,
  sameAsLine: capture.sameAs?.n,
  sameAsWhen: capture.sameAs && moment(locale, capture.sameAs.at),
});

const connectionFields = (locale: Locale, { capture: { connection } }: Exhibit) => ({
  asked: connection?.asked.join(', '),
  request: connection && items(connection.request.map(code)),
  ip: connection?.ip,
  tls:
    connection?.tls &&
    [connection.tls.version, connection.tls.cipher, connection.tls.protocol]
      .filter((part) => part !== null)
      .join(', '),
  certificates: rows(
    (connection?.tls?.certificates ?? []).map(({ subject, issuer, from, until, sha256 }) => [
      subject,
      issuer,
      locale.fill(locale.messages.evidencePage.certificateFrom, {
        from: from.slice(0, 10),
        until: until.slice(0, 10),
      }),
      code(sha256),
    ]),
  ),
  certificatesFile: link(CERTIFICATES_FILE),
  certificatesCheck: code(`openssl x509 -in ${CERTIFICATES_FILE} -noout -text`),
});

const resourceFields = (locale: Locale, { resources }: Exhibit) => ({
  shownInBrowser: resources.some(({ role }) => role === 'rendered'),
  resources: rows(
    resources
      .filter(({ file }) => file !== null)
      .map(({ file, role, by, how, at, bytes, n }) => [
        html`${link(file ?? '')}, ${sizeOf(locale, bytes)}`,
        locale.fill(locale.messages.evidencePage.besideItem, {
          what: resourceWords(locale, role),
          by,
          how,
        }),
        moment(locale, at),
        n,
      ]),
  ),
});

/** How many passages are told of, as the page's message asks for it. */
const howManyQuoted = (quotes: Exhibit['quotes']): 'unjudged' | 'none' | 'some' => {
  if (quotes === null) return 'unjudged';
  return quotes.length === 0 ? 'none' : 'some';
};

const quotedFields = (locale: Locale, { quotes, judgedAt, requoted, exportedAt }: Exhibit) => ({
  judgedOn: judgedAt && moment(locale, judgedAt),
  exportedOn: moment(locale, exportedAt),
  requoted:
    requoted.length === 0
      ? null
      : table(
          [
            locale.messages.evidencePage.citation,
            locale.messages.evidencePage.passage,
            locale.messages.evidencePage.verdict,
          ],
          requoted.map(({ cited, citation, text, quote }) => [
            cited ?? citation,
            html`<div class="text"${textAttributes(text)}>${text}</div>`,
            quote === null
              ? locale.messages.evidencePage.requotedUnjudged
              : verdictOn(locale, quote),
          ]),
        ),
  quoted: howManyQuoted(quotes),
  passages: table(
    [
      locale.messages.evidencePage.citation,
      locale.messages.evidencePage.passage,
      locale.messages.evidencePage.verdict,
    ],
    (quotes ?? []).map(({ cited, citation, quote }) => [
      cited ?? citation,
      html`<div class="text"${textAttributes(quote.text)}>${quote.text}</div>`,
      verdictOn(locale, quote),
    ]),
  ),
});

const verdictOn = (locale: Locale, quote: QuoteVerdict): string =>
  [
    ...new Set([sentence(quoteWords(locale, quote)), sentence(quoteReason(locale, quote.why))]),
  ].join(' ');

const stampFields = (locale: Locale, { stamps, log }: Exhibit) => ({
  ...log,
  logHash: code(log.sha256),
  problems: items(log.problems),
  problemList: html`<ul>${items(log.problems)}</ul>`,
  excerptLink: log.excerpt && link(log.excerpt),
  stamp: stamps[0]?.file,
  rootsFile: code('roots.pem'),
  stamps: rows(
    stamps.map(({ time, signer, tsa, of, file }) => [
      html`${moment(locale, time)} <span class="soft">(${time})</span>`,
      locale.fill(locale.messages.evidencePage.stampSigner, { signer, tsa }),
      locale.fillHtml(locale.messages.evidencePage.stampLine, { n: of.n, sha256: code(of.sha256) }),
      link(file),
    ]),
  ),
  stampChecks: items(stamps.map((stamp) => code(opensslCommand(stamp)))),
});

const custodyFields = (locale: Locale, { custody, exportedAt, others, records }: Exhibit) => ({
  by: custody.by,
  exported: moment(locale, exportedAt),
  others: items(otherCaptures(locale, others)),
  records: table(
    [
      locale.messages.evidencePage.when,
      locale.messages.evidencePage.status,
      locale.messages.evidencePage.captureHash,
      locale.messages.evidencePage.logLine,
    ],
    records.map((record) => [
      moment(locale, record.at),
      locale.fill(locale.messages.evidencePage.captureStatus, record),
      code(record.payloadSha256),
      record.n,
    ]),
  ),
});

/** The commands that check the folder by hand, and what they are about. */
const checkFields = ({ files: [, warc, wacz], records, capture }: Exhibit) => {
  const record = warc && records.find(({ n }) => n === capture.n);
  return {
    sumsFile: code('SHA256SUMS'),
    sumsCheck: code('sha256sum -c SHA256SUMS'),
    sumsCheckMac: code('shasum -a 256 -c SHA256SUMS'),
    sumsCheckWindows: code(`certutil -hashfile ${capture.file} SHA256`),
    record: record?.n,
    recordCheck:
      record &&
      code(`tail -c +${record.offset + 1} ${warc.name} | head -c ${record.length} | sha256sum`),
    recordHash: record && code(record.recordSha256),
    warcCheck: warc && code(`gzip -dc ${warc.name} | less`),
    waczName: wacz && code(wacz.name),
    replayer: html`<a href="https://replayweb.page">replayweb.page</a>`,
    waczIndex: code('datapackage.json'),
    waczCheck: wacz && code(`unzip -p ${wacz.name} archive/data.warc.gz | sha256sum`),
    logCheck: code('citewatch evidence verify'),
  };
};

/** The file of the release that this is, by its name and version. */
const releaseOf = (program: string): string => {
  const version = program.slice(program.indexOf(' ') + 1);
  return `https://github.com/asylos/citewatch/releases/download/v${version}/citewatch-${version}.tgz`;
};

/** How whoever gets the folder judges it again. */
const replayFields = ({ files: [, , wacz], rules, program }: Exhibit) => {
  const command = (rest: string) => code(`citewatch replay ${wacz?.name ?? ''}${rest}`);
  return {
    replayRules: rules,
    replayRulesCode: code(rules ?? ''),
    replayInstall: code(`npm install --global ${releaseOf(program)}`),
    replayCheck: command(''),
    replayTextCheck: command(' --text'),
    replayQuoteCheck: command(' --quote "…"'),
  };
};

/** A value as it is filled in; what is neither text nor markup is not. */
const printValue = (value: unknown): string => {
  if (value instanceof Markup) return value.text;
  return value === undefined || typeof value === 'object' ? '' : html`${String(value)}`.text;
};

/** The page that explains an exported capture to a tribunal: complete in itself, readable on paper. `manifest` is the file beside it. */
export const renderEvidencePage = (
  locale: Locale,
  exhibit: Exhibit,
  manifest: ExhibitFile,
): string => {
  const { source, exportedAt, program } = exhibit;
  const files = [...exhibit.files, manifest].map(({ name, what, bytes, sha256 }) => [
    link(name),
    `${what}, ${sizeOf(locale, bytes)}`,
    code(sha256),
  ]);
  const page = {
    ...source,
    publisher: source.publisher && html`<bdi>${source.publisher}</bdi>`,
    exportedAt,
    program,
    root: locale.rootAttributes,
    policy: POLICY,
    style: new Markup(SHEET),
    documentTitle: locale.fill(locale.messages.evidencePage.title, {
      title: source.title,
      when: moment(locale, exhibit.capture.at),
    }),
    titleSetting: textAttributes(source.title),
    files: table(
      [
        locale.messages.evidencePage.file,
        locale.messages.evidencePage.fileWhat,
        locale.messages.evidencePage.hash,
      ],
      files,
    ),
  };
  const parts = [
    stampFields(locale, exhibit),
    receivedFields(locale, exhibit),
    connectionFields(locale, exhibit),
    resourceFields(locale, exhibit),
    quotedFields(locale, exhibit),
    custodyFields(locale, exhibit),
    checkFields(exhibit),
    replayFields(exhibit),
  ];
  const values: Readonly<Record<string, unknown>> = Object.assign(page, ...parts);
  const said = Object.entries(locale.messages.evidencePage).map(
    ([id, message]) => [`say_${id}`, locale.fillHtml(message, values)] as const,
  );
  return locale.fill(
    PAGE,
    Object.fromEntries(
      [...Object.entries(values), ...said].map(([name, value]) => [name, printValue(value)]),
    ),
  );
};

/** What a thing is that no server sent, in a few words. */
export const resourceWords = (locale: Locale, role: ResourceRole): string =>
  locale.statuses.resourceRole[role];

/** How a page was shown, for those who read the evidence. */
export const browserRenderWords = (locale: Locale, state: RenderState): string =>
  [
    'shown from the bytes that the server had sent, without pictures, fonts and cookies',
    'what its scripts asked for was fetched by this program',
    ...(state.wanted.length === 0
      ? []
      : [`it was not given all: it asked ${wantedReason(locale, state.wanted)}`]),
    ...browserRenderNotes(locale, state),
  ].join('; ');
