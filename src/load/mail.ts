import { parseAddress } from '../model/address.js';
import { UserError } from '../model/problem.js';
import { EVERYTHING, type Subscriber } from '../model/subscriber.js';
import type { Complaint } from './complaints.js';
import { aboutLeaving, aboutMailbox, aboutMailboxes, mailboxes, printedMailbox } from './mailbox.js';
import type { Shaped } from './shape-problems.js';
import { SUBSCRIBERS, type SubscribersFile, subscribersIn } from './subscribers.js';

/** Where digests go. */
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

const NOTHING: SubscribersFile = { to: [], subscribers: [] };

/**
 * Reads SMTP_URL, MAIL_FROM, MAIL_UNSUBSCRIBE and MAIL_TO (addresses with commas between them, which get everything) from the
 * environment. What they leave open is taken from the text of `subscribers.json`, null when there is no such file. `reports`: the ids
 * of those that are watched, null where nobody knows them. Gives null when nothing is set at all. Throws one `UserError` with every
 * problem.
 */
export function parseMail(
  env: Readonly<Record<string, string | undefined>>,
  subscribersJson: string | null,
  reports: readonly string[] | null = null,
): MailSettings | null {
  const { SMTP_URL: smtpUrl = '', MAIL_FROM = '', MAIL_TO = '', MAIL_UNSUBSCRIBE = '' } = env;
  if (!smtpUrl && !MAIL_FROM && !MAIL_TO && subscribersJson === null) return null;
  const file: Shaped<SubscribersFile> =
    subscribersJson === null ? { value: NOTHING } : subscribersIn(subscribersJson, reports);
  const kept = 'value' in file ? file.value : null;
  const from = MAIL_FROM || (kept?.from ?? '');
  const to = MAIL_TO || (kept?.to.join(',') ?? '');
  const subscribers = MAIL_TO ? [] : (kept?.subscribers ?? []);
  const problem = (name: string, message: string | null) =>
    message === null ? [] : [{ file: name, line: 0, column: 0, message }];
  const problems = [
    ...('problems' in file ? file.problems : []),
    ...problem('SMTP_URL', aboutServer(smtpUrl)),
    // Of a broken file it cannot be said that it names nobody.
    ...(MAIL_FROM || kept
      ? problem('MAIL_FROM', from ? aboutMailbox(from) : `is not set, nor is "from" in ${SUBSCRIBERS}`)
      : []),
    ...(MAIL_TO || (kept && subscribers.length === 0)
      ? problem('MAIL_TO', to ? aboutMailboxes(to) : `is not set, nor is "to" in ${SUBSCRIBERS}`)
      : []),
    ...problem('MAIL_UNSUBSCRIBE', MAIL_UNSUBSCRIBE ? aboutLeaving(MAIL_UNSUBSCRIBE) : null),
  ];
  if (problems.length > 0) throw new UserError(problems);
  const everything = new Map(
    (to === '' ? [] : (mailboxes(to) ?? [])).map((one) => [one.address.toLowerCase(), printedMailbox(one)]),
  );
  const [sender] = mailboxes(from) ?? [];
  return {
    smtpUrl,
    from: sender === undefined ? '' : printedMailbox(sender),
    readers: [...[...everything.values()].map((address) => ({ address, ...EVERYTHING })), ...subscribers],
    leave: MAIL_UNSUBSCRIBE || (kept?.unsubscribe ?? `mailto:${sender?.address ?? ''}?subject=unsubscribe`),
  };
}

/** Says nothing of what was given: it may hold a password. */
const aboutServer: Complaint = (url) => {
  if (url === '') return 'is not set, though addresses for mail are';
  return /^smtps?:\/\/./i.test(url) && parseAddress(url) !== null
    ? null
    : 'must be an address such as smtps://user:password@mail.example.org';
};
