import type { MailboxAddress } from 'nodemailer/lib/addressparser';
import addressparser from 'nodemailer/lib/addressparser';
import * as z from 'zod';
import { hostOf, parseAddress, parseWebAddress } from '../model/address.js';
import { FINDING_KINDS, type FindingKind } from '../model/finding.js';
import { jsonIn, type Problem, problemWith, refuse, UserError } from '../model/problem.js';
import type { JudgedRun, Run } from '../model/run.js';
import {
  ALL_FINDINGS,
  type DeliverySchedule,
  type Subscriber,
  WEBHOOK_FORMATS,
  WEEKDAYS,
  type WebhookFormat,
  type WebhookSettings,
} from '../model/settings.js';
import { checkFindingKind, checkText, didYouMean, type FieldCheck } from './field-checks.js';
import { type JsonText, readJson } from './json-text.js';
import { isTimezone } from './options.js';
import { parseShape, readersLanguage, textWithout } from './watchlist-schema.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Where digests go by mail. */
export interface MailSettings {
  /** An `smtp:` or `smtps:` address. It may hold a password: never print it. */
  readonly smtpUrl: string;
  /** `Name <a@b>`, or `a@b` alone. */
  readonly from: string;
  /** No address twice. */
  readonly readers: readonly Subscriber[];
  /** How a reader leaves: `mailto:…` or `https://…`; a mail to the sender when nobody says otherwise. */
  readonly leave: string;
}

const NOTHING: SubscribersFile = { to: [], subscribers: [], problems: [] };

/**
 * Reads SMTP_URL, MAIL_FROM, MAIL_UNSUBSCRIBE and MAIL_TO (comma-separated addresses, which get everything) from the environment, and
 * what they leave open from the text of `subscribers.json`, null when there is no such file. `reports`: ids of the watched reports, null
 * where nobody knows them. `mail` is null where nothing is set, or nobody can be reached. A wrong entry does not affect other readers.
 */
export function parseMail(
  env: Env,
  subscribersJson: string | null,
  reports: readonly string[] | null = null,
): { readonly mail: MailSettings | null; readonly problems: readonly Problem[] } {
  const { SMTP_URL: smtpUrl = '', MAIL_FROM = '', MAIL_TO = '', MAIL_UNSUBSCRIBE = '' } = env;
  if (!smtpUrl && !MAIL_FROM && !MAIL_TO && subscribersJson === null)
    return { mail: null, problems: [] };
  const file = subscribersJson === null ? NOTHING : subscribersIn(subscribersJson, reports);
  const { from, to, subscribers } = addressesOf(env, file);
  const [sender] = aboutMailbox(from) === null ? soundMailboxes(from) : [];
  const leaving = MAIL_UNSUBSCRIBE ? aboutLeaving(MAIL_UNSUBSCRIBE) : null;
  // A file with mistakes may name somebody all the same.
  const isWhole = file.problems.length === 0;
  const isFromDue = MAIL_FROM !== '' || isWhole;
  const isToDue = MAIL_TO !== '' || (isWhole && subscribers.length === 0);
  const faults: readonly (readonly [name: string, message: string | null])[] = [
    ['SMTP_URL', aboutServer(smtpUrl)],
    ['MAIL_FROM', isFromDue ? faultOf(from, 'from', aboutMailbox) : null],
    ['MAIL_TO', isToDue ? faultOf(to, 'to', aboutMailboxes) : null],
    ['MAIL_UNSUBSCRIBE', leaving],
  ];
  const problems = [
    ...file.problems,
    ...faults.flatMap(([name, message]) => (message === null ? [] : [problemWith(name, message)])),
  ];
  const everything = new Map(
    soundMailboxes(to).map((one) => [one.address.toLowerCase(), printedMailbox(one)]),
  );
  const readers = [
    ...[...everything.values()].map((address) => ({ address, ...ALL_FINDINGS })),
    ...subscribers,
  ];
  if (aboutServer(smtpUrl) !== null || sender === undefined || readers.length === 0)
    return { mail: null, problems };
  const own = leaving === null ? MAIL_UNSUBSCRIBE || file.unsubscribe : undefined;
  const leave = own ?? `mailto:${sender.address}?subject=unsubscribe`;
  return { mail: { smtpUrl, from: printedMailbox(sender), readers, leave }, problems };
}

/** Who sends and who gets mail: what the environment sets goes before what the file does. */
const addressesOf = ({ MAIL_FROM = '', MAIL_TO = '' }: Env, file: SubscribersFile) => ({
  from: MAIL_FROM || (file.from ?? ''),
  to: MAIL_TO || file.to.join(','),
  subscribers: MAIL_TO ? [] : file.subscribers,
});

/** What is wrong with addresses that the environment sets, or else the file under `key`. */
const faultOf = (text: string, key: string, about: FieldCheck): string | null =>
  text === '' ? `is not set, nor is "${key}" in ${SUBSCRIBERS}` : about(text);

/** Does not repeat what was given: it may hold a password. */
const aboutServer: FieldCheck = (url) => {
  if (url === '') return 'is not set, though addresses for mail are';
  return /^smtps?:\/\/./i.test(url) && parseAddress(url) !== null
    ? null
    : 'must be an address such as smtps://user:password@mail.example.org';
};

/** One address of a person, perhaps with a name. Does not repeat what was given: logs of CI jobs are public. */
const aboutMailbox: FieldCheck = (text) =>
  mailboxes(text)?.length === 1 ? null : 'must be one address such as Ada Byron <ada@example.org>';

const aboutMailboxes: FieldCheck = (text) => {
  if (mailboxes(text)?.length) return null;
  const sound = soundMailboxes(text).length;
  const some = `; ${sound} of them ${sound === 1 ? 'is one' : 'are'}, the rest is none`;
  return `must be addresses with commas between them${sound === 0 ? '' : some}`;
};

const aboutLeaving: FieldCheck = (text) => {
  const address = /[\s<>]/u.test(text) ? null : parseAddress(text);
  return address !== null && /^(?:https|mailto):$/u.test(address.protocol)
    ? null
    : `must be an address such as mailto:list@example.org or https://example.org/leave, not ${JSON.stringify(text)}`;
};

/** The addresses of a text; null when any part is not an address. */
function mailboxes(text: string): MailboxAddress[] | null {
  const sound = soundMailboxes(text);
  return sound.length === addressparser(text, { flatten: true }).length ? sound : null;
}

/** The parts of a text that are addresses; none for a text with a line break, which could add a header to a mail. */
const soundMailboxes = (text: string): MailboxAddress[] =>
  /[\r\n]/.test(text)
    ? []
    : addressparser(text, { flatten: true }).filter(({ address }) =>
        /^[^\s@<>()",;:\\]+@[^\s@<>()",;:\\]+$/.test(address),
      );

const printedMailbox = ({ name, address }: MailboxAddress): string =>
  name
    ? `${/^[\p{L}\p{N} .'-]+$/u.test(name) ? name : JSON.stringify(name)} <${address}>`
    : address;

/** The file in which subscribers stand; git ignores it. */
const SUBSCRIBERS = 'subscribers.json';

/** What is valid in it, and what is not. */
interface SubscribersFile extends Omit<z.infer<typeof FILE>, 'subscribers'> {
  readonly subscribers: readonly Subscriber[];
  readonly problems: readonly Problem[];
}

const oneOf =
  (words: readonly string[], last = ' or '): FieldCheck =>
  (text) => {
    const known = `${words.slice(0, -1).join(', ')}${last}${words.at(-1)}`;
    return words.includes(text)
      ? null
      : `must be ${known}, not ${JSON.stringify(text)}${didYouMean(text, words)}`;
  };

const aboutTimeZone: FieldCheck = (text) =>
  isTimezone(text)
    ? null
    : `must be a time zone such as Europe/London, not ${JSON.stringify(text)}`;

const text = textWithout(checkText);

const mailbox = textWithout(aboutMailbox);
const hour = z.number().superRefine((n, ctx) => {
  if (!Number.isInteger(n) || n < 0 || n > 23)
    ctx.addIssue({ code: 'custom', message: `must be a whole hour from 0 to 23, not ${n}` });
});

const subscriber = z
  .strictObject({
    address: mailbox,
    reports: z.array(text).default([]),
    sections: z.array(text).default([]),
    kinds: z.array(textWithout(checkFindingKind)).default([]),
    send: textWithout(oneOf(['immediately', 'daily', 'weekly'])).default('immediately'),
    weekday: textWithout(oneOf(WEEKDAYS)).optional(),
    hour: hour.optional(),
    timeZone: textWithout(aboutTimeZone).optional(),
    lang: readersLanguage.optional(),
  })
  .superRefine(({ send, weekday, ...at }, ctx) => {
    if (weekday !== undefined && send !== 'weekly')
      ctx.addIssue({ code: 'custom', path: ['weekday'], message: 'is for what is sent weekly' });
    for (const key of ['hour', 'timeZone'] as const)
      if (at[key] !== undefined && send === 'immediately')
        ctx.addIssue({
          code: 'custom',
          path: [key],
          message: 'is for what is sent daily or weekly',
        });
  });

const FILE = z.strictObject({
  from: mailbox.optional(),
  unsubscribe: textWithout(aboutLeaving).optional(),
  to: z.array(mailbox).default([]),
  subscribers: z.array(subscriber).default([]),
});

type Entry = z.infer<typeof subscriber>;

/** The default hour of daily and weekly digests, our choice. */
const MORNING = 8;

function rhythmOf(entry: Entry): DeliverySchedule {
  const { send, weekday = 'monday', hour = MORNING, timeZone = 'UTC' } = entry;
  if (send === 'daily') return { every: 'day', hour, timeZone };
  if (send !== 'weekly') return { every: 'night' };
  return {
    every: 'week',
    weekday: (WEEKDAYS as readonly string[]).indexOf(weekday),
    hour,
    timeZone,
  };
}

/** Reads the text of `subscribers.json`. A wrong entry alone is left out: its reader is told everything once it is mended. */
function subscribersIn(json: string, reports: readonly string[] | null): SubscribersFile {
  const read = readJson(json, SUBSCRIBERS);
  const shape = read.value === undefined ? { problems: [] } : parseShape(FILE, read);
  const { subscribers: entries, ...file } =
    'value' in shape ? shape.value : soundPartsOf(read.value);
  const problems = [...read.problems, ...('value' in shape ? [] : shape.problems)];
  const subscribers = entries.flatMap((one, i): readonly Subscriber[] => {
    if (one === null) return [];
    const faults = [...strangers(one, i, reports, read), ...twice(entries, i, file.to, read)];
    problems.push(...faults);
    // What the kinds are was checked by `checkFindingKind`.
    const kinds = one.kinds as readonly FindingKind[];
    const selection = { reports: one.reports, sections: one.sections, kinds };
    return faults.length > 0
      ? []
      : [{ address: one.address, lang: one.lang, selection, rhythm: rhythmOf(one) }];
  });
  return { ...file, subscribers, problems };
}

/** The valid parts of a file with mistakes; null in the place of a wrong entry. */
function soundPartsOf(value: unknown) {
  const fields: Readonly<Record<string, unknown>> = { ...(value as object) };
  const sound = <T>(shape: z.ZodType<T>, one: unknown): T | null =>
    shape.safeParse(one, { jitless: true }).data ?? null;
  const each = <T>(shape: z.ZodType<T>, list: unknown): readonly (T | null)[] =>
    Array.isArray(list) ? list.map((one) => sound(shape, one)) : [];
  return {
    from: sound(FILE.shape.from, fields.from) ?? undefined,
    unsubscribe: sound(FILE.shape.unsubscribe, fields.unsubscribe) ?? undefined,
    to: each(mailbox, fields.to).filter((one) => one !== null),
    subscribers: each(subscriber, fields.subscribers),
  };
}

/** Unknown reports: their reader would get no message, and nobody would notice. */
const strangers = (
  { reports }: Entry,
  i: number,
  known: readonly string[] | null,
  json: JsonText,
): readonly Problem[] =>
  reports.flatMap((id, k) => {
    if (known === null || known.includes(id)) return [];
    const message = `there is no report ${JSON.stringify(id)} in sources.json${didYouMean(id, known)}`;
    return [json.problemAt(['subscribers', i, 'reports', k], message)];
  });

/** A reader with two entries gets neither, because nobody knows which holds; a reader in `to` gets everything all the same. */
function twice(
  entries: readonly (Entry | null)[],
  i: number,
  to: readonly string[],
  json: JsonText,
): readonly Problem[] {
  const bare = (address = ''): string => mailboxes(address)?.[0]?.address.toLowerCase() ?? address;
  const others = [
    ...to,
    ...entries.flatMap((one, k) => (k === i || one === null ? [] : [one.address])),
  ];
  return others.some((other) => bare(other) === bare(entries[i]?.address))
    ? [
        json.problemAt(
          ['subscribers', i, 'address'],
          'this reader stands here twice: one reader, one entry',
        ),
      ]
    : [];
}

/**
 * Where digests are posted, from CITEWATCH_WEBHOOK_URL and its like (docs/reference/environment.md); null when it is not set. Throws a
 * `UserError` with every problem; none repeats the address, the token or the secret: they are passwords.
 */
export function parseWebhook(env: Env): WebhookSettings | null {
  const { CITEWATCH_WEBHOOK_URL: url = '', CITEWATCH_WEBHOOK_FORMAT: named = '' } = env;
  if (url === '') return null;
  const isWeb = parseWebAddress(url)?.username === '';
  const format = WEBHOOK_FORMATS.find((one) => one === named) ?? formatByAddress(url);
  const token = env.CITEWATCH_WEBHOOK_TOKEN || null;
  const isOther = named !== '' && named !== format ? oneOf(WEBHOOK_FORMATS, ', ')(named) : null;
  const problems = [
    !isWeb && problem('URL', 'must be an http or https address without a user name'),
    isOther !== null && problem('FORMAT', isOther),
    format === 'matrix' &&
      token === null &&
      problem('TOKEN', 'is not set: a Matrix room is written to by an account'),
    token !== null &&
      !/^[\x21-\x7e]+$/u.test(token) &&
      problem('TOKEN', 'must be one word of plain letters'),
    isWeb &&
      format === 'ntfy' &&
      topicIn(url) === null &&
      problem('URL', 'must end with the name of a topic'),
  ].filter((one) => one !== false);
  if (problems.length > 0) throw new UserError(problems);
  return { url, format, token, secret: env.CITEWATCH_WEBHOOK_SECRET || null };
}

const problem = (name: string, message: string): Problem =>
  problemWith(`CITEWATCH_WEBHOOK_${name}`, message);

const topicIn = (url: string): string | null =>
  /^\/([^/]+)$/u.exec(parseAddress(url)?.pathname ?? '')?.[1] ?? null;

/** The format of a well-known service, by its address. */
function formatByAddress(url: string): WebhookFormat {
  const host = hostOf(url) ?? '';
  if (host === 'hooks.slack.com') return 'slack';
  if (host === 'ntfy.sh') return 'ntfy';
  return (parseAddress(url)?.pathname ?? '').startsWith('/_matrix/client/') ? 'matrix' : 'json';
}

/** Letters and figures, as a header takes them. */
const KEY = /^\w{1,200}$/u;

/** Who writes to Zotero, and where. Throws a `UserError` that says nothing of the key. */
export function parseZotero(env: Readonly<Record<string, string | undefined>>) {
  const { ZOTERO_API_KEY: key = '', ZOTERO_API_URL: api = 'https://api.zotero.org' } = env;
  const problems = [
    KEY.test(key)
      ? []
      : problemWith(
          'ZOTERO_API_KEY',
          'must be a key of zotero.org/settings/keys that may write notes',
        ),
    parseWebAddress(api) === null
      ? problemWith('ZOTERO_API_URL', 'must be an http or https address')
      : [],
  ].flat();
  if (problems.length > 0) throw new UserError(problems);
  return { key, api };
}

const RUN = z.object({
  schema: z.literal('citewatch.run/1'),
  run: z.object({ online: z.boolean() }),
  sources: z.array(z.object({ id: z.string(), citations: z.array(z.unknown()) })),
  findings: z.array(z.object({ source: z.string(), kind: z.enum(FINDING_KINDS) })),
});

/** The run that a `latest.json` holds. Throws a `UserError` for another file. */
export function parseRun(text: string, file: string): JudgedRun {
  const run = jsonIn(text);
  return RUN.safeParse(run).success
    ? (run as Run)
    : refuse(file, 'is not what check --json gives, such as latest.json');
}
