import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { NodemailerError, SMTPTransportOptions } from 'nodemailer';
import { parseAddress } from '../model/address.js';
import { refuse } from '../model/problem.js';
import { addressSecrets, createHear, type Hear } from '../model/sanitized-text.js';
import type { DeliveryResult } from '../model/settings.js';

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
export type Mailer = ReturnType<typeof createMailer>;

/** Milliseconds. Giving up early leaves a delivery unknown; RFC 5321 §4.5.3.2 grants most commands five minutes. */
const TIMEOUTS = {
  connectionTimeout: 30_000,
  greetingTimeout: 30_000,
  dnsTimeout: 30_000,
  socketTimeout: 300_000,
};

/** `Auto-Submitted` (RFC 3834) and its Exchange counterpart ask out-of-office robots not to answer. */
const HEADERS = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'OOF, AutoReply',
};

/**
 * A mailer for `smtp://user:password@host:port` or `smtps://…`, with Nodemailer's options as a query (`?socketTimeout=60000`). With a
 * password the connection must be encrypted, unless `?requireTLS=false` is given. Throws a `UserError` for another address.
 */
export function createMailer(smtpUrl: string, heard: Hear = createHear()) {
  const address = parseAddress(smtpUrl);
  if (address === null || !/^smtps?:$/.test(address.protocol) || address.hostname === '') {
    const such = 'such as smtps://user:password@mail.example.org';
    return refuse('SMTP_URL', `is not the address of a mail server, ${such}`);
  }
  const hear = heard.knowing(addressSecrets(smtpUrl));
  const options: SMTPTransportOptions = {
    ...TIMEOUTS,
    url: smtpUrl,
    requireTLS: address.password !== '',
  };

  return {
    /** Never rejects for what the server does. `handOver` comes before the dot that ends the message; when it rejects, no dot is sent. */
    async send(
      { headers, ...message }: MailMessage,
      handOver = async (): Promise<void> => {},
    ): Promise<DeliveryResult> {
      const watch = watchHandOver();
      // Most nights have no mail to send.
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({ ...options, logger: watch.logger });
      transport.use('stream', (mail, done) => {
        mail.message?.processFunc((whole) =>
          Readable.from(lastly(whole, handOver), { objectMode: false }),
        );
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
        return failureOf(error as NodemailerError, watch.handedOver(), hear);
      } finally {
        transport.close();
      }
    },
  };
}

/** The pieces of a message, which the server takes now; then `handOver`. */
async function* lastly(whole: AsyncIterable<unknown>, handOver: () => Promise<void>) {
  yield* whole;
  await handOver();
}

/** Whether the whole message went to the socket: Nodemailer's errors do not tell, its log does (`tnx: 'message'`). */
function watchHandOver() {
  let handedOver = false;
  const see = (entry?: unknown) => {
    if ((entry as { tnx?: unknown } | undefined)?.tnx === 'message') handedOver = true;
  };
  const logger = {
    level() {},
    trace: see,
    debug: see,
    info: see,
    warn: see,
    error: see,
    fatal: see,
  };
  return { logger, handedOver: () => handedOver };
}

function failureOf(error: NodemailerError, handedOver: boolean, hear: Hear): DeliveryResult {
  const { responseCode = 0, permanent = false, message } = error;
  const detail = hear(message);
  // A server that answers with a failure did not take the message.
  if (handedOver && responseCode < 400) return { kind: 'unknown', detail };
  return { kind: 'refused', detail, permanent };
}

/** A pseudonym of a text: sixteen hexadecimal digits. */
const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

/**
 * Headers that thread the mails on one report (RFC 5322, 3.6.4; the first id stands for the report), name the list (`List-Id`, RFC 2919)
 * and say how to leave it: `leave` is `mailto:…` or `https://…` (RFC 2369).
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

/** Threads to which one mail belongs at most, our choice: a header's line must stay short. */
const THREADS = 10;

/** The Message-ID of a digest to a recipient, the same on every try (idempotency); its moment tells it from other teams' digests. */
export function digestMessageId(
  digest: { id: number; createdAt: string },
  recipient: string,
): string {
  const seed = `${digest.createdAt} ${recipient.trim().toLowerCase()}`;
  return `<digest-${digest.id}.${digestOf(seed)}@citewatch>`;
}
