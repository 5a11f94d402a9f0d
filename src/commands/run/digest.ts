import {
  formatProblem,
  orNull,
  type Problem,
  problemWith,
  refuse,
  UserError,
} from '../../model/problem.js';
import type { FetchSettings, WebhookSettings } from '../../model/settings.js';
import { parsePageAddress } from '../../settings/addition.js';
import { type MailSettings, parseMail, parseWebhook } from '../../settings/delivery.js';
import type { RawOptions } from '../../settings/options.js';
import { digestScheduleWords, renderDigest } from '../../surfaces/mail/digest.js';
import type { Publication } from '../../surfaces/publication.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { type Post, recipientKey, recipientsOf } from '../../tasks/deliver.js';
import {
  type DigestPreview,
  draftDigest,
  previewDigests,
  type Sent,
  sendDigest,
} from '../../tasks/digest.js';
import { openMail, openWebhook } from '../../tasks/services.js';
import { withRecords, withStore } from '../../tasks/stores.js';
import { allOrProblems, type Io, readOptional } from '../io.js';
import { publicationAt, settingsOf, tsaOf } from './prepare.js';

interface DigestOptions extends RawOptions, PreviewOptions {
  readonly sources: string;
  readonly send?: boolean;
}

export async function runDigest(options: DigestOptions, io: Io): Promise<number> {
  const publication = publicationAt(io, options.sources);
  if (options.send === true) return send(options, publication, io);
  if (options.preview !== undefined) return runPreview(options, publication, io);
  return withRecords(options.db, async (store) => {
    const draft = await draftDigest(store);
    if (draft === null) io.err('nothing has been checked yet\n');
    else if (draft.silent) io.err('nothing to say since the last digest\n');
    else {
      const { subject, text, html } = renderDigest(draft.digest, publication);
      io.out(options.html === true ? html : `Subject: ${subject}\n\n${text}`);
    }
    return 0;
  });
}

async function send(options: DigestOptions, publication: Publication, io: Io): Promise<number> {
  const to = addresseesOf(io, publication);
  const [{ fetch }] = allOrProblems(
    () => settingsOf(options),
    () => {
      if (isNobody(to)) throw new UserError(to.problems.length > 0 ? to.problems : [NOBODY]);
    },
  );
  const code = printDeliveries(await deliverDigests(to, fetch, options.db, publication, io), io);
  for (const problem of to.problems) io.err(`${formatProblem(problem)}\n`);
  return to.problems.length > 0 ? 1 : code;
}

/** Sends what there is to say of a store; opens and closes what that takes. `keep` is the post's ({@link Post}). */
export function deliverDigests(
  { mail, webhook: to }: Addressees,
  settings: FetchSettings,
  db: string,
  publication: Publication,
  { stop, hear }: Pick<Io, 'stop' | 'hear'>,
  keep?: Post['keep'],
): Promise<Sent> {
  return withStore(db, async (store) => {
    const { webhook, close } = openWebhook(to, settings, hear);
    // With a listener, a stop waits for what is under way.
    const onStop = () => {};
    stop.addEventListener('abort', onStop);
    try {
      const post = {
        store,
        mail: openMail(mail, hear),
        webhook,
        now: () => new Date(),
        stop,
        hear,
        keep,
      };
      return await sendDigest(post, publication);
    } finally {
      stop.removeEventListener('abort', onStop);
      await close();
    }
  });
}

const NOBODY = problemWith(
  'SMTP_URL',
  'is not set, nor is CITEWATCH_WEBHOOK_URL, so there is nobody to send anything to',
);

/** Says what became of each delivery; gives 1 when one did not go out, or it was asked to stop. */
export function printDeliveries({ digests, delivered }: Sent, io: Io): number {
  const { aborted, reason } = io.stop;
  if (digests.length === 0 && delivered.length === 0 && !aborted)
    io.err('nothing to say since the last digest: nothing sent\n');
  for (const one of delivered) {
    const { digest: id, recipient, state } = one;
    io.tell({
      level: state === 'sent' ? 'info' : 'error',
      event: 'delivery',
      message: `digest ${id} to ${deliveryWords(one)}`,
      fields: { digest: id, recipient, state },
    });
  }
  if (aborted) {
    io.err(`${(reason as Error).message}; what was not sent goes with the next digest\n`);
    return 1;
  }
  return delivered.every(({ state }) => state === 'sent') ? 0 : 1;
}

/** Deliveries that are named in a sentence, our choice: the log names all. */
const NAMED = 3;

/** Whom a digest did not reach, and why, without anybody's address. */
export const unreachedReaders = ({ delivered }: Sent): readonly string[] =>
  delivered
    .filter(({ state }) => state !== 'sent')
    .slice(0, NAMED)
    .map(deliveryWords);

const deliveryWords = ({ recipient, state, detail }: Sent['delivered'][number]): string =>
  `${recipient}: ${OUTCOME[state]}${detail === null ? '' : ` (${detail})`}`;

const OUTCOME = {
  sent: 'sent',
  pending: 'not sent, and tried again with the next digest',
  sending:
    'handed over, but the server’s answer never came: it may have arrived, and is not sent again',
} as const;

export interface Addressees {
  readonly mail: MailSettings | null;
  readonly webhook: WebhookSettings | null;
  /** Wrong entries: their readers get nothing until they are mended, and everything then. */
  readonly problems: readonly Problem[];
}

/** True where there is nobody to whom anything could be sent. */
export const isNobody = ({ mail, webhook }: Addressees): boolean =>
  mail === null && webhook === null;

/** Who gets digests, by the environment and `subscribers.json`. `titles`: of the watched reports, empty where nobody knows them. */
export function addresseesOf({ env }: Pick<Io, 'env'>, { titles }: Publication): Addressees {
  const reports = titles === undefined || titles.size === 0 ? null : [...titles.keys()];
  const problems: Problem[] = [];
  const subscribers = orNull(problems, () => readOptional('subscribers.json'));
  const { mail, problems: ofMail } = parseMail(env, subscribers, reports);
  const webhook = orNull(problems, () => parseWebhook(env));
  return { mail, webhook, problems: [...ofMail, ...problems] };
}

/**
 * The process for a night without a person beside it: wrong settings that it can do without are left out and told. It is held without
 * time stamps, or without links in its mails.
 */
export function withoutBadSettings(io: Io): {
  readonly io: Io;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const env = { ...io.env };
  const stamps = orNull(problems, () => [tsaOf(io)]);
  if (stamps === null) env.CITEWATCH_TSA = env.CITEWATCH_TSA_ROOTS = '';
  const page = orNull(problems, () => [parsePageAddress(env.CITEWATCH_PAGE_URL)]);
  if (page === null) env.CITEWATCH_PAGE_URL = '';
  return { io: { ...io, env }, problems };
}

export const problemWords = (problems: readonly Problem[]): string =>
  problems.map(formatProblem).join('; ');

export function logBadSettings(problems: readonly Problem[], io: Io): void {
  for (const problem of problems)
    io.tell({ level: 'error', event: 'bad-setting', message: formatProblem(problem) });
}

interface PreviewOptions {
  readonly db: string;
  readonly html?: boolean;
  /** An address, or true for everybody. */
  readonly preview?: string | true;
}

async function runPreview(
  options: PreviewOptions,
  publication: Publication,
  io: Io,
): Promise<number> {
  // Nothing is sent, so no server is needed.
  const env = { SMTP_URL: 'smtp://nobody.invalid', ...io.env };
  const { mail, problems } = addresseesOf({ env }, publication);
  if (problems.length > 0) throw new UserError(problems);
  return withStore(options.db, async (store) => {
    const { hear } = io;
    const post = { store, mail: openMail(mail, hear), webhook: null, now: () => new Date(), hear };
    const asked = options.preview === true ? null : recipientKey(options.preview ?? '');
    const readers = recipientsOf(post, publication).filter(
      ({ key }) => asked === null || key === asked,
    );
    if (readers.length === 0)
      refuse(
        '--preview',
        'nobody with this address is told anything: see MAIL_TO and subscribers.json',
      );
    for (const preview of await previewDigests(post, readers))
      showPreview(preview, options.html === true, io);
    return 0;
  });
}

function showPreview({ recipient, digest, isNow }: DigestPreview, asHtml: boolean, io: Io): void {
  const { name, subscription } = recipient;
  const schedule = `${name}, ${digestScheduleWords(ENGLISH, subscription.rhythm)}`;
  if (digest === null) {
    io.err(`${schedule}: nothing to say\n`);
    return;
  }
  io.err(`${schedule}: ${isNow ? 'due' : 'waits'}\n`);
  const { subject, text, html } = recipient.message(digest);
  io.out(asHtml ? html : `Subject: ${subject}\n\n${text}\n`);
}
