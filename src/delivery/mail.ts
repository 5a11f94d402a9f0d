import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { NodemailerError, SMTPTransportOptions } from 'nodemailer';
import { parseAddress } from '../model/address.js';
import { UserError } from '../model/problem.js';
import { addressSecrets, type Hear, hearing } from '../model/sanitized-text.js';
import type { DeliveryResult } from '../model/settings.js';

/** A rendered mail to one recipient. */
export interface MailMessage {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With its angle brackets, as {@link digestMessageId} makes it. */
  readonly messageId: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Hands mails to one mail server. */
export interface Mailer {
  /**
   * Never rejects for what the server does. `handOver` is awaited when all but the dot that ends the message is written:
   * before it the server has taken nothing. When it rejects, the dot is not sent.
   */
  send(message: MailMessage, handOver?: () => Promise<void>): Promise<DeliveryResult>;
}

/**
 * Milliseconds. A server may think long before it acknowledges a message, and giving up early leaves the delivery
 * unknown: RFC 5321 §4.5.3.2 asks for patience; five minutes is what it grants to most commands.
 */
const TIMEOUTS = {
  connectionTimeout: 30_000,
  greetingTimeout: 30_000,
  dnsTimeout: 30_000,
  socketTimeout: 300_000,
};

/** `Auto-Submitted` (RFC 3834) and its Exchange counterpart ask out-of-office robots not to answer. */
const HEADERS = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' };

/**
 * A mailer for `smtp://user:password@host:port` or `smtps://…`. Nodemailer's options may follow as a query
 * (`?socketTimeout=60000`). With a password the connection must be encrypted, unless `?requireTLS=false` says otherwise.
 * Throws a {@link UserError} when `smtpUrl` is not such an address.
 */
export function createMailer(smtpUrl: string, heard: Hear = hearing()): Mailer {
  const address = parseAddress(smtpUrl);
  if (address === null || !/^smtps?:$/.test(address.protocol) || address.hostname === '') {
    const message = 'is not the address of a mail server, such as smtps://user:password@mail.example.org';
    throw new UserError([{ file: 'SMTP_URL', line: 0, column: 0, message }]);
  }
  const hear = heard.knowing(addressSecrets(smtpUrl));
  const options: SMTPTransportOptions = { ...TIMEOUTS, url: smtpUrl, requireTLS: address.password !== '' };

  return {
    async send({ headers, ...message }, handOver = async () => {}) {
      const watch = watchHandOver();
      // Most nights have no mail to send.
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({ ...options, logger: watch.logger });
      transport.use('stream', (mail, done) => {
        mail.message?.processFunc((whole) => Readable.from(lastly(whole, handOver), { objectMode: false }));
        done();
      });
      try {
        const { response } = await transport.sendMail({
          ...message,
          headers: { ...HEADERS, ...headers },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return { kind: 'sent', detail: hear(response) };
      } catch (error) {
        return failed(error as NodemailerError, watch.handedOver(), hear);
      } finally {
        transport.close();
      }
    },
  };
}

/** The pieces of a message as they are asked for, which is once the server has said that it takes them; then `handOver`. */
async function* lastly(whole: AsyncIterable<unknown>, handOver: () => Promise<void>) {
  yield* whole;
  await handOver();
}

/**
 * Tells whether the whole message, with the dot that ends it, went to the socket. Nodemailer's errors do not say so:
 * a connection that breaks before and after looks the same. Its log does (`tnx: 'message'`, once all is written).
 */
function watchHandOver() {
  let handedOver = false;
  const see = (entry?: unknown) => {
    if ((entry as { tnx?: unknown } | undefined)?.tnx === 'message') handedOver = true;
  };
  const logger = { level() {}, trace: see, debug: see, info: see, warn: see, error: see, fatal: see };
  return { logger, handedOver: () => handedOver };
}

function failed(error: NodemailerError, handedOver: boolean, hear: Hear): DeliveryResult {
  const { responseCode = 0, permanent = false, message } = error;
  const detail = hear(message);
  // A server that answers with a failure has decided, whenever it does so.
  if (handedOver && responseCode < 400) return { kind: 'unknown', detail };
  return { kind: 'refused', detail, permanent };
}

/** Sixteen hexadecimal digits that stand for a text and do not show it. */
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/**
 * What has mail programs show the mails on one report as one conversation, what a reader can sort all mails of one sender by
 * (`List-Id`, RFC 2919: of a list whose name no domain vouches for), and a way to leave: `leave` is `mailto:…` or `https://…` (RFC 2369).
 * The conversation has no first mail: its id stands for the report (RFC 5322, 3.6.4).
 */
export function mailHeaders(
  reports: readonly string[],
  { from, leave }: { readonly from: string; readonly leave: string },
): Readonly<Record<string, string>> {
  const threads = reports.map((id) => `<report.${digestOf(id)}@citewatch>`);
  return {
    'List-Id': `citewatch <citewatch.${digestOf(from)}.localhost>`,
    'List-Unsubscribe': `<${leave}>`,
    ...(threads[0] === undefined
      ? {}
      : { 'In-Reply-To': threads[0], References: threads.slice(0, THREADS).join(' ') }),
  };
}

/** Conversations to which one mail belongs; a header's line has an end. */
const THREADS = 10;

/**
 * The Message-ID of a digest to a recipient: always the same, so that mail programs show a second delivery only once.
 * It is told apart from other teams' digests by the moment at which it was recorded, and names nobody.
 */
export function digestMessageId(digest: { id: number; createdAt: string }, recipient: string): string {
  const seed = `${digest.createdAt} ${recipient.trim().toLowerCase()}`;
  return `<digest-${digest.id}.${digestOf(seed)}@citewatch>`;
}
