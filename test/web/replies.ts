import type { FailureKind } from '../../src/model/outcome.js';
import type { Reply } from '../../src/web/reply.js';

const TALLY = { requests: 1, received: 0, startedAt: 0 };

/** One hop's answer without a body. */
export const answer = (http: number, headers: Readonly<Record<string, string>> = {}): Reply => ({
  kind: 'answered',
  ...TALLY,
  http,
  headers,
  location: null,
  cookies: [],
  body: null,
});

/** One hop's failure. */
export const failure = (kind: FailureKind, code: string | null = null): Reply => ({
  kind: 'failed',
  ...TALLY,
  failure: kind,
  code,
  message: 'It did not work.',
});
