import { type Finding, isActive, isDecidable } from '../../model/finding.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { Citation, Source } from '../../model/watchlist.js';
import { isKeptOut, offerOf } from '../by-hand.js';
import { type Html, html } from '../html.js';
import { kindWords } from '../words.js';

/** What the forms on one source are made of. */
export interface FormsOn {
  readonly source: Source;
  readonly citations: readonly Citation[];
  readonly verdict: SourceVerdict | null;
  /** Unresolved. */
  readonly findings: readonly Finding[];
  /** Unresolved too: what is told of its whole host, and decided on the page of another source. */
  readonly ofHost: readonly Finding[];
  /** Kinds that the file has a decision on by now, whatever the last run knew. */
  readonly decided: ReadonlySet<string>;
  /** SHA-256 of the `sources.json` that the page was made from. */
  readonly base: string;
  readonly token: string;
  /** ISO. */
  readonly today: string;
  /** What was filled in before, in the form that is shown again; null where none is. */
  readonly filled: ((name: string) => string | null) | null;
}

/** The text of a field: as it was filled in, else as it is proposed. */
type Fill = (name: string, proposed?: string) => string;

const fillOf =
  ({ filled }: FormsOn, action: string): Fill =>
  (name, proposed = '') =>
    (filled?.('action') === action ? filled(name) : null) ?? proposed;

interface Field {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly control: (id: string) => Html;
}

const fieldOf = ({ id, label, hint, control }: Field): Html =>
  html`<label for="${id}">${label}${hint !== undefined && html` <span class="hint">${hint}</span>`}</label>${control(id)}`;

const text =
  (name: string, value: string, type: 'text' | 'date' | 'url' = 'text'): Field['control'] =>
  (id) =>
    html`<input id="${id}" name="${name}" type="${type}" value="${value}"${name !== 'by' && name !== 'until' && html` required`}>`;

const form = (on: FormsOn, action: string, button: string, body: Html): Html => html`
<form method="post" action="/decide" autocomplete="off"><input type="hidden" name="token" value="${on.token}"><input type="hidden" name="base" value="${on.base}"><input type="hidden" name="source" value="${on.source.id}"><input type="hidden" name="action" value="${action}">
${body}<button>${button}</button></form>`;

/** A form under its heading: open where the last run calls for it, or where it was filled in. */
const folded = (on: FormsOn, action: string, heading: string, isCalledFor: boolean, body: Html): Html =>
  html`<details id="${action}"${(isCalledFor || on.filled?.('action') === action) && html` open`}><summary><strong>${heading}</strong></summary>${body}</details>`;

const rulingFields = (action: string, fill: Fill): Html => html`
${fieldOf({ id: `${action}-reason`, label: 'Reason', hint: 'A sentence that whoever reads the report next can rely on.', control: (id) => html`<textarea id="${id}" name="reason" rows="3" required>${fill('reason')}</textarea>` })}
${fieldOf({ id: `${action}-by`, label: 'Who answers for it (optional)', hint: 'A name or a role. No e-mail address: the file is public.', control: text('by', fill('by')) })}
${fieldOf({ id: `${action}-until`, label: 'Last day on which it holds (optional)', hint: 'Without one it holds until further notice.', control: text('until', fill('until'), 'date') })}`;

const isOpen = (finding: Finding, { decided }: FormsOn): boolean =>
  isActive(finding) && !decided.has(finding.kind);

const acknowledge = (on: FormsOn): Html | false => {
  const known = on.findings.filter(({ kind }) => isDecidable(kind) && kind !== 'edition-newer');
  const kinds = [...new Map(known.map((finding) => [finding.kind, finding])).values()];
  if (kinds.length === 0) return false;
  const fill = fillOf(on, 'acknowledge');
  const chosen = fill('about', kinds.length === 1 ? kinds[0]?.kind : '');
  const choice = kinds.map(
    (finding) =>
      html`<label><input type="radio" name="about" value="${finding.kind}" required${chosen === finding.kind && html` checked`}>${kindWords(finding).name}${!isOpen(finding, on) && ' (decided already)'}</label>`,
  );
  return folded(
    on,
    'acknowledge',
    'Acknowledge a finding',
    kinds.some((finding) => isOpen(finding, on)),
    form(
      on,
      'acknowledge',
      'Acknowledge',
      html`<fieldset><legend>What is known and kept</legend>${choice}</fieldset>${rulingFields('acknowledge', fill)}`,
    ),
  );
};

const keepEdition = (on: FormsOn): Html | false => {
  const newer = on.findings.find(({ kind }) => kind === 'edition-newer');
  if (newer === undefined) return false;
  const cited = on.source.edition === null ? 'the cited edition' : `the ${on.source.edition} edition`;
  return folded(
    on,
    'keep-edition',
    `Keep ${cited}, although ${newer.edition ?? 'a newer one'} is out${isOpen(newer, on) ? '' : ' (decided already)'}`,
    isOpen(newer, on),
    form(on, 'keep-edition', 'Keep the edition', rulingFields('keep-edition', fillOf(on, 'keep-edition'))),
  );
};

const address = (on: FormsOn): Html => {
  const { source, verdict, findings } = on;
  const isMoved = findings.some(({ kind, state }) => kind === 'source-moved' && state !== 'acknowledged');
  const proposed = isMoved ? (verdict?.finalUrl ?? '') : '';
  return folded(
    on,
    'address',
    source.url === null ? 'Put in its address' : 'Accept another address',
    isMoved || source.url === null,
    form(
      on,
      'address',
      'Write the address',
      html`<p>${source.url === null ? 'It has no address.' : html`It is now <span class="text">${source.url}</span>, which goes into the note.`}</p>
${fieldOf({ id: 'address-url', label: 'Address', hint: 'Open it first: does the document stand there?', control: text('url', fillOf(on, 'address')('url', proposed), 'url') })}`,
    ),
  );
};

const accessed = (on: FormsOn): Html | false => {
  const { citations, findings, today } = on;
  if (citations.length === 0) return false;
  const fill = fillOf(on, 'accessed');
  const chosen = fill('citation', citations[0]?.id);
  const option = ({ id, section, accessed: day }: Citation): Html =>
    html`<option value="${id}"${chosen === id && html` selected`}>${id}${section !== null && `, section ${section}`}: ${day ?? 'no day'}</option>`;
  return folded(
    on,
    'accessed',
    'Correct the day of access',
    findings.some(({ kind }) => kind === 'access-stale'),
    form(
      on,
      'accessed',
      'Write the day',
      html`${fieldOf({ id: 'accessed-citation', label: 'Citation', control: (id) => html`<select id="${id}" name="citation">${citations.map(option)}</select>` })}
${fieldOf({ id: 'accessed-day', label: 'Day on which the authors last read it', control: text('accessed', fill('accessed', today), 'date') })}`,
    ),
  );
};

const copy = (on: FormsOn): Html => {
  const fill = fillOf(on, 'copy');
  const { findings } = on;
  return folded(
    on,
    'copy',
    'Trust a copy',
    findings.some(({ kind }) => kind === 'source-blocked' || kind === 'content-unread'),
    form(
      on,
      'copy',
      'Trust it',
      html`${fieldOf({ id: 'copy-url', label: 'Address of the copy', hint: 'The same document elsewhere. It is read where the source itself cannot be.', control: text('copy', fill('copy'), 'url') })}
${fieldOf({ id: 'copy-keeper', label: 'Who keeps it', hint: 'Such as ecoi.net.', control: text('keeper', fill('keeper')) })}`,
    ),
  );
};

const optional =
  (name: string, value: string, type: 'text' | 'date' = 'text'): Field['control'] =>
  (id) =>
    html`<input id="${id}" name="${name}" type="${type}" value="${value}">`;

/** The page as a person sees it, where citewatch is kept out. */
const witness = (on: FormsOn): Html | false => {
  const { verdict, source, token } = on;
  if (verdict === null || !isKeptOut(verdict)) return false;
  const fill = fillOf(on, 'witness');
  const fields = html`
<p>Open <a href="${source.url}" rel="noreferrer noopener external">the page</a> in a browser, save it as one file (“Webpage, Single File”, or its PDF), and drop it here.</p>
${fieldOf({ id: 'witness-file', label: 'The saved page', hint: 'Drop the file on this field, or choose it: MHTML, HTML, PDF, WARC or WACZ, of at most 64 MB.', control: (id) => html`<input id="${id}" name="file" type="file" required accept=".mhtml,.mht,.html,.htm,.pdf,.warc,.gz,.wacz">` })}
${fieldOf({ id: 'witness-by', label: 'Who hands it in (optional)', hint: 'A name or a role. No e-mail address: it is shown wherever the passages are.', control: optional('by', fill('by')) })}
${fieldOf({ id: 'witness-at', label: 'Day on which it was saved (optional)', hint: 'Without one, as the file says, or today.', control: optional('at', fill('at'), 'date') })}
${fieldOf({ id: 'witness-how', label: 'How you came by it (optional)', control: optional('how', fill('how')) })}`;
  return folded(
    on,
    'witness',
    'Hand in the page, saved in a browser',
    offerOf(verdict) !== null,
    html`<form method="post" action="/witness" enctype="multipart/form-data" autocomplete="off"><input type="hidden" name="token" value="${token}"><input type="hidden" name="source" value="${source.id}"><input type="hidden" name="action" value="witness">${fields}<button>Hand it in</button></form>`,
  );
};

/** Every decision that can be made on a source, each a plain form. */
export const formsOn = (on: FormsOn): Html =>
  html`${witness(on)}${acknowledge(on)}${keepEdition(on)}${address(on)}${accessed(on)}${copy(on)}`;
