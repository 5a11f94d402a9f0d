import type { MailSettings } from '../load/mail.js';
import type { Hear } from '../model/foreign-words.js';
import { createMailer } from '../notify/mail.js';
import type { World } from '../world.js';

/** The hand that posts digests; null when no mail server is set. Nothing is sent or asked yet. */
export function openMail(settings: MailSettings | null, hear: Hear): World['mail'] {
  if (settings === null) return null;
  const { smtpUrl, ...rest } = settings;
  return { mailer: createMailer(smtpUrl, hear), ...rest };
}
