import { draftDigest, type Sent, sendDigest } from '../../flow/digest.js';
import { type Problem, UserError } from '../../model/problem.js';
import { renderDigest } from '../../report/mail/digest.js';
import { openMail } from '../../world/mail.js';
import { openRecords } from '../../world/records.js';
import type { Io } from '../io.js';
import { mailOf, publicationAt } from './prepare.js';

/** The options of `citewatch digest` as commander gives them. */
export interface DigestOptions {
  readonly db: string;
  readonly sources: string;
  readonly send?: boolean;
  readonly html?: boolean;
}

/** Prints the digest, or sends it; gives the exit code. */
export async function runDigest(options: DigestOptions, io: Io): Promise<number> {
  const publication = publicationAt(io, options.sources);
  const mail = options.send === true ? openMail(mailOf(io)) : null;
  if (options.send === true && mail === null) throw new UserError([NO_SERVER]);
  const store = openRecords(options.db);
  try {
    if (mail !== null)
      return tellDelivered(await sendDigest({ store, mail, now: () => new Date() }, publication), io);
    const draft = await draftDigest(store);
    if (draft === null) io.err('nothing has been checked yet\n');
    else if (draft.silent) io.err('nothing to say since the last digest\n');
    else {
      const { subject, text, html } = renderDigest(draft.digest, publication);
      io.out(options.html === true ? html : `Subject: ${subject}\n\n${text}`);
    }
    return 0;
  } finally {
    await store.close();
  }
}

const NO_SERVER: Problem = {
  file: 'SMTP_URL',
  line: 0,
  column: 0,
  message: 'is not set, so there is nothing to send mail with',
};

/** Says what became of each mail; gives 1 when one did not go out. */
export function tellDelivered({ digest, delivered }: Sent, io: Io): number {
  if (digest === null && delivered.length === 0) io.err('nothing to say since the last digest: no mail\n');
  for (const { digest: id, recipient, state, detail } of delivered)
    io.err(`digest ${id} to ${recipient}: ${OUTCOME[state]}${detail === null ? '' : ` (${detail})`}\n`);
  return delivered.every(({ state }) => state === 'sent') ? 0 : 1;
}

const OUTCOME = {
  sent: 'sent',
  pending: 'not sent, and tried again with the next digest',
  sending: 'handed over, but the mail server’s answer never came: it may have arrived, and is not sent again',
} as const;
