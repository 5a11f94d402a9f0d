import { createHash } from 'node:crypto';
import type { RenderState, ResourceRole } from '../../model/capture.js';
import { type Html, html, Html as Markup, setting, webUrl } from '../escape.js';
import { STYLE } from '../page/style.js';
import { browserRenderNotes, wantedReason } from '../words/documents.js';
import { quoteReason } from '../words/passages.js';
import statuses from '../words/status-words.json' with { type: 'json' };
import { count, moment, quoteWords, sentence } from '../words/words.js';
import {
  CERTIFICATES_FILE,
  carriedWords,
  type Exhibit,
  type ExhibitCertificate,
  type ExhibitFile,
  type ExhibitStamp,
  otherLines,
} from './exhibit.js';

const SHEET = `${STYLE}code{overflow-wrap:anywhere;font-size:.85em}`;

/** Only the style below may act, and nothing may be loaded, whatever a source has in its address. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(SHEET).digest('base64')}'; img-src data:; base-uri 'none'; form-action 'none'`;

const address = (url: string): Html => (webUrl(url) === null ? html`${url}` : html`<a href="${url}">${url}</a>`);

const row = (term: string, value: Html | string | number | false): Html => html`<dt>${term}</dt><dd>${value}</dd>`;

/** A table that is a list on a telephone, where each cell says under which head it stands. */
const table = (heads: readonly string[], rows: readonly (readonly (Html | string | number)[])[]): Html => html`
<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map((cells) => html`<tr>${cells.map((cell, n) => html`<td data-label="${heads[n]}">${cell}</td>`)}</tr>`)}</tbody></table>`;

const fetched = ({ capture }: Exhibit): Html => html`<h2>What was received</h2>
${capture.accepted ? false : html`<p class="mark high">The answer was not taken for the document itself: it is an error page, or a page that turns programs away.</p>`}
${capture.truncated && html`<p class="mark high">The document was longer than the program’s limit. Its end is missing.</p>`}
<dl>${row('Asked for', address(capture.url))}
${row(
  'Redirects',
  capture.hops.length === 0
    ? 'none'
    : html`<ul>${capture.hops.map(({ url, http }) => html`<li>${address(url)} answered with status ${http} and led on</li>`)}</ul>`,
)}
${row('Answered by', address(capture.finalUrl))}
${row('When', html`${moment(capture.at)} <span class="soft">(${capture.at}, when the first request was sent, by the clock of the machine that asked)</span>`)}
${row('Status', `${capture.http}`)}
${row('Asked by', capture.userAgent)}
${row('Kept as', html`<a href="${capture.file}">${capture.file}</a>, ${count(capture.bytes, 'byte', 'bytes')}`)}
${row('SHA-256', html`<code>${capture.sha256}</code>`)}
${row('Passages', sentence(carriedWords(capture.passages)))}</dl>
<p class="small soft">A saved page may load pictures and scripts from the web when it is opened. To look at it as it was received, open it as text or without a connection.</p>`;

/** A table that stays one on a telephone. */
const plainTable = (heads: readonly string[], rows: readonly (readonly (Html | string | number)[])[]): Html =>
  html`<table><thead><tr>${heads.map((head) => html`<th>${head}</th>`)}</tr></thead><tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`;

function came({ capture: { connection } }: Exhibit): Html {
  if (connection === null)
    return html`<h2>How it came</h2><p>Of this capture neither the certificates nor the request as it was sent are kept: it was made before the program kept them.</p>`;
  const { asked, request, ip, tls } = connection;
  return html`<h2>How it came</h2>
<dl>${row('Requests sent at', asked.join(', '))}
${row('The last request', html`<ul>${request.map((line) => html`<li><code>${line}</code></li>`)}</ul>`)}
${row('Address of the server', ip ?? 'known to the proxy alone')}
${row('Encryption', tls === null ? 'none' : `${tls.version}, ${tls.cipher}${tls.protocol === null ? '' : `, ${tls.protocol}`}`)}</dl>
${tls !== null && certificates(tls.certificates)}`;
}

const certificates = (all: readonly ExhibitCertificate[]): Html =>
  all.length === 0
    ? html`<p>The certificates of this connection are not kept, or are not as they were written.</p>`
    : html`${plainTable(
        ['Certificate of', 'Issued by', 'Valid', 'SHA-256'],
        all.map(({ subject, issuer, from, until, sha256 }) => [
          subject,
          issuer,
          `${from.slice(0, 10)} to ${until.slice(0, 10)}`,
          html`<code>${sha256}</code>`,
        ]),
      )}
<p class="small soft">They stand in <a href="${CERTIFICATES_FILE}">${CERTIFICATES_FILE}</a>, as the server showed them; <code>openssl x509 -in ${CERTIFICATES_FILE} -noout -text</code> reads the first.</p>`;

/** The openssl command that checks a stamp, once the authority's root is in `roots.pem`; its time is in seconds. */
const opensslCommand = ({ file, time }: ExhibitStamp): string =>
  `openssl ts -verify -data ${file.replace(/\.tsr$/u, '')}.txt -in ${file} -CAfile roots.pem -attime ${Math.floor(Date.parse(time) / 1_000)}`;

const stampsPart = ({ stamps, capture, log }: Exhibit): Html | false =>
  stamps.length > 0 &&
  html`<h2>Time stamps</h2>
<p>An authority signed, at the time that it names, the fingerprint of a line of the log. Each line carries the fingerprint of the line before it, so that line ${capture.n}, which lists this capture, stood in the log by then as it stands now.</p>
${plainTable(
  ['When', 'Signed by', 'Covers up to', 'File'],
  stamps.map(({ time, signer, tsa, of, file }) => [
    html`${moment(time)} <span class="soft">(${time})</span>`,
    `${signer}, asked at ${tsa}`,
    html`line ${of.n}: <code>${of.sha256}</code>`,
    html`<a href="${file}">${file}</a>`,
  ]),
)}
<p>To check one: save the root certificate of the authority, which you get from the authority itself and not from this folder, as <code>roots.pem</code>; then</p>
<ul>${stamps.map((stamp) => html`<li><code>${opensslCommand(stamp)}</code></li>`)}</ul>
<p>${
    log.excerpt === null
      ? 'The lines of the log between this capture and the stamped line name other sources and are not in this folder: they can be asked for (citewatch evidence export --log), or read where the program runs (citewatch evidence verify).'
      : html`The lines of the log from this capture to the stamped line are in <a href="${log.excerpt}">${log.excerpt}</a>. How to follow them by hand stands in the program’s documentation (docs/evidence.md).`
  }</p>`;

const passages = ({ quotes, capture }: Exhibit): Html => {
  if (quotes === null) return html`<h2>Quoted passages</h2><p>No verdict on these bytes is recorded.</p>`;
  if (quotes.length === 0) return html`<h2>Quoted passages</h2><p>No report quotes this source.</p>`;
  const rows = quotes.map(({ cited, citation, quote }) => [
    cited ?? citation,
    html`<div class="text"${setting(quote.text)}>${quote.text}</div>`,
    [...new Set([sentence(quoteWords(quote)), sentence(quoteReason(quote.why))])].join(' '),
  ]);
  const [of, file] = capture.passages?.rendered
    ? ['what a browser made of these bytes on that night', 'the page as its scripts left it, which was kept beside it']
    : ['these bytes', 'the file itself'];
  return html`<h2>Quoted passages, as last judged of ${of}</h2>
<p>A program compared the passages below with the text of the document. Its verdicts are a help, not a part of the evidence: the passages can be looked up in ${file}.</p>
${table(['Citation', 'Passage', 'Verdict'], rows)}`;
};

const received = ({ file, sameAs }: Exhibit['capture']): Html =>
  sameAs === undefined
    ? html`The program asked for the address above and received exactly the bytes in <code>${file}</code>, at the time above by the clock of the machine that it ran on.`
    : html`The program asked for the address above at the time above, by the clock of the machine that it ran on. What it received had other bytes than <code>${file}</code>, and these were not kept: it read the same text in them, and noted the fingerprints of both. The bytes in <code>${file}</code> are those that it received on ${moment(sameAs.at)} (line ${sameAs.n} of the log).`;

const shown = ({ capture, log }: Exhibit): Html => html`<h2>What this shows</h2>
<ul><li>${received(capture)}</li>
<li>The fingerprint (SHA-256) of what was stored was written at once into line ${capture.n} of a log. Each line of the log carries the fingerprint of the line before it, so that no line can be changed, dropped or put elsewhere without all later ones giving it away.</li>
${
  log.problems.length === 0
    ? html`<li>When this folder was made, the whole log was read (${count(log.lines, 'line', 'lines')}) with every capture still kept (${log.captures}). Nothing in it had been altered, dropped or put elsewhere since it was written.</li>`
    : html`<li class="high">When this folder was made, the whole log was read, and not everything in it was as it had been written: <ul>${log.problems.map((problem) => html`<li>${problem}</li>`)}</ul></li>`
}
<li>The log then ended at line ${log.lines}, with the fingerprint <code>${log.sha256}</code>. Anybody who was given a line’s number and fingerprint at an earlier date, in an e-mail for example, can tell that all lines up to it stood in the log at that date as they stand now.</li></ul>`;

const notShown = ({ capture, resources, stamps }: Exhibit): Html => html`<h2>What this does not show</h2>
<ul><li>Who wrote the document, and whether what it says is true.</li>
<li>That others were shown the same. Servers may answer differently by country, by time and by program.</li>
<li>${
  stamps.length === 0
    ? 'The time according to anybody else. There is no time stamp of an independent authority; the machine’s clock may have been wrong.'
    : 'Since when. A time stamp shows until when the capture was in the log; that it was made at the time above, and not before, the machine’s clock alone says.'
}</li>
<li>That the keeper of the log did not write all of it anew. Whoever holds the whole folder of evidence could do that; only a fingerprint that was noted down elsewhere before would give it away.</li>
<li>${
  capture.finalUrl.startsWith('https:')
    ? 'Whose server answered. The program accepts an encrypted connection only from a server with a certificate for its name. The certificate is kept where it says so above, but the encrypted exchange is not, so that nothing in these bytes is signed by that server; and settings of the machine (a proxy, other authorities, another place to connect to) are not recorded.'
    : 'Whose server answered. The connection was not encrypted, so that anybody on the way could have answered or changed the answer.'
}</li>
<li>How the page looked. Pictures, styles and scripts were not fetched, and text that only a script adds is not in ${resources.some(({ role }) => role === 'rendered') ? 'the answer itself; what a browser made of it was kept beside it' : 'it'}.</li>
<li>The exchange byte by byte. Compression was undone; the headers are put together from what the program’s HTTP library reports; of redirects, only address, status and time were kept.</li></ul>`;

const custody = ({ custody: { by }, exportedAt, program, capture, log, others }: Exhibit): Html => html`<h2>Custody</h2>
<dl>${row('Received and kept by', html`${capture.userAgent}, run ${capture.run}, on ${moment(capture.at)}`)}
${row('Listed in the log as', html`line ${capture.n} of ${log.lines}`)}
${row('Exported by', by ?? 'not said')}
${row('Exported on', html`${moment(exportedAt)} <span class="soft">(${exportedAt}, by the clock of the machine)</span>`)}
${row('Exported with', program)}
${row(
  'Other captures that are kept',
  others.length === 0
    ? 'none'
    : html`<ul>${otherLines(others).map((line) => html`<li>${line.replace(/^also kept: /u, '')}</li>`)}</ul>`,
)}</dl>
<p class="small soft">Whoever exported this wrote his name himself. Who else had the folder in his hands, before and after, this page cannot know: note it down beside it.</p>`;

const files = (all: readonly ExhibitFile[]): Html => html`<h2>What is in this folder</h2>
${table(
  ['File', 'What it is', 'SHA-256'],
  all.map((file) => [
    html`<a href="${file.name}">${file.name}</a>`,
    `${file.what}, ${count(file.bytes, 'byte', 'bytes')}`,
    html`<code>${file.sha256}</code>`,
  ]),
)}
<p><code>SHA256SUMS</code> lists the fingerprints of these files and of this page.</p>`;

const byHand = ({ capture, records, files: [, warc, wacz] }: Exhibit): Html => {
  const record = records.find(({ n }) => n === capture.n);
  return html`<h2>How to check it by hand</h2>
<ol><li>On Linux and macOS, in this folder: <code>sha256sum -c SHA256SUMS</code> (or <code>shasum -a 256 -c SHA256SUMS</code>). On Windows: <code>certutil -hashfile ${capture.file} SHA256</code>, and compare with the table above.</li>
${
  record !== undefined &&
  warc !== undefined &&
  html`<li>The stored record of this capture: <code>tail -c +${record.offset + 1} ${warc.name} | head -c ${record.length} | sha256sum</code> gives <code>${record.recordSha256}</code>, the fingerprint in line ${record.n} of the log.</li>
<li>The stored records can be read as text: <code>gzip -dc ${warc.name} | less</code>. They are in the format of web archives (WARC 1.1, ISO 28500), which their tools can read.</li>`
}
${
  wacz !== undefined &&
  html`<li>To see it in a browser: open <code>${wacz.name}</code> at <a href="https://replayweb.page">replayweb.page</a>, which reads it on your own machine. It is a ZIP; <code>datapackage.json</code> in it names the SHA-256 of each part: <code>unzip -p ${wacz.name} archive/data.warc.gz | sha256sum</code> gives that of the WARC file above.</li>`
}
<li>The log itself stays where the program runs. There, <code>citewatch evidence verify</code> reads all of it again.</li></ol>`;
};

const sameWords = ({ sameAs }: Exhibit['records'][number]): string =>
  sameAs === undefined
    ? 'the same bytes as before'
    : `the same text as in line ${sameAs}, in other bytes, which were not kept`;

const captures = ({ records }: Exhibit): Html => html`<h2>All captures in the WARC file</h2>
${table(
  ['When', 'Status', 'SHA-256 of the bytes received', 'Line of the log'],
  records.map((record) => [
    moment(record.at),
    `${record.http}${record.revisit ? `, ${sameWords(record)}` : ''}`,
    html`<code>${record.payloadSha256}</code>`,
    record.n,
  ]),
)}`;

/** The page that explains an exported capture to a tribunal: complete in itself, readable on paper. `manifest` is the file beside it. */
export const renderEvidencePage = (exhibit: Exhibit, manifest: ExhibitFile): string => {
  const { source, capture, program } = exhibit;
  const by = source.publisher === null ? '' : `${source.publisher}. `;
  return html`${new Markup('<!doctype html>')}
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<title>${source.title}: as received on ${moment(capture.at)}</title><link rel="icon" href="data:,">
<style>${new Markup(SHEET)}</style></head>
<body><header><p class="soft small">A record of a web document</p><h1${setting(source.title)}>${source.title}</h1>
<p class="headline">${by}Received on ${moment(capture.at)}.</p></header>
<main>${[fetched, came, resourcesPart, passages, shown, stampsPart, notShown, custody].map((part) => part(exhibit))}${files([...exhibit.files, manifest])}${[byHand, captures].map((part) => part(exhibit))}</main>
<footer><p>Exported on ${moment(exhibit.exportedAt)} by ${program}.</p></footer></body></html>
`.text;
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

function resourcesPart({ resources }: Exhibit): Html | false {
  const shown = resources.filter(({ file }) => file !== null);
  return (
    shown.length > 0 &&
    html`<h2>What was kept beside it</h2>
<p>No server sent these: they were made or handed in as is said here, and are kept as they came. They stand in the same log.</p>
${plainTable(
  ['File', 'What it is', 'When', 'Line of the log'],
  shown.map(({ file, role, by, how, at, bytes, n }) => [
    html`<a href="${file}">${file}</a>, ${count(bytes, 'byte', 'bytes')}`,
    html`${resourceWords(role)}${by !== null && html`; by ${by}`}${how !== null && html`; ${how}`}`,
    moment(at),
    n,
  ]),
)}`
  );
}
