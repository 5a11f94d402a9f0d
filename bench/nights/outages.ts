import type { FailureKind } from '../../src/model/outcome.js';
import type { Dice } from '../../test/replica/prose.js';
import type { Page } from '../../test/world.js';
import { also, dying } from './claim.js';
import { type Happening, happening } from './happening.js';
import { answerOf } from './page.js';
import type { Work } from './work.js';

const failed = (failure: FailureKind, code: string, message: string): Page => ({
  kind: 'failed',
  failure,
  code,
  message,
});

/** Ways in which no answer comes. */
const OUTAGES: readonly (readonly [kind: string, answer: Page])[] = [
  [
    'source-server-error',
    answerOf('<title>503</title><h1>Service Unavailable</h1>', { http: 503 }),
  ],
  ['source-server-error', answerOf('<h1>502 Bad Gateway</h1><hr>nginx', { http: 502 })],
  [
    'source-unreachable',
    failed('timeout', 'UND_ERR_HEADERS_TIMEOUT', 'no answer came within 20 s'),
  ],
  ['source-unreachable', failed('dns', 'ENOTFOUND', 'its name leads nowhere')],
  ['source-unreachable', failed('connection', 'ECONNREFUSED', 'it refuses connections')],
];
const EXPIRED = failed('tls', 'CERT_HAS_EXPIRED', 'its certificate has expired');

/** An outage that passes before anybody has to know. */
export function shortOutage(work: Work, from: number, nights: number, roll: Dice): Happening {
  const [kind, answer] = roll.pick(OUTAGES);
  return happening('short outage', [work], [from, from + nights - 1], [also(kind, 'low')], {
    answer,
  });
}

/** A host that is down for longer than a death takes. */
export function hostDown(
  works: readonly Work[],
  from: number,
  nights: number,
  roll: Dice,
): Happening {
  const [kind, answer] = roll.pick(OUTAGES);
  return happening('host down', works, [from, from + nights - 1], dying(kind), { answer });
}

/** A certificate that nobody renewed for longer than a death takes. */
export const certificateExpired = (
  works: readonly Work[],
  from: number,
  nights: number,
): Happening =>
  happening('certificate expired', works, [from, from + nights - 1], dying('source-unreachable'), {
    answer: EXPIRED,
  });
