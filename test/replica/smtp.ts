import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server on loopback that keeps what it receives. */
export interface SmtpSink {
  /** For `SMTP_URL`. */
  readonly url: string;
  /** In the order in which they came; a message is here before its sender is told that it was taken, and not when it was refused. */
  readonly messages: readonly ParsedMail[];
  readonly close: () => Promise<void>;
}

/** Of a delivery: the recipient was named; the whole message came, and is not acknowledged yet. */
export type SmtpMoment = 'recipient' | 'whole';

/**
 * Starts a sink that takes mail from and for anybody, without encryption or password; `pause` holds it up at a moment, or refuses there by
 * rejecting. `to` is the recipient that was named; empty at other moments.
 */
export async function startSmtpSink(
  pause: (moment: SmtpMoment, to: string) => Promise<void> = async () => {},
): Promise<SmtpSink> {
  const messages: ParsedMail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      void pause('recipient', address).then(() => done(), done),
    onData: (stream, _session, done) => {
      simpleParser(stream)
        .then(async (mail) => {
          messages.push(mail);
          await pause('whole', '').catch((error: Error) => {
            messages.splice(messages.indexOf(mail), 1);
            throw error;
          });
        })
        .then(() => done(), done);
    },
  });
  // A client that is killed is what some tests are about.
  smtp.on('error', () => {});
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
}
