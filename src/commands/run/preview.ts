import { readerKey, recipientsOf } from '../../flow/deliver.js';
import { nextDigests } from '../../flow/digest.js';
import { UserError } from '../../model/problem.js';
import { howOften } from '../../report/mail/why.js';
import type { Publication } from '../../report/publication.js';
import { openMail } from '../../world/mail.js';
import { openRecords } from '../../world/records.js';
import type { Io } from '../io.js';
import { addresseesOf } from './addressees.js';

/** What is asked for. */
export interface PreviewOptions {
  readonly db: string;
  readonly html?: boolean;
  /** An address, or true for everybody. */
  readonly preview?: string | true;
}

/** Prints what each reader would be sent, or one of them; sends nothing, and changes nothing. Gives the exit code. */
export async function runPreview(options: PreviewOptions, publication: Publication, io: Io): Promise<number> {
  // Nothing is sent, so no server is needed.
  const env = { SMTP_URL: 'smtp://nobody.invalid', ...io.env };
  const { mail, problems } = addresseesOf({ env }, publication);
  if (problems.length > 0) throw new UserError(problems);
  const store = await openRecords(options.db);
  try {
    const post = {
      store,
      mail: openMail(mail, io.hear),
      webhook: null,
      now: () => new Date(),
      hear: io.hear,
    };
    const asked = options.preview === true ? null : readerKey(options.preview ?? '');
    const readers = recipientsOf(post, publication).filter(({ key }) => asked === null || key === asked);
    if (readers.length === 0)
      throw new UserError([{ file: '--preview', line: 0, column: 0, message: NOBODY }]);
    for (const { recipient, digest, isNow } of await nextDigests(post, readers)) {
      const { name, subscription } = recipient;
      io.err(
        `${name}, ${howOften(subscription.rhythm)}: ${digest === null ? 'nothing to say' : isNow ? 'due' : 'waits'}\n`,
      );
      if (digest === null) continue;
      const { subject, text, html } = recipient.message(digest);
      io.out(options.html === true ? html : `Subject: ${subject}\n\n${text}\n`);
    }
    return 0;
  } finally {
    await store.close();
  }
}

const NOBODY = 'nobody with this address is told anything: see MAIL_TO and subscribers.json';
