import { type Html, html } from '../html.js';

/** A certificate as it says of itself. */
export interface ExhibitCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** ISO. */
  readonly from: string;
  readonly until: string;
  /** Of its DER, in hex. */
  readonly sha256: string;
}

/** How a capture came: its request and its connection. */
export interface ExhibitConnection {
  /** When each request was sent, ISO: those of the redirects in their order, then the last. */
  readonly asked: readonly string[];
  /** The last request as it was sent, line by line. */
  readonly request: readonly string[];
  /** Null where only a proxy knows it. */
  readonly ip: string | null;
  /** Null where nothing was encrypted. */
  readonly tls: {
    readonly version: string;
    readonly cipher: string;
    readonly protocol: string | null;
    /** The server's own first; empty where they are not kept, or not as they were written. */
    readonly certificates: readonly ExhibitCertificate[];
  } | null;
}

/** The file of an exported folder that holds the certificates. */
export const CERTIFICATES_FILE = 'certificates.pem';

const row = (term: string, value: Html | string): Html => html`<dt>${term}</dt><dd>${value}</dd>`;

/** How the capture came, for people. Null in captures of before says so. */
export function connectionPart(connection: ExhibitConnection | null): Html {
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
    : html`<table><thead><tr><th>Certificate of</th><th>Issued by</th><th>Valid</th><th>SHA-256</th></tr></thead><tbody>${all.map(
        ({ subject, issuer, from, until, sha256 }) =>
          html`<tr><td>${subject}</td><td>${issuer}</td><td>${from.slice(0, 10)} to ${until.slice(0, 10)}</td><td><code>${sha256}</code></td></tr>`,
      )}</tbody></table>
<p class="small soft">They stand in <a href="${CERTIFICATES_FILE}">${CERTIFICATES_FILE}</a>, as the server showed them; <code>openssl x509 -in ${CERTIFICATES_FILE} -noout -text</code> reads the first.</p>`;
