import { type Finding, isActive, isDecidable } from '../../model/finding.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { Citation, Source } from '../../model/watchlist.js';
import { type Html, html } from '../escape.js';
import { handInOffer, isBotBlocked } from '../saved-page.js';
import { statuses } from '../words/messages.js';
import { kindWords } from '../words/words.js';

export interface FormsOn {
  readonly source: Source;
  readonly citations: readonly Citation[];
  readonly verdict: SourceVerdict | null;
  /** Unresolved. */
  readonly findings: readonly Finding[];
  /** Unresolved too: what is told of its whole host, and decided on the page of another source. */
  readonly ofHost: readonly Finding[];
  /** The sources before and after it that have anything open; null where there is none. */
  readonly around: Readonly<Record<'before' | 'next', Pick<Source, 'id' | 'title'> | null>>;
  /** What can be looked for on the web. */
  readonly mayFind: Readonly<Record<'copy' | 'address', boolean>>;
  /** What they rest on, as it travels with a form. */
  readonly base: string;
  readonly token: string;
  /** ISO. */
  readonly today: string;
  /** What was filled in before, in the form that is shown again; null where none is. */
  readonly filled: URLSearchParams | null;
  /** What became another in `sources.json` while that form was filled in. */
  readonly changed: readonly ChangedValue[];
}

/** A value of `sources.json` that became another; `before` is null where nobody knows what it was. */
export interface ChangedValue {
  /** Such as `url`, or `accessed R/1`. */
  readonly name: string;
  readonly before: string | null;
  readonly after: string;
}

/** The text of a field of a form: as it was filled in, else as it is proposed. */
const filledIn = ({ filled }: FormsOn, action: string, name: string, proposed = ''): string =>
  (filled?.get('action') === action ? filled.get(name) : null) ?? proposed;

interface Field {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly control: (id: string) => Html;
}

export const fieldOf = ({ id, label, hint, control }: Field): Html =>
  html`<label for="${id}">${label}${hint !== undefined && html` <span class="hint">${hint}</span>`}</label>${control(id)}`;

export const input =
  (name: string, value: string, type: 'text' | 'date' | 'url', isRequired: boolean): Field['control'] =>
  (id) =>
    html`<input id="${id}" name="${name}" type="${type}" value="${value}"${isRequired && html` required`}>`;

const text = (name: string, value: string, type: 'text' | 'date' | 'url' = 'text') => input(name, value, type, true);
const optional = (name: string, value: string, type: 'text' | 'date' = 'text') => input(name, value, type, false);

export const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`;

const NAMES: Readonly<Record<string, string>> = statuses.changedField;

/** `Day of access of R/1` for `accessed R/1`. */
const nameOf = (name: string): string => {
  const [field, of = ''] = name.split(' ');
  if (field === 'decided') return `Decision on ${of}`;
  return field === 'accessed' ? `Day of access of ${of}` : (NAMES[name] ?? name);
};

const changedList = (changed: readonly ChangedValue[]): Html | false =>
  changed.length > 0 &&
  html`<div class="problems"><p>What changed in the meantime:</p><ul>${changed.map(
    ({ name, before, after }) =>
      html`<li>${nameOf(name)}: ${before !== null && html`<del dir="auto">${before || 'none'}</del> → `}<ins dir="auto">${after || 'none'}</ins></li>`,
  )}</ul></div>`;

/** What is under a heading: open where the last run calls for it, or where it was filled in. */
const folded = (on: FormsOn, action: string, heading: string, isCalledFor: boolean, body: Html): Html => {
  const isFilled = on.filled?.get('action') === action;
  return html`<details id="${action}"${(isCalledFor || isFilled) && html` open`}><summary><strong>${heading}</strong></summary>${isFilled && changedList(on.changed)}${body}</details>`;
};

const form = (
  on: FormsOn,
  action: string,
  [heading, button]: readonly [heading: string, button: string],
  isCalledFor: boolean,
  body: Html,
): Html =>
  folded(
    on,
    action,
    heading,
    isCalledFor,
    html`
<form method="post" action="/decide" autocomplete="off">${hidden('token', on.token)}${hidden('base', on.base)}${hidden('source', on.source.id)}${hidden('action', action)}
${body}<button>${button}</button></form>`,
  );

const rulingFields = (on: FormsOn, action: string): Html => html`
${fieldOf({ id: `${action}-reason`, label: 'Reason', hint: 'A sentence that whoever reads the report next can rely on.', control: (id) => html`<textarea id="${id}" name="reason" rows="3" required>${filledIn(on, action, 'reason')}</textarea>` })}
${fieldOf({ id: `${action}-by`, label: 'Decided by (optional)', hint: 'A name or a role. No e-mail address: the file is public.', control: optional('by', filledIn(on, action, 'by')) })}
${fieldOf({ id: `${action}-until`, label: 'Valid until (optional)', control: optional('until', filledIn(on, action, 'until'), 'date') })}`;

/** Acknowledge: the reviewer records that a finding is known and kept, with a reason. */
const acknowledge = (on: FormsOn): Html | false => {
  const known = on.findings.filter(({ kind }) => isDecidable(kind) && kind !== 'edition-newer');
  const kinds = [...new Map(known.map((finding) => [finding.kind, finding])).values()];
  const chosen = filledIn(on, 'acknowledge', 'about', kinds.length === 1 ? kinds[0]?.kind : '');
  const choice = kinds.map(
    (finding) =>
      html`<label><input type="radio" name="about" value="${finding.kind}" required${chosen === finding.kind && html` checked`}>${kindWords(finding).name}${!isActive(finding) && ' (decided already)'}</label>`,
  );
  return (
    kinds.length > 0 &&
    form(
      on,
      'acknowledge',
      ['Acknowledge a finding', 'Acknowledge'],
      kinds.some(isActive),
      html`<fieldset><legend>What is known and kept</legend>${choice}</fieldset>${rulingFields(on, 'acknowledge')}`,
    )
  );
};

const keepEdition = (on: FormsOn): Html | false => {
  const newer = on.findings.find(({ kind }) => kind === 'edition-newer');
  if (newer === undefined) return false;
  const isCalledFor = isActive(newer);
  const cited = on.source.edition === null ? 'the cited edition' : `the ${on.source.edition} edition`;
  const heading = `Keep ${cited}, although ${newer.edition ?? 'a newer one'} is out${isCalledFor ? '' : ' (decided already)'}`;
  return form(on, 'keep-edition', [heading, 'Keep the edition'], isCalledFor, rulingFields(on, 'keep-edition'));
};

const address = (on: FormsOn): Html => {
  const { verdict, findings } = on;
  const { url } = on.source;
  const isMoved = findings.some(({ kind, state }) => kind === 'source-moved' && state !== 'acknowledged');
  const proposed = isMoved ? (verdict?.finalUrl ?? '') : '';
  const heading = url === null ? 'Put in its address' : 'Accept another address';
  return form(
    on,
    'address',
    [heading, 'Write the address'],
    isMoved || url === null,
    html`<p>${url === null ? 'It has no address.' : html`It is now <span class="text">${url}</span>, which goes into the note.`}</p>
${fieldOf({ id: 'address-url', label: 'Address', hint: 'Open it first: does the document stand there?', control: text('url', filledIn(on, 'address', 'url', proposed), 'url') })}`,
  );
};

const accessed = (on: FormsOn): Html | false => {
  const { citations, findings, today } = on;
  if (citations.length === 0) return false;
  const chosen = filledIn(on, 'accessed', 'citation', citations[0]?.id);
  // Another must not be chosen in its place.
  const isGone = !citations.some(({ id }) => id === chosen);
  const option = ({ id, section, accessed: day }: Citation): Html =>
    html`<option value="${id}"${chosen === id && html` selected`}>${id}${section !== null && `, section ${section}`}: ${day ?? 'no day'}</option>`;
  return form(
    on,
    'accessed',
    ['Correct the day of access', 'Write the day'],
    findings.some(({ kind }) => kind === 'access-stale'),
    html`${fieldOf({ id: 'accessed-citation', label: 'Citation', control: (id) => html`<select id="${id}" name="citation">${isGone && html`<option value="${chosen}" selected>${chosen}: not of this source any more</option>`}${citations.map(option)}</select>` })}
${fieldOf({ id: 'accessed-day', label: 'Day on which the authors last read it', control: text('accessed', filledIn(on, 'accessed', 'accessed', today), 'date') })}`,
  );
};

const copy = (on: FormsOn): Html =>
  form(
    on,
    'copy',
    ['Trust a copy', 'Trust it'],
    on.findings.some(({ kind }) => kind === 'source-blocked' || kind === 'content-unread'),
    html`${fieldOf({ id: 'copy-url', label: 'Address of the copy', hint: 'The same document elsewhere. It is read where the source itself cannot be.', control: text('copy', filledIn(on, 'copy', 'copy'), 'url') })}
${fieldOf({ id: 'copy-keeper', label: 'Who keeps it', hint: 'Such as ecoi.net.', control: text('keeper', filledIn(on, 'copy', 'keeper')) })}`,
  );

/** Behind all that is typed: of a file that is too long, what comes after it in a form is not read. */
const fileField = fieldOf({
  id: 'witness-file',
  label: 'The saved page',
  hint: 'Drop the file on this field, or choose it: MHTML, HTML, PDF, WARC or WACZ, of at most 64 MB.',
  control: (id) =>
    html`<input id="${id}" name="file" type="file" required accept=".mhtml,.mht,.html,.htm,.pdf,.warc,.gz,.wacz">`,
});

const witnessForm = (token: string, source: string, fields: Html): Html =>
  html`<form method="post" action="/witness" enctype="multipart/form-data" autocomplete="off">${hidden('token', token)}${hidden('source', source)}${hidden('action', 'witness')}${fields}<button>Hand it in</button></form>`;

const witness = (on: FormsOn): Html | false => {
  const { verdict, source, token } = on;
  if (verdict === null || !isBotBlocked(verdict)) return false;
  const fill = (name: string) => filledIn(on, 'witness', name);
  const fields = html`
<p>Open <a href="${source.url}" rel="noreferrer noopener external">the page</a> in a browser, save it as one file (“Webpage, Single File”, or its PDF), and drop it below.</p>
${fieldOf({ id: 'witness-by', label: 'Who hands it in (optional)', hint: 'A name or a role. No e-mail address: it is shown wherever the passages are.', control: optional('by', fill('by')) })}
${fieldOf({ id: 'witness-at', label: 'Day on which it was saved (optional)', hint: 'Without one, as the file says, or today.', control: optional('at', fill('at'), 'date') })}
${fieldOf({ id: 'witness-how', label: 'How you came by it (optional)', control: optional('how', fill('how')) })}
${fileField}`;
  return folded(
    on,
    'witness',
    'Hand in the page, saved in a browser',
    handInOffer(verdict) !== null,
    witnessForm(token, source.id, fields),
  );
};

/** What a form of ours says besides what somebody filled in. */
const OURS = ['token', 'base', 'source', 'action'];

/**
 * A form as it was filled in, where its source cannot be shown, or has no such form any more: field by field, to be sent again.
 * What it rests on goes along as it came.
 */
export function unsavedForm(sent: URLSearchParams, token: string): Html {
  const isWitness = sent.get('action') === 'witness';
  const typed = [...sent].filter(([name]) => !OURS.includes(name) && name !== 'file');
  const fields = html`${typed.map(([name, value]) =>
    fieldOf({
      id: `kept-${name}`,
      label: FIELDS[isWitness ? `saved-${name}` : name] ?? name,
      control: (id) =>
        html`<textarea id="${id}" name="${name}" rows="${name === 'reason' ? 3 : 1}">${value}</textarea>`,
    }),
  )}`;
  if (isWitness) return witnessForm(token, sent.get('source') ?? '', html`${fields}${fileField}`);
  return html`<form method="post" action="/decide" autocomplete="off">${OURS.map((name) => hidden(name, name === 'token' ? token : (sent.get(name) ?? '')))}${fields}<button>Send it again</button></form>`;
}

export const FIELDS: Readonly<Record<string, string>> = statuses.formField;

/** Every decision that can be made on a source, each a plain form; what was filled in is among them, whatever the source calls for by now. */
export const formsOn = (on: FormsOn): Html => {
  const forms: Readonly<Record<string, Html | false>> = {
    witness: witness(on),
    acknowledge: acknowledge(on),
    'keep-edition': keepEdition(on),
    address: address(on),
    accessed: accessed(on),
    copy: copy(on),
  };
  const sent = on.filled;
  const isShown = sent === null || Boolean(forms[sent.get('action') ?? '']);
  return html`${!isShown && html`<h3>What you filled in</h3>${changedList(on.changed)}${unsavedForm(sent, on.token)}`}${Object.values(forms)}`;
};
