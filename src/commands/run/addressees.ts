import { type MailSettings, parseMail } from '../../load/mail.js';
import { parsePageAddress } from '../../load/page-address.js';
import { parseWebhook } from '../../load/webhook.js';
import { formatProblem, type Problem } from '../../model/problem.js';
import type { WebhookSettings } from '../../model/webhook.js';
import type { Publication } from '../../report/publication.js';
import { type Io, orNull, readOptional } from '../io.js';
import { tsaOf } from './prepare.js';

/** Where digests go. */
export interface Addressees {
  readonly mail: MailSettings | null;
  readonly webhook: WebhookSettings | null;
  /** What makes no sense of what says so: who stands there is sent nothing until it is mended, and everything then. */
  readonly problems: readonly Problem[];
}

/** True where there is nobody to whom anything could be sent. */
export const isNobody = ({ mail, webhook }: Addressees): boolean => mail === null && webhook === null;

/**
 * Read by those who send digests only: what the settings say is nobody else's concern. `titles`: of the reports that are watched, empty
 * where nobody knows them.
 */
export function addresseesOf({ env }: Pick<Io, 'env'>, { titles }: Publication): Addressees {
  const reports = titles === undefined || titles.size === 0 ? null : [...titles.keys()];
  const problems: Problem[] = [];
  const subscribers = orNull(problems, () => readOptional('subscribers.json'));
  const { mail, problems: ofMail } = parseMail(env, subscribers, reports);
  const webhook = orNull(problems, () => parseWebhook(env));
  return { mail, webhook, problems: [...ofMail, ...problems] };
}

/**
 * The process as a night without a person beside it sees it: without those settings that make no sense and that it can do without. It is
 * held, without a stamp or a link in its mails, and what is wrong is told.
 */
export function soundSettings(io: Io): { readonly io: Io; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const env = { ...io.env };
  const stamps = orNull(problems, () => [tsaOf(io)]);
  if (stamps === null) env.CITEWATCH_TSA = env.CITEWATCH_TSA_ROOTS = '';
  const page = orNull(problems, () => [parsePageAddress(env.CITEWATCH_PAGE_URL)]);
  if (page === null) env.CITEWATCH_PAGE_URL = '';
  return { io: { ...io, env }, problems };
}

/** Problems in one line. */
export const problemWords = (problems: readonly Problem[]): string => problems.map(formatProblem).join('; ');

/** Tells a service's log what makes no sense of its settings, and what that costs. */
export function tellUnsound(problems: readonly Problem[], io: Io): void {
  for (const problem of problems)
    io.tell({ level: 'error', event: 'bad-setting', message: formatProblem(problem) });
}
