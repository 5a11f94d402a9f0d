import { type Finding, isActive, isDecidable } from '../../model/finding.js';
import { isProven, type Remedy } from '../../model/remedy.js';
import { diffToHtml } from '../diff/diff-view.js';
import { type Html, html, textAttributes, webUrl } from '../escape.js';
import type { Locale } from '../words/locale.js';
import { proofWords, remedyAddress, remedyWords } from '../words/remedies.js';
import { kindWords } from '../words/words.js';
import { type FormsOn, hiddenField } from './forms.js';

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

/** One remedy: its button, how sure it is, the words that change, and the citation lines that it makes. */
const remedyItem = (locale: Locale, on: FormsOn, remedy: Remedy, key: string | undefined): Html => {
  const address = webUrl(remedyAddress(remedy));
  return html`
<li>${button(on, { sends: { action: 'take', remedy: remedy.id }, label: remedyWords(locale, remedy), key })}
${address !== null && html`<p class="small"><a href="${address}" rel="noreferrer noopener external">${address}</a></p>`}
<p class="small${!isProven(remedy) && ' soft'}">${proofWords(locale, remedy)}</p>
${(remedy.proof?.quotes ?? []).map(({ quote, diff }) => diff.length > 0 && html`<p class="small"><bdi>${quote}</bdi>: <span class="text"${textAttributes(diff.map(({ text }) => text).join(''))}>${diffToHtml(diff)}</span></p>`)}
${(remedy.lines ?? []).map((line) => html`<p class="small text"${textAttributes(line)}>${line}</p>`)}</li>`;
};

/** What would mend the source, each remedy with its proof; and what can be looked for. */
export function remediesOn(locale: Locale, on: FormsOn): Html | false {
  const open = on.findings.filter(isActive);
  const offered = [
    ...new Map(
      open.flatMap((finding) => (finding.remedies ?? []).map((one) => [one.id, one])),
    ).values(),
  ];
  const looks = [
    on.mayFind.copy &&
      button(on, { path: '/find-copy', sends: {}, label: locale.messages.serve.findCopy }),
    on.mayFind.address &&
      button(on, { path: '/find-address', sends: {}, label: locale.messages.serve.findAddress }),
  ].filter((one) => one !== false);
  if (offered.length + looks.length === 0) return false;
  return html`<section class="remedies" aria-label="${locale.messages.serve.remedies}"><h2>${locale.messages.serve.remedies}</h2>
<ul>${offered.map((remedy, i) => remedyItem(locale, on, remedy, i === 0 ? 'e' : undefined))}${looks.map((look) => html`<li>${look}</li>`)}</ul></section>`;
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
