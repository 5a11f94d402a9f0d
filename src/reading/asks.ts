import type { Document } from '../model/document.js';
import type { Element } from './tree.js';
import { isHidden } from './visibility.js';

/** What a challenge is called in addresses, classes and ids, whatever the language of its text. */
const CHALLENGE = /captcha|challenge|turnstile|(?:^|[/_.-])(?:verif(?:y|ication)|incapsula|bot-?(?:check|detect\w*))/i;
/** A button that asks for the same page again. */
const RELOADS = /\b(?:reload|history|location)\b/i;
/** Where a reader says what he looks for, or where news may be sent: no question to him who wants to read. */
const BESIDE = /^(?:search|email)$/i;
const SEARCHED = /^(?:q|s|query|search)$/i;
const PRESSED = /^(?:submit|button|image)$/i;
/** Controls that are looked at: a page that shows nothing but a question has few. */
const MOST = 50;

/** What a page asks of its reader by its markup, `shown` being its elements; undefined where it asks nothing. */
export function asksOf(shown: readonly Element[]): Document['asks'] {
  if (shown.some(isChallenge)) return 'proof';
  const controls = shown.filter(isControl).slice(0, MOST);
  const beside = new Set(controls.flatMap((one) => (isBeside(one) ? (formOf(one) ?? []) : [])));
  const asks = (one: Element): boolean => !isBeside(one) && !(isPressed(one) && beside.has(formOf(one) as Element));
  return controls.some(asks) ? 'answer' : undefined;
}

const isChallenge = ({ name, attribs }: Element): boolean =>
  (/^(?:script|iframe)$/.test(name) && CHALLENGE.test(attribs.src ?? '')) ||
  (/^(?:div|form|span|input|iframe)$/.test(name) &&
    [attribs.class, attribs.id, attribs.action, attribs.name].some((said) => CHALLENGE.test(said ?? '')));

const isControl = (element: Element): boolean =>
  /^(?:input|button|select)$/.test(element.name) &&
  !/^(?:hidden|reset)$/i.test(element.attribs.type ?? '') &&
  !RELOADS.test(element.attribs.onclick ?? '') &&
  !isHidden(element);

const isBeside = ({ name, attribs }: Element): boolean =>
  name === 'input' && (BESIDE.test(attribs.type ?? '') || SEARCHED.test(attribs.name ?? ''));

const isPressed = ({ name, attribs }: Element): boolean => name === 'button' || PRESSED.test(attribs.type ?? '');

function formOf(element: Element): Element | null {
  let form = element.parent as Element | null;
  while (form !== null && form.name !== 'form') form = form.parent as Element | null;
  return form;
}
