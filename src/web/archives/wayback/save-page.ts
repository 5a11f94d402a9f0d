import * as z from 'zod';
import type { Answered } from '../../../model/outcome.js';
import { createHear, type Hear } from '../../../model/sanitized-text.js';
import {
  type ArchiveAnswer,
  type ArchiveRequest,
  answered,
  instantOf,
  jsonOf,
  type Memento,
  type Unavailable,
  unavailable,
  viewAddress,
} from '../archive-client.js';
import type { ArchivePlace, SaveKeys } from '../provider.js';

const ACCOUNT = z.object({
  available: z.number(),
  daily_captures: z.number().optional(),
  daily_captures_limit: z.number().optional(),
});
const REFUSED = z.object({ status_ext: z.string().optional(), message: z.string() });
const ACCEPTED = z.object({ job_id: z.string().regex(/^[\w-]+$/) });
const JOB = z.discriminatedUnion('status', [
  z.object({ status: z.literal('pending') }),
  z.object({ status: z.literal('success'), timestamp: z.string(), original_url: z.string() }),
  z.object({
    status: z.literal('error'),
    status_ext: z.string().optional(),
    message: z.string().optional(),
  }),
]);

/** Times that a pending job is looked at; a capture is ended by the archive after about a minute, but may queue. */
const MOST_LOOKS = 60;
/** Milliseconds between two looks. */
const BETWEEN_LOOKS = 5_000;

/** Has the Wayback Machine capture an address (Save Page Now 2), where the account has captures left (its limits are kept), and waits for it. */
export async function savePage(
  { base, breaker, sleep, now }: ArchivePlace,
  { key, secret, hear: heard = createHear() }: SaveKeys,
  url: string,
): Promise<ArchiveAnswer<Memento>> {
  const hear = heard.knowing([key, secret]);
  const headers = { accept: 'application/json', authorization: `LOW ${key}:${secret}` };
  const ask = <T>(
    path: string,
    understand: (json: unknown) => ArchiveAnswer<T> | null,
    more?: Partial<ArchiveRequest>,
  ) =>
    breaker('Save Page Now').ask(
      { url: `${base}/save${path}`, headers, ...more },
      (reply) => refusalOf(reply) ?? understand(jsonOf(reply)),
    );

  // The status page is cached unless its address is new.
  const account = await ask(`/status/user?_t=${now()}`, readAccount);
  if (account.kind === 'unavailable') return account;
  const form = new URLSearchParams({ url, skip_first_archive: '1' });
  const post = { type: 'application/x-www-form-urlencoded;charset=UTF-8', body: `${form}` };
  const job = await ask('', (json) => readJobId(json, hear), { post });
  if (job.kind === 'unavailable') return job;

  for (let look = 0; look < MOST_LOOKS; look++) {
    await sleep(BETWEEN_LOOKS);
    const state = await ask(`/status/${job.value}`, (json) => readJob(json, base, hear));
    if (state.kind === 'unavailable') return state;
    if (state.value !== 'pending') return answered(state.value);
  }
  return unavailable(
    `The capture was asked for, but not finished within ${(MOST_LOOKS * BETWEEN_LOOKS) / 60_000} minutes.`,
  );
}

const refusalOf = (reply: Answered): Unavailable | null =>
  reply.http === 401 || reply.http === 403
    ? unavailable('The archive does not accept the keys.')
    : null;

function readAccount(json: unknown): ArchiveAnswer<true> | null {
  const account = ACCOUNT.safeParse(json);
  if (!account.success) return null;
  const {
    available,
    daily_captures: made = 0,
    daily_captures_limit: most = Infinity,
  } = account.data;
  if (made >= most) return unavailable(`The account has made its ${most} captures of today.`);
  if (available < 1) return unavailable('The account has as many captures under way as it may.');
  return answered(true);
}

function readJobId(json: unknown, hear: Hear): ArchiveAnswer<string> | null {
  const accepted = ACCEPTED.safeParse(json);
  if (accepted.success) return answered(accepted.data.job_id);
  const no = REFUSED.safeParse(json);
  return no.success ? failureOf(no.data, hear) : null;
}

function readJob(
  json: unknown,
  base: string,
  hear: Hear,
): ArchiveAnswer<Memento | 'pending'> | null {
  const job = JOB.safeParse(json);
  if (!job.success) return null;
  if (job.data.status === 'pending') return answered('pending');
  if (job.data.status === 'error') return failureOf(job.data, hear);
  const { timestamp, original_url: original } = job.data;
  const at = instantOf(timestamp);
  if (at === null) return null;
  const view = viewAddress(base, at, original);
  // Without `capture_all`, only answers of 200 are captured.
  return answered({ url: view, original, at, status: 200, type: null, digest: null });
}

function failureOf(
  {
    message = 'no message',
    status_ext: code,
  }: Omit<Extract<z.infer<typeof JOB>, { status: 'error' }>, 'status'>,
  hear: Hear,
): Unavailable {
  const said = hear(`${message.slice(0, 200)}${code === undefined ? '' : ` (${code})`}`);
  return unavailable(`The archive could not capture it: ${said}`);
}
