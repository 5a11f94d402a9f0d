import { type Finding, isActive, isDecidable } from '../../model/finding.js';
import { isProven, type Remedy } from '../../model/remedy.js';
import { shortDiff } from '../diff/diff-view.js';
import { type Html, html, textAttributes, webUrl } from '../escape.js';
import { anchor } from '../page/case-card.js';
import type { Locale } from '../words/locale.js';
import { changedIn, proofWords, remedyAddress, remedyLabel } from '../words/remedies.js';
import { kindWords } from '../words/words.js';
import { type FormsOn, hiddenField, offeredOn } from './forms.js';

/** A button of its own form: what it sends, and the key that presses it. */
const button = (
  on: Pick<FormsOn, 'token' | 'base' | 'source'>,
  { path = '/decide', sends, label, key }: Button,
): Html =>
  html`<form class="one" method="post" action="${path}">${hiddenField('token', on.token)}${hiddenField('base', on.base)}${hiddenField('source', on.source.id)}${Object.entries(sends).map(([name, value]) => hiddenField(name, value))}<button${key !== undefined && html` data-key="${key}" aria-keyshortcuts="${key}"`}>${label}</button></form>`;

interface Button {
  readonly path?: string;
  readonly sends: Readonly<Record<string, string>>;
  readonly label: string;
  readonly key?: string | undefined;
}

/** One remedy in a row: the words that change, how sure it is, and its button at the end. */
const remedyItem = (locale: Locale, on: FormsOn, remedy: Remedy, key: string | undefined): Html => {
  const address = remedy.edit.kind === 'address' ? null : webUrl(remedyAddress(remedy));
  const lines = remedy.lines ?? [];
  return html`
<li${key !== undefined && html` class="primary"`}><div>${shownChange(locale, on, remedy)}
${address !== null && html`<p class="small"><a href="${address}" rel="noreferrer noopener external">${address}</a></p>`}
<p class="small${!isProven(remedy) && ' soft'}">${proofWords(locale, remedy)}</p>
${lines.length > 0 && html`<details class="small"><summary>${locale.messages.serve.cites}</summary>${lines.map((line) => html`<p class="text"${textAttributes(line)}>${line}</p>`)}</details>`}</div>
${button(on, { sends: { action: 'take', remedy: remedy.id }, label: remedyLabel(locale, remedy), key })}</li>`;
};

/** The words, the day or the address that becomes another; false where the button says it all. */
function shownChange(locale: Locale, { citations, source }: FormsOn, remedy: Remedy): Html | false {
  const { edit, proof } = remedy;
  const change = (from: string | Html | null, to: string | Html) =>
    html`<p class="change">${from !== null && html`<del dir="auto">${from}</del> <span aria-hidden="true">→</span> `}<ins dir="auto">${to}</ins></p>`;
  if (edit.kind === 'accessed') {
    const day = citations.find(({ id }) => id === edit.citation)?.accessed ?? null;
    return change(day && locale.day(day), locale.day(edit.accessed));
  }
  if (edit.kind === 'address') return change(source.url, anchor(locale, edit.url, edit.url));
  return html`${changedIn(proof).map((diff) => html`<p class="change"${textAttributes(diff.map(({ text }) => text).join(''))}>${shortDiff(diff)}</p>`)}`;
}

/** What would mend the source: the surest remedy first and alone in black, what is not proved folded; and what can be looked for. */
export function remediesOn(locale: Locale, on: FormsOn): Html | false {
  const offered = offeredOn(on);
  const [proven, others] = [offered.filter(isProven), offered.filter((one) => !isProven(one))];
  const looks = [
    on.mayFind.copy &&
      button(on, { path: '/find-copy', sends: {}, label: locale.messages.serve.findCopy }),
    on.mayFind.address &&
      button(on, { path: '/find-address', sends: {}, label: locale.messages.serve.findAddress }),
  ].filter((one) => one !== false);
  if (offered.length + looks.length === 0) return false;
  return html`<section class="remedies" aria-label="${locale.messages.serve.remedies}"><h2>${locale.messages.serve.remedies}</h2>
${proven.length > 0 && html`<ul>${proven.map((remedy, i) => remedyItem(locale, on, remedy, i === 0 ? 'e' : undefined))}</ul>`}${others.length > 0 && html`<details><summary>${locale.messages.serve.otherWays}</summary><ul>${others.map((remedy) => remedyItem(locale, on, remedy, undefined))}</ul></details>`}
${looks.length > 0 && html`<p>${looks}</p>`}</section>`;
}

/** The short answers to each open finding: somebody takes it on, or it is none. */
export const answersOn = (locale: Locale, on: FormsOn): Html | false => {
  const open = [
    ...new Map(on.findings.filter(isDecided).map((finding) => [finding.kind, finding])).values(),
  ];
  return (
    open.length > 0 &&
    html`<ul class="answers">${open.map(
      (
        finding,
      ) => html`<li>${kindWords(locale, finding).name}${finding.owner !== undefined && html` <span class="soft">${locale.fill(locale.messages.remedy.takenOn, { owner: finding.owner })}</span>`}
${button(on, { sends: { action: 'take-on', about: finding.kind }, label: locale.messages.serve.takeOn })}
${button(on, { sends: { action: 'remind', about: finding.kind }, label: locale.messages.serve.remind })}
${button(on, { sends: { action: 'false-alarm', about: finding.kind }, label: locale.messages.serve.falseAlarm })}</li>`,
    )}</ul>`
  );
};

const isDecided = (finding: Finding): boolean => isActive(finding) && isDecidable(finding.kind);

/** The button that takes an edit back. */
export const undoButton = (
  locale: Locale,
  on: Pick<FormsOn, 'token' | 'source'>,
  n: number,
): Html =>
  button(
    { ...on, base: '' },
    { path: '/undo', sends: { n: String(n) }, label: locale.messages.serve.undo, key: 'u' },
  );
