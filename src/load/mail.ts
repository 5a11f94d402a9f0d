import { parseAddress } from '../model/address.js';
import type { Problem } from '../model/problem.js';
import { EVERYTHING, type Subscriber } from '../model/subscriber.js';
import type { Complaint } from './complaints.js';
import { aboutLeaving, aboutMailbox, aboutMailboxes, printedMailbox, soundMailboxes } from './mailbox.js';
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

const NOTHING: SubscribersFile = { to: [], subscribers: [], problems: [] };

/** The settings as far as they make sense, and whatever does not. */
export interface ReadMail {
  /** Null where nothing is set, or nobody can be sent anything by what is. */
  readonly mail: MailSettings | null;
  readonly problems: readonly Problem[];
}

/**
 * Reads SMTP_URL, MAIL_FROM, MAIL_UNSUBSCRIBE and MAIL_TO (addresses with commas between them, which get everything) from the
 * environment. What they leave open is taken from the text of `subscribers.json`, null when there is no such file. `reports`: the ids
 * of those that are watched, null where nobody knows them. A reader whose entry makes no sense keeps the others from nothing.
 */
export function parseMail(
  env: Readonly<Record<string, string | undefined>>,
  subscribersJson: string | null,
  reports: readonly string[] | null = null,
): ReadMail {
  const { SMTP_URL: smtpUrl = '', MAIL_FROM = '', MAIL_TO = '', MAIL_UNSUBSCRIBE = '' } = env;
  if (!smtpUrl && !MAIL_FROM && !MAIL_TO && subscribersJson === null) return { mail: null, problems: [] };
  const file = subscribersJson === null ? NOTHING : subscribersIn(subscribersJson, reports);
  const from = MAIL_FROM || (file.from ?? '');
  const to = MAIL_TO || file.to.join(',');
  const subscribers = MAIL_TO ? [] : file.subscribers;
  const [sender] = aboutMailbox(from) === null ? soundMailboxes(from) : [];
  const leaving = MAIL_UNSUBSCRIBE ? aboutLeaving(MAIL_UNSUBSCRIBE) : null;
  const problem = (name: string, message: string | null): readonly Problem[] =>
    message === null ? [] : [{ file: name, line: 0, column: 0, message }];
  // Of a file in which something is wrong it cannot be said that it names nobody.
  const isWhole = file.problems.length === 0;
  const problems = [
    ...file.problems,
    ...problem('SMTP_URL', aboutServer(smtpUrl)),
    ...(MAIL_FROM || isWhole
      ? problem('MAIL_FROM', from ? aboutMailbox(from) : `is not set, nor is "from" in ${SUBSCRIBERS}`)
      : []),
    ...(MAIL_TO || (isWhole && subscribers.length === 0)
      ? problem('MAIL_TO', to ? aboutMailboxes(to) : `is not set, nor is "to" in ${SUBSCRIBERS}`)
      : []),
    ...problem('MAIL_UNSUBSCRIBE', leaving),
  ];
  const everything = new Map(
    soundMailboxes(to).map((one) => [one.address.toLowerCase(), printedMailbox(one)]),
  );
  const readers = [
    ...[...everything.values()].map((address) => ({ address, ...EVERYTHING })),
    ...subscribers,
  ];
  if (aboutServer(smtpUrl) !== null || sender === undefined || readers.length === 0)
    return { mail: null, problems };
  const own = leaving === null ? MAIL_UNSUBSCRIBE || file.unsubscribe : undefined;
  const leave = own ?? `mailto:${sender.address}?subject=unsubscribe`;
  return { mail: { smtpUrl, from: printedMailbox(sender), readers, leave }, problems };
}

/** Says nothing of what was given: it may hold a password. */
const aboutServer: Complaint = (url) => {
  if (url === '') return 'is not set, though addresses for mail are';
  return /^smtps?:\/\/./i.test(url) && parseAddress(url) !== null
    ? null
    : 'must be an address such as smtps://user:password@mail.example.org';
};
