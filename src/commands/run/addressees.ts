import { type MailSettings, parseMail } from '../../load/mail.js';
import { parseWebhook } from '../../load/webhook.js';
import type { WebhookSettings } from '../../model/webhook.js';
import type { Publication } from '../../report/publication.js';
import { allOrProblems, type Io, readOptional } from '../io.js';

/** Where digests go. */
export interface Addressees {
  readonly mail: MailSettings | null;
  readonly webhook: WebhookSettings | null;
}

/**
 * Read by those who send digests only: what the settings say is nobody else's concern. `titles`: of the reports that are watched, empty
 * where nobody knows them.
 */
export function addresseesOf(io: Io, { titles }: Publication): Addressees {
  const reports = titles === undefined || titles.size === 0 ? null : [...titles.keys()];
  const [mail, webhook] = allOrProblems(
    () => parseMail(io.env, readOptional('subscribers.json'), reports),
    () => parseWebhook(io.env),
  );
  return { mail, webhook };
}
