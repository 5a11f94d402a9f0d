import {
  FINDINGS,
  type Finding,
  type FindingKind,
  isActive,
  isDecidable,
} from '../../model/finding.js';
import type { OldPrint } from '../../model/old-print.js';
import { isProven, type Remedy } from '../../model/remedy.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { Citation, Report, ReportChange, Source } from '../../model/watchlist.js';
import { type Html, html } from '../escape.js';
import { handInOffer, isBotBlocked } from '../saved-page.js';
import type { Locale } from '../words/locale.js';
import { kindWords } from '../words/words.js';

export interface FormsOn {
  readonly source: Source;
  readonly citations: readonly Citation[];
  readonly verdict: SourceVerdict | null;
  /** Unresolved. */
  readonly findings: readonly Finding[];
  /** Unresolved too: what is told of its whole host, and decided on the page of another source. */
  readonly ofHost: readonly Finding[];
  /** What the filed reports still print of it as it was before a remedy. */
  readonly filed: readonly OldPrint[];
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
  readonly sitting: SittingView;
  /** What became another in `sources.json` while that form was filled in. */
  readonly changed: readonly ChangedValue[];
}

/** What a sitting comes to. */
export interface SittingView {
  readonly token: string;
  /** The reports that do not print yet what was decided; `file` is the name of a report's own file, null where nobody knows of one. */
  readonly reports: readonly {
    readonly report: Pick<Report, 'id' | 'title'>;
    readonly changes: readonly ReportChange[];
    readonly file: string | null;
  }[];
  /** Citations whose day of access is old, and what sets that of those that stand. */
  readonly days: { readonly all: number; readonly standing: readonly Remedy[] };
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
  (
    name: string,
    value: string,
    type: 'text' | 'date' | 'url',
    isRequired: boolean,
  ): Field['control'] =>
  (id) =>
    html`<input id="${id}" name="${name}" type="${type}" value="${value}"${isRequired && html` required`}>`;

const text = (name: string, value: string, type: 'text' | 'date' | 'url' = 'text') =>
  input(name, value, type, true);
const optionalInput = (name: string, value: string, type: 'text' | 'date' = 'text') =>
  input(name, value, type, false);

export const hiddenField = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`;

/** What a field is called; undefined for one that no form has. */
export const labelIn = (
  labels: Readonly<Record<string, string | undefined>>,
  field: string,
): string | undefined => labels[field];

/** `Day of access of R/1` for `accessed R/1`. */
const nameOf = (locale: Locale, name: string): string => {
  const [field, of = ''] = name.split(' ');
  if (field === 'decided')
    return locale.fill(locale.messages.serve.decisionOn, {
      about: locale.kinds[of as FindingKind]?.name ?? of,
    });
  return field === 'accessed'
    ? locale.fill(locale.messages.serve.accessedOf, { id: of })
    : (labelIn(locale.statuses.changedField, name) ?? name);
};

const changedList = (locale: Locale, changed: readonly ChangedValue[]): Html | false =>
  changed.length > 0 &&
  html`<div class="problems"><p>${locale.messages.serve.changes}</p><ul>${changed.map(
    ({ name, before, after }) =>
      html`<li>${locale.fillHtml(locale.messages.serve.change, { name: nameOf(locale, name), before: before === null ? null : html`<del dir="auto">${before || locale.messages.serve.none}</del>`, after: html`<ins dir="auto">${after || locale.messages.serve.none}</ins>` })}</li>`,
  )}</ul></div>`;

/** What is offered for the open findings of a source: what deletes a citation is not, over a passage that fell. */
export const offeredOn = ({ findings }: FormsOn): readonly Remedy[] => [
  ...new Map(
    findings
      .filter(isActive)
      .flatMap(({ remedies = [] }) => remedies.filter(({ kind }) => kind !== 'drop'))
      .map((one) => [one.id, one]),
  ).values(),
];

/** What is under a heading: open where the last run calls for it and no proved remedy does, or where it was filled in. */
const foldedForm = (
  locale: Locale,
  on: FormsOn,
  action: string,
  heading: string,
  isCalledFor: boolean,
  body: Html,
): Html => {
  const isFilled = on.filled?.get('action') === action;
  return html`<details name="forms" id="${action}"${((isCalledFor && !offeredOn(on).some(isProven)) || isFilled) && html` open`}><summary><strong>${heading}</strong></summary>${isFilled && changedList(locale, on.changed)}${body}</details>`;
};

const form = (
  locale: Locale,
  on: FormsOn,
  action: string,
  [heading, button]: readonly [heading: string, button: string],
  isCalledFor: boolean,
  body: Html,
): Html =>
  foldedForm(
    locale,
    on,
    action,
    heading,
    isCalledFor,
    html`
<form method="post" action="/decide" autocomplete="off">${hiddenField('token', on.token)}${hiddenField('base', on.base)}${hiddenField('source', on.source.id)}${hiddenField('action', action)}
${body}<button>${button}</button></form>`,
  );

const rulingFields = (locale: Locale, on: FormsOn, action: string): Html => html`
${fieldOf({ id: `${action}-reason`, label: locale.messages.serve.reason, hint: locale.messages.serve.reasonHint, control: (id) => html`<textarea id="${id}" name="reason" rows="3" required>${filledIn(on, action, 'reason')}</textarea>` })}
${fieldOf({ id: `${action}-by`, label: locale.messages.serve.by, hint: locale.messages.serve.byHint, control: optionalInput('by', filledIn(on, action, 'by')) })}
${fieldOf({ id: `${action}-until`, label: locale.messages.serve.until, control: optionalInput('until', filledIn(on, action, 'until'), 'date') })}`;

/** Acknowledge: the reviewer records that a finding is known and kept, with a reason. */
const acknowledge = (locale: Locale, on: FormsOn): Html | false => {
  const known = on.findings.filter(({ kind }) => isDecidable(kind) && kind !== 'edition-newer');
  const kinds = [...new Map(known.map((finding) => [finding.kind, finding])).values()];
  const chosen = filledIn(on, 'acknowledge', 'about', kinds.length === 1 ? kinds[0]?.kind : '');
  const choice = kinds.map(
    (finding) =>
      html`<label><input type="radio" name="about" value="${finding.kind}" required${chosen === finding.kind && html` checked`}>${isActive(finding) ? kindWords(locale, finding).name : locale.fill(locale.messages.serve.decidedAlready, kindWords(locale, finding))}</label>`,
  );
  return (
    kinds.length > 0 &&
    form(
      locale,
      on,
      'acknowledge',
      [locale.messages.serve.acknowledge, locale.messages.serve.acknowledgeButton],
      kinds.some(isActive),
      html`<fieldset><legend>${locale.messages.serve.acknowledgeWhat}</legend>${choice}</fieldset>${rulingFields(locale, on, 'acknowledge')}`,
    )
  );
};

const keepEdition = (locale: Locale, on: FormsOn): Html | false => {
  const newer = on.findings.find(({ kind }) => kind === 'edition-newer');
  if (newer === undefined) return false;
  const isCalledFor = isActive(newer);
  const editions = { cited: on.source.edition, newer: newer.edition, open: isCalledFor };
  const heading = locale.fill(locale.messages.serve.keepEdition, editions);
  return form(
    locale,
    on,
    'keep-edition',
    [heading, locale.messages.serve.keepEditionButton],
    isCalledFor,
    rulingFields(locale, on, 'keep-edition'),
  );
};

const address = (locale: Locale, on: FormsOn): Html => {
  const { verdict, findings } = on;
  const { url } = on.source;
  const isMoved = findings.some(
    ({ kind, state }) => kind === 'source-moved' && state !== 'acknowledged',
  );
  const proposed = isMoved ? (verdict?.finalUrl ?? '') : '';
  const now = url && html`<span class="text">${url}</span>`;
  return form(
    locale,
    on,
    'address',
    [locale.fill(locale.messages.serve.address, { now: url }), locale.messages.serve.addressButton],
    isMoved || url === null,
    html`<p>${locale.fillHtml(locale.messages.serve.addressNow, { now })}</p>
${fieldOf({ id: 'address-url', label: locale.messages.serve.addressLabel, hint: locale.messages.serve.addressHint, control: text('url', filledIn(on, 'address', 'url', proposed), 'url') })}`,
  );
};

const accessedField = (locale: Locale, on: FormsOn): Html | false => {
  const { citations, findings, today } = on;
  if (citations.length === 0) return false;
  const chosen = filledIn(on, 'accessed', 'citation', citations[0]?.id);
  // Another must not be chosen in its place.
  const isGone = !citations.some(({ id }) => id === chosen);
  const option = (use: Citation): Html =>
    html`<option value="${use.id}"${chosen === use.id && html` selected`}>${locale.fill(locale.messages.serve.accessedUse, use)}</option>`;
  return form(
    locale,
    on,
    'accessed',
    [locale.messages.serve.accessed, locale.messages.serve.accessedButton],
    findings.some(({ kind }) => kind === 'access-stale'),
    html`${fieldOf({ id: 'accessed-citation', label: locale.messages.serve.accessedCitation, control: (id) => html`<select id="${id}" name="citation">${isGone && html`<option value="${chosen}" selected>${locale.fill(locale.messages.serve.accessedGone, { id: chosen })}</option>`}${citations.map(option)}</select>` })}
${fieldOf({ id: 'accessed-day', label: locale.messages.serve.accessedDay, control: text('accessed', filledIn(on, 'accessed', 'accessed', today), 'date') })}`,
  );
};

const copy = (locale: Locale, on: FormsOn): Html =>
  form(
    locale,
    on,
    'copy',
    [locale.messages.serve.copy, locale.messages.serve.copyButton],
    on.findings.some(({ kind }) => FINDINGS[kind].bySavedPage === true),
    html`${fieldOf({ id: 'copy-url', label: locale.messages.serve.copyAddress, hint: locale.messages.serve.copyAddressHint, control: text('copy', filledIn(on, 'copy', 'copy'), 'url') })}
${fieldOf({ id: 'copy-keeper', label: locale.messages.serve.copyKeeper, hint: locale.messages.serve.copyKeeperHint, control: text('keeper', filledIn(on, 'copy', 'keeper')) })}`,
  );

/** Behind all that is typed: of a file that is too long, what comes after it in a form is not read. */
const fileField = (locale: Locale): Html =>
  fieldOf({
    id: 'witness-file',
    label: locale.messages.serve.witnessFile,
    hint: locale.messages.serve.witnessFileHint,
    control: (id) =>
      html`<input id="${id}" name="file" type="file" required accept=".mhtml,.mht,.html,.htm,.pdf,.warc,.gz,.wacz">`,
  });

const witnessForm = (locale: Locale, token: string, source: string, fields: Html): Html =>
  html`<form method="post" action="/witness" enctype="multipart/form-data" autocomplete="off">${hiddenField('token', token)}${hiddenField('source', source)}${hiddenField('action', 'witness')}${fields}<button>${locale.messages.serve.witnessButton}</button></form>`;

const witness = (locale: Locale, on: FormsOn): Html | false => {
  const { verdict, source, token } = on;
  if (verdict === null || !isBotBlocked(verdict)) return false;
  const typedValue = (name: string) => filledIn(on, 'witness', name);
  const page = html`<a href="${source.url}" rel="noreferrer noopener external">${locale.messages.serve.witnessPage}</a>`;
  const fields = html`
<p>${locale.fillHtml(locale.messages.serve.witnessHow, { page })}</p>
${fieldOf({ id: 'witness-by', label: locale.messages.serve.witnessBy, hint: locale.messages.serve.witnessByHint, control: optionalInput('by', typedValue('by')) })}
${fieldOf({ id: 'witness-at', label: locale.messages.serve.witnessAt, hint: locale.messages.serve.witnessAtHint, control: optionalInput('at', typedValue('at'), 'date') })}
${fieldOf({ id: 'witness-how', label: locale.messages.serve.witnessSource, control: optionalInput('how', typedValue('how')) })}
${fileField(locale)}`;
  return foldedForm(
    locale,
    on,
    'witness',
    locale.messages.serve.witness,
    handInOffer(locale, verdict) !== null,
    witnessForm(locale, token, source.id, fields),
  );
};

/** What a form of ours says besides what somebody filled in. */
const OURS = ['token', 'base', 'source', 'action'];

/**
 * A form as it was filled in, where its source cannot be shown, or has no such form any more: field by field, to be sent again.
 * What it rests on goes along as it came.
 */
export function unsavedForm(locale: Locale, sent: URLSearchParams, token: string): Html {
  const isWitness = sent.get('action') === 'witness';
  const typed = [...sent].filter(([name]) => !OURS.includes(name) && name !== 'file');
  const fields = html`${typed.map(([name, value]) =>
    fieldOf({
      id: `kept-${name}`,
      label: labelIn(locale.statuses.formField, isWitness ? `saved-${name}` : name) ?? name,
      control: (id) =>
        html`<textarea id="${id}" name="${name}" rows="${name === 'reason' ? 3 : 1}">${value}</textarea>`,
    }),
  )}`;
  if (isWitness)
    return witnessForm(
      locale,
      token,
      sent.get('source') ?? '',
      html`${fields}${fileField(locale)}`,
    );
  return html`<form method="post" action="/decide" autocomplete="off">${OURS.map((name) => hiddenField(name, name === 'token' ? token : (sent.get(name) ?? '')))}${fields}<button>${locale.messages.serve.again}</button></form>`;
}

/** Every decision that can be made on a source, each a plain form; what was filled in is among them, whatever the source calls for by now. */
export const formsOn = (locale: Locale, on: FormsOn): Html => {
  const forms: Readonly<Record<string, Html | false>> = {
    witness: witness(locale, on),
    acknowledge: acknowledge(locale, on),
    'keep-edition': keepEdition(locale, on),
    address: address(locale, on),
    accessed: accessedField(locale, on),
    copy: copy(locale, on),
  };
  const sent = on.filled;
  const isShown = sent === null || Boolean(forms[sent.get('action') ?? '']);
  return html`${!isShown && html`<h3>${locale.messages.serve.filled}</h3>${changedList(locale, on.changed)}${unsavedForm(locale, sent, on.token)}`}${Object.values(forms)}`;
};
