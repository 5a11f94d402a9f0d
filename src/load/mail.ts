import addressparser, { type MailboxAddress } from 'nodemailer/lib/addressparser';
import { z } from 'zod';
import { parseAddress } from '../model/address.js';
import { UserError } from '../model/problem.js';
import type { Complaint } from './complaints.js';
import { readJson } from './json-text.js';
import { textWithout } from './shape.js';
import { type Shaped, shaped } from './shape-problems.js';

/** Where digests go. */
export interface MailSettings {
  /** An `smtp:` or `smtps:` address. It may hold a password: never print it. */
  readonly smtpUrl: string;
  /** `Name <a@b>`, or `a@b` alone. */
  readonly from: string;
  /** In the same form; no address twice. */
  readonly to: readonly string[];
}

const FILE = 'subscribers.json';

/**
 * Reads SMTP_URL, MAIL_FROM and MAIL_TO (addresses with commas between them) from the environment. What the latter two
 * leave open is taken from the text of `subscribers.json` (`{"from": "…", "to": ["…"]}`), null when there is no such file.
 * Gives null when nothing is set at all. Throws one `UserError` with every problem.
 */
export function parseMail(
  env: Readonly<Record<string, string | undefined>>,
  subscribersJson: string | null,
): MailSettings | null {
  const { SMTP_URL: smtpUrl = '', MAIL_FROM = '', MAIL_TO = '' } = env;
  if (!smtpUrl && !MAIL_FROM && !MAIL_TO && subscribersJson === null) return null;
  const file: Shaped<Subscribers> =
    subscribersJson === null ? { value: { to: [] } } : subscribersIn(subscribersJson);
  const kept = 'value' in file ? file.value : null;
  const from = MAIL_FROM || (kept?.from ?? '');
  const to = MAIL_TO || (kept?.to.join(',') ?? '');
  const problem = (name: string, message: string | null) =>
    message === null ? [] : [{ file: name, line: 0, column: 0, message }];
  const problems = [
    ...('problems' in file ? file.problems : []),
    ...problem('SMTP_URL', aboutServer(smtpUrl)),
    // Of a broken file it cannot be said that it names nobody.
    ...(MAIL_FROM || kept
      ? problem('MAIL_FROM', from ? aboutMailbox(from) : `is not set, nor is "from" in ${FILE}`)
      : []),
    ...(MAIL_TO || kept
      ? problem('MAIL_TO', to ? aboutMailboxes(to) : `is not set, nor is "to" in ${FILE}`)
      : []),
  ];
  if (problems.length > 0) throw new UserError(problems);
  const recipients = new Map((mailboxes(to) ?? []).map((one) => [one.address.toLowerCase(), printed(one)]));
  return { smtpUrl, from: (mailboxes(from) ?? []).map(printed).join(), to: [...recipients.values()] };
}

/** Says nothing of what was given: it may hold a password. */
const aboutServer: Complaint = (url) => {
  if (url === '') return 'is not set, though addresses for mail are';
  return /^smtps?:\/\/./i.test(url) && parseAddress(url) !== null
    ? null
    : 'must be an address such as smtps://user:password@mail.example.org';
};

const aboutMailbox: Complaint = (text) =>
  mailboxes(text)?.length === 1
    ? null
    : `must be one address such as Ada Byron <ada@example.org>, not ${JSON.stringify(text)}`;

const aboutMailboxes: Complaint = (text) =>
  mailboxes(text)?.length ? null : `must be addresses with commas between them, not ${JSON.stringify(text)}`;

/** Null when any part of the text is no address. */
function mailboxes(text: string): MailboxAddress[] | null {
  const found = addressparser(text, { flatten: true });
  const sound =
    !/[\r\n]/.test(text) &&
    found.every(({ address }) => /^[^\s@<>()",;:\\]+@[^\s@<>()",;:\\]+$/.test(address));
  return sound ? found : null;
}

const printed = ({ name, address }: MailboxAddress): string =>
  name ? `${/^[\p{L}\p{N} .'-]+$/u.test(name) ? name : JSON.stringify(name)} <${address}>` : address;

interface Subscribers {
  readonly from?: string | undefined;
  readonly to: readonly string[];
}

const mailbox = textWithout(aboutMailbox);
const SUBSCRIBERS = z.strictObject({ from: mailbox.optional(), to: z.array(mailbox).default([]) });

function subscribersIn(text: string): Shaped<Subscribers> {
  const json = readJson(text, FILE);
  const shape = json.value === undefined ? { problems: [] } : shaped(SUBSCRIBERS, json);
  const problems = [...json.problems, ...('problems' in shape ? shape.problems : [])];
  return 'value' in shape && problems.length === 0 ? shape : { problems };
}
