import { expect, it } from 'vitest';
import type { FindingReason } from '../../../src/model/finding-reason.js';
import type { LinkReason } from '../../../src/model/link-reason.js';
import { messageOf } from '../../../src/report/reasons/finding.js';

const SILENT: LinkReason = {
  kind: 'failed',
  failure: 'timeout',
  message: 'a.example accepted the connection but sent no answer within 30 s.',
};
const failing = (link: LinkReason, days: number, confirmed: boolean): FindingReason => ({
  kind: 'failing',
  status: 'unreachable',
  days,
  confirmed,
  link,
});

it.each([
  [
    failing(SILENT, 3, true),
    'The page is out of reach: a.example accepted the connection but sent no answer within 30 s, on 3 days in a row.',
  ],
  [
    failing({ kind: 'server-trouble', http: 503 }, 1, true),
    'The page is out of reach: answered 503: the site is in trouble, on 1 day in a row.',
  ],
  [
    failing(SILENT, 1, false),
    'The page failed: a.example accepted the connection but sent no answer within 30 s. One bad day proves nothing.',
  ],
  [
    {
      kind: 'unread',
      content: { kind: 'document', why: { kind: 'file', sort: 'image', type: '' } },
    } satisfies FindingReason,
    'The page answers, but its text could not be read: The answer is an image: its text is not read, its bytes are compared.',
  ],
])('%j ends with one full stop', (why, words) => {
  expect(messageOf({ why })).toBe(words);
});
