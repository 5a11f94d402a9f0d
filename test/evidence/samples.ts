import { createHash } from 'node:crypto';
import type { Capture } from '../../src/evidence/capture.js';
import { type Evidence, openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import type { Answered } from '../../src/model/outcome.js';
import { night } from '../record/samples.js';

export const openSample = (folder: string): Evidence => openEvidence(folder, EVIDENCE_LIMITS);

/** An answer as the fetcher gives it: one redirect, packed on the wire. */
export function answerOf(text: string | Uint8Array, part: Partial<Answered> = {}): Answered {
  const bytes = Buffer.from(text);
  return {
    kind: 'answered',
    url: 'http://example.org/report',
    finalUrl: 'https://example.org/report/china?year=2024#passage',
    hops: [{ url: 'http://example.org/report', http: 301 }],
    requests: 2,
    received: bytes.length,
    at: night(1),
    elapsed: 120,
    http: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-encoding': 'gzip',
      'content-length': '61',
      'x-name': 'Universit\u00e9',
      etag: '"a"',
    },
    body: { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), truncated: false },
    ...part,
  };
}

export function captureOf(subject: string, run: number, text: string, part: Partial<Capture> = {}): Capture {
  const url = `https://example.org/${subject}`;
  const outcome = answerOf(text, { url, finalUrl: url, hops: [], at: night(run) });
  return { subject, run, outcome, accepted: true, userAgent: 'citewatch/1', ...part };
}
