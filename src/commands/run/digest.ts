import type { Post } from '../../flow/deliver.js';
import { type Sent, sendDigest } from '../../flow/digest.js';
import { draftDigest } from '../../flow/draft.js';
import type { RawOptions } from '../../load/settings.js';
import { formatProblem, type Problem, UserError } from '../../model/problem.js';
import type { FetchSettings } from '../../model/settings.js';
import { renderDigest } from '../../report/mail/digest.js';
import type { Publication } from '../../report/publication.js';
import { openMail } from '../../world/mail.js';
import { openRecords } from '../../world/records.js';
import { openWebhook } from '../../world/webhook.js';
import { allOrProblems, type Io } from '../io.js';
import { type Addressees, addresseesOf, isNobody } from './addressees.js';
import { publicationAt, settingsOf } from './prepare.js';
import { type PreviewOptions, runPreview } from './preview.js';

/** The options of `citewatch digest` as commander gives them. */
export interface DigestOptions extends RawOptions, PreviewOptions {
  readonly sources: string;
  readonly send?: boolean;
}

/** Prints the digest, or sends it; gives the exit code. */
export async function runDigest(options: DigestOptions, io: Io): Promise<number> {
  const publication = publicationAt(io, options.sources);
  if (options.send === true) return send(options, publication, io);
  if (options.preview !== undefined) return runPreview(options, publication, io);
  const store = await openRecords(options.db);
  try {
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

async function send(options: DigestOptions, publication: Publication, io: Io): Promise<number> {
  const to = addresseesOf(io, publication);
  const [{ fetch }] = allOrProblems(
    () => settingsOf(options),
    () => {
      if (isNobody(to)) throw new UserError(to.problems.length > 0 ? to.problems : [NOBODY]);
    },
  );
  const { stop, hear } = io;
  const code = tellDelivered(await sendTo(to, fetch, options.db, publication, { stop, hear }), io);
  for (const problem of to.problems) io.err(`${formatProblem(problem)}\n`);
  return to.problems.length > 0 ? 1 : code;
}

/** Sends what there is to say of a store; opens and closes what that takes. `terms` are the post's ({@link Post}). */
export async function sendTo(
  { mail, webhook: to }: Addressees,
  settings: FetchSettings,
  db: string,
  publication: Publication,
  terms: Required<Pick<Post, 'stop' | 'hear'>> & Pick<Post, 'keep'>,
): Promise<Sent> {
  const store = await openRecords(db);
  const { webhook, close } = openWebhook(to, settings, terms.hear);
  // Somebody who listens has a stop wait for what is under way.
  const heed = () => {};
  terms.stop?.addEventListener('abort', heed);
  try {
    const post = { store, mail: openMail(mail, terms.hear), webhook, now: () => new Date(), ...terms };
    return await sendDigest(post, publication);
  } finally {
    terms.stop?.removeEventListener('abort', heed);
    await close();
    await store.close();
  }
}

const NOBODY: Problem = {
  file: 'SMTP_URL',
  line: 0,
  column: 0,
  message: 'is not set, nor is CITEWATCH_WEBHOOK_URL, so there is nobody to send anything to',
};

/** Says what became of each delivery; gives 1 when one did not go out, or it was asked to stop. */
export function tellDelivered({ digests, delivered }: Sent, io: Io): number {
  const { aborted, reason } = io.stop;
  if (digests.length === 0 && delivered.length === 0 && !aborted)
    io.err('nothing to say since the last digest: nothing sent\n');
  for (const { digest: id, recipient, state, detail } of delivered)
    io.tell({
      level: state === 'sent' ? 'info' : 'error',
      event: 'delivery',
      message: `digest ${id} to ${recipient}: ${OUTCOME[state]}${detail === null ? '' : ` (${detail})`}`,
      fields: { digest: id, recipient, state },
    });
  if (aborted) {
    io.err(`${(reason as Error).message}; what was not sent goes with the next digest\n`);
    return 1;
  }
  return delivered.every(({ state }) => state === 'sent') ? 0 : 1;
}

const OUTCOME = {
  sent: 'sent',
  pending: 'not sent, and tried again with the next digest',
  sending: 'handed over, but the server’s answer never came: it may have arrived, and is not sent again',
} as const;
