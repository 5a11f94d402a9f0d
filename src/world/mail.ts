import type { MailSettings } from '../load/mail.js';
import { createMailer } from '../notify/mail.js';
import type { World } from '../world.js';

/** The hand that posts digests; null when no mail server is set. Nothing is sent or asked yet. */
export const openMail = (settings: MailSettings | null): World['mail'] =>
  settings === null ? null : { mailer: createMailer(settings.smtpUrl), from: settings.from, to: settings.to };
