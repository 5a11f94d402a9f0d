import { moment } from '../dates.js';
import { type Html, html } from '../html.js';

/** A time stamp that covers the capture. */
export interface ExhibitStamp {
  /** Its line in the log. */
  readonly n: number;
  /** The authority's address. */
  readonly tsa: string;
  /** The line of the log that was stamped. */
  readonly of: { readonly n: number; readonly sha256: string };
  /** The time in it, ISO. */
  readonly time: string;
  /** Who signed it, as its certificate says. */
  readonly signer: string;
  /** The file that holds it: beside it stand the text that was stamped (`.txt`) and the certificates (`.pem`). */
  readonly file: string;
}

/** What is said of a capture and of its log beside the stamps. */
interface Stamped {
  readonly stamps: readonly ExhibitStamp[];
  readonly capture: { readonly n: number };
  readonly log: { readonly excerpt: string | null };
}

/** Milliseconds in the units in which openssl takes a time. */
const SECOND = 1_000;

/** How openssl checks a stamp by hand, once the authority's root is in `roots.pem`. */
const commandFor = ({ file, time }: ExhibitStamp): string => {
  const stem = file.replace(/\.tsr$/u, '');
  const at = Math.floor(Date.parse(time) / SECOND);
  return `openssl ts -verify -data ${stem}.txt -in ${file} -CAfile roots.pem -attime ${at}`;
};

/** The time stamps that cover the capture, for people, and how to check them; nothing where there are none. */
export function stampsPart({ stamps, capture, log }: Stamped): Html | false {
  if (stamps.length === 0) return false;
  const rows = stamps.map(
    (stamp) =>
      html`<tr><td>${moment(stamp.time)} <span class="soft">(${stamp.time})</span></td><td>${stamp.signer}, asked at ${stamp.tsa}</td><td>line ${stamp.of.n}: <code>${stamp.of.sha256}</code></td><td><a href="${stamp.file}">${stamp.file}</a></td></tr>`,
  );
  return html`<h2>Time stamps</h2>
<p>An authority signed, at the time that it names, the fingerprint of a line of the log. Each line carries the fingerprint of the line before it, so that line ${capture.n}, which lists this capture, stood in the log by then as it stands now.</p>
<table><thead><tr><th>When</th><th>Signed by</th><th>Covers up to</th><th>File</th></tr></thead><tbody>${rows}</tbody></table>
<p>To check one: save the root certificate of the authority, which you get from the authority itself and not from this folder, as <code>roots.pem</code>; then</p>
<ul>${stamps.map((stamp) => html`<li><code>${commandFor(stamp)}</code></li>`)}</ul>
<p>${
    log.excerpt === null
      ? 'The lines of the log between this capture and the stamped line name other sources and are not in this folder: they can be asked for (citewatch evidence export --log), or read where the program runs (citewatch evidence verify).'
      : html`The lines of the log from this capture to the stamped line are in <a href="${log.excerpt}">${log.excerpt}</a>. How to follow them by hand stands in the program’s documentation (docs/evidence.md).`
  }</p>`;
}
