import { parseAddress } from './address.js';

declare const HEARD: unique symbol;

/** Words of somebody else's server, or a sentence that holds some: one printable line of bounded length, without a known secret. Only a {@link Hear} makes them. */
export type SanitizedText = string & { readonly [HEARD]: true };

/** Makes foreign words printable and takes out every secret that it knows: redaction. */
export interface Hear {
  (said: string): SanitizedText;
  /** One that knows these secrets too. */
  knowing(secrets: readonly string[]): Hear;
}

/** A {@link Hear} that knows the secrets that `secrets` gives, which is called when there is something to hear. */
export function createHear(secrets: () => readonly string[] = () => []): Hear {
  let runs: ReadonlySet<string> | undefined;
  const hear = (said: string): SanitizedText => {
    runs ??= new Set(secrets().flatMap(formsOf).flatMap(runsIn));
    return shortenMessage(
      redactRuns(printable(said.slice(0, HEARD_AT_MOST)), runs),
    ) as SanitizedText;
  };
  return Object.assign(hear, {
    knowing: (more: readonly string[]) => createHear(() => [...secrets(), ...more]),
  });
}

/** Characters of a secret that may not be seen in a row: fewer are a word of anybody's. */
const RUN = 6;
/** Characters of an answer that are read, our choice. */
const HEARD_AT_MOST = 4_000;
/** Characters that are printed and stored, our choice. */
const PRINTED_AT_MOST = 500;
const HIDDEN = '…';

/** Colours and other orders to a terminal (ECMA-48, 5.4; OSC, 8.3.89). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ORDER = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/gu;
/** Blanks and line breaks. */
const BLANKS = /[\s\u0085\p{Z}]+/gu;
/** What is not seen, turns the direction of text, or is no character: dropped, so that no secret hides behind it. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const printable = (text: string): string =>
  text.replace(ORDER, '').replace(BLANKS, ' ').replace(UNSEEN, '').trim();

function shortenMessage(text: string): string {
  const letters = [...text];
  return letters.length > PRINTED_AT_MOST
    ? `${letters.slice(0, PRINTED_AT_MOST - 1).join('')}…`
    : text;
}

/** Who is let in, in an address: `//user:password@`. Of a database's, a user alone is told. */
const USER = /(?<!\bpostgres(?:ql)?:)\/\/[^/@\s]{1,500}@|\/\/[^/@\s:]{0,200}:[^/@\s]{1,300}@/giu;

/** Hides each place where six characters in a row are a secret's, in any case and however often escaped: whatever was cut out of a secret is found too. */
function redactRuns(text: string, runs: ReadonlySet<string>): string {
  const hidden = new Uint8Array(text.length);
  for (const layer of layersOf(text))
    for (let i = 0; i + RUN <= layer.text.length; i++)
      if (runs.has(layer.text.slice(i, i + RUN))) hidden.fill(1, layer.at[i], layer.at[i + RUN]);
  for (const { 0: user, index } of text.matchAll(USER))
    hidden.fill(1, index + 2, index + user.length - 1);
  let shown = '';
  for (let i = 0; i < text.length; i++) {
    if (hidden[i] === 0) shown += text[i];
    else if (hidden[i - 1] !== 1) shown += HIDDEN;
  }
  return shown;
}

/** A text with some of its escapes undone: `at[i]` is where its character `i` begins in the original, and its end comes last. */
interface Layer {
  /** In lower case. */
  readonly text: string;
  readonly at: readonly number[];
}

/** Times that a text is taken to be escaped at most: percent-encoded twice, in JSON, in HTML. */
const DEPTH = 4;
/** Our choice: of a text that is escaped in one way there is one more for each time. */
const MOST_LAYERS = 40;

/** Percent-encoding with its `+`, the escapes of JSON and JavaScript, and those of HTML that escapers make. */
const ESCAPES: readonly RegExp[] = [
  /%[0-7][\da-f]|(?:%[89a-f][\da-f]){1,4}|\+/giu,
  /\\u[\da-f]{4}|\\x[\da-f]{2}|\\[^ux]/giu,
  /&#x[\da-f]{1,6};?|&#\d{1,7};?|&(?:amp|lt|gt|quot|apos);/giu,
];

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** In lower case, each character as long as it was. */
const lower = (text: string): string =>
  text.replace(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });

/** A text as it is, and with its escapes undone, one kind after another in every order. */
function layersOf(text: string): readonly Layer[] {
  const layers: Layer[] = [
    { text: lower(text), at: Array.from({ length: text.length + 1 }, (_, i) => i) },
  ];
  const known = new Set(layers.map((layer) => layer.text));
  for (let [n, from] = [0, 0]; n < DEPTH && layers.length < MOST_LAYERS; n++) {
    const fresh = layers.slice(from);
    from = layers.length;
    for (const layer of fresh)
      for (const escapes of ESCAPES) {
        const next = unescapedLayer(layer, escapes);
        if (next === null || known.has(next.text)) continue;
        known.add(next.text);
        layers.push(next);
      }
  }
  return layers;
}

/** The layer below; null where nothing is escaped so. */
function unescapedLayer({ text, at }: Layer, escapes: RegExp): Layer | null {
  let [out, from] = ['', 0];
  const places: number[] = [];
  const copyTo = (end: number): void => {
    out += text.slice(from, end);
    places.push(...at.slice(from, end));
  };
  for (const { 0: written, index } of text.matchAll(escapes)) {
    copyTo(index);
    const plain = unescapeText(written);
    out += plain;
    for (let i = 0; i < plain.length; i++) places.push(at[index] ?? 0);
    from = index + written.length;
  }
  if (from === 0) return null;
  copyTo(text.length);
  return { text: lower(out), at: [...places, at.at(-1) ?? 0] };
}

function unescapeText(written: string): string {
  if (written === '+') return ' ';
  if (written.startsWith('%')) return ofPercents(written);
  if (written.startsWith('&#'))
    return ofCode(
      /x/u.test(written)
        ? Number.parseInt(written.slice(3), 16)
        : Number.parseInt(written.slice(2), 10),
    );
  if (written.startsWith('&')) return NAMED[written.slice(1, -1)] ?? written;
  if (/^\\[ux]./u.test(written)) return ofCode(Number.parseInt(written.slice(2), 16));
  return CONTROLS[written.slice(1)] ?? written.slice(1);
}

/** Of bytes that are no UTF-8, each is a letter of Latin 1. */
function ofPercents(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return Buffer.from(written.replaceAll('%', ''), 'hex').toString('latin1');
  }
}

const ofCode = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

/** A secret as it is, with its escapes undone, and in base64: `user:password` with whatever stands before and behind. */
function formsOf(secret: string): readonly string[] {
  if (secret.length < RUN) return [];
  const base64 = [secret, percentDecoded(secret)].flatMap(base64Forms);
  return [...layersOf(printable(secret)).map(({ text }) => text), ...base64];
}

const percentDecoded = (text: string): string => text.replace(/(?:%[\da-f]{2})+/giu, ofPercents);

/** By how many bytes stand before it in what is encoded, without the letters that depend on these or on what follows. */
const base64Forms = (secret: string): readonly string[] =>
  [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64');
    const end = encoded.endsWith('=') ? encoded.replace(/=+$/u, '').length - 1 : encoded.length;
    const form = encoded.slice(before === 0 ? 0 : before + 1, end).toLowerCase();
    // In base64url, and as a text looks where its escapes, among them the plus sign, are undone.
    return [form, form.replaceAll('+', ' '), form.replaceAll('+', '-').replaceAll('/', '_')];
  });

const runsIn = (text: string): readonly string[] =>
  Array.from({ length: Math.max(0, text.length - RUN + 1) }, (_, i) => text.slice(i, i + RUN));

/** Parts of addresses that are the same for everybody: steps of the paths of chat services, and names of accounts that tools prescribe. */
const PUBLIC =
  /(?<=^|\/)(?:services|webhooks?|incoming|workflows|triggers|manual|invoke|spaces|messages|_matrix|client|m\.room\.message)(?=\/|$)/giu;
const ACCOUNTS = /^(?:x-access-token|apikey|oauth2|citewatch|postgres)$/iu;
/** Names of parameters that let somebody in. */
const LETS_IN = /pass|pwd|secret|token|key|auth|sig|user/iu;

/** What lets somebody in of an address whose host and path are known to all: who logs in, by what, and parameters that say so. */
export function addressSecrets(address: string): readonly string[] {
  const parsed = parseAddress(address);
  const [, login = ''] = /^[a-z][a-z\d+.-]*:\/\/([^/?#\s]*)@/iu.exec(address) ?? [];
  if (parsed === null && login === '') return [];
  const [user = '', ...password] = login.split(':');
  // Of a database, who logs in is told beside its address.
  const isNamed = ACCOUNTS.test(user) || /^postgres/iu.test(address);
  const given = [...(parsed?.searchParams ?? [])].filter(([name]) => LETS_IN.test(name));
  return [
    ...(isNamed ? [] : [mailboxSecret(user)]),
    password.join(':'),
    ...given.map(([, value]) => value),
  ];
}

/** The same of an address that is a secret itself, but for its host, such as a webhook's: its path and all that it is given. */
export function hiddenAddressSecrets(address: string): readonly string[] {
  const rest = address.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/iu, '');
  const [path = '', query = ''] = rest.split(/[?#](.*)/su, 2);
  const values = query.split(/[&#]/u).map((one) => one.replace(/^[^=]*=/u, ''));
  return [...addressSecrets(address), ...path.split(PUBLIC), ...values];
}

/** Who is meant by a mailbox: what stands before the `@`, for hosts are everybody's. */
export const mailboxSecret = (mailbox: string): string => mailbox.replace(/(?:@|%40)[^@]*$/iu, '');
