import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Capture } from '../../src/evidence/capture.js';
import { type Evidence, openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import type { Answered, Certificate } from '../../src/model/outcome.js';
import { night } from '../store/samples.js';
import { emptyFolder } from './evidence-folder.js';

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

/** The bytes of one capture's records as a run's file has them behind others. */
export async function recordsOf(
  run: number,
  text = 'a page that was received when the power went',
): Promise<Buffer> {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  await evidence.keep(captureOf('before', run, 'before'));
  const record = await evidence.keep(captureOf('unlisted', run, text));
  return readFileSync(join(folder, record?.file ?? '')).subarray(record?.offset);
}

export function captureOf(
  subject: string,
  run: number,
  text: string,
  part: Partial<Capture> = {},
): Capture {
  const url = `https://example.org/${subject}`;
  const outcome = answerOf(text, { url, finalUrl: url, hops: [], at: night(run) });
  return { subject, run, outcome, accepted: true, userAgent: 'citewatch/1', ...part };
}

/** Bytes that stand for a certificate. */
export function certificate(text: string): Certificate {
  const der = Buffer.from(text);
  return { sha256: createHash('sha256').update(der).digest('hex'), der };
}

/** A capture as it comes over an encrypted connection. */
export function overTls(capture: Capture, chain: readonly Certificate[]): Capture {
  const { outcome } = capture;
  const { pathname, host } = new URL(outcome.finalUrl);
  const wire = {
    asked: [outcome.at],
    request: [`GET ${pathname} HTTP/2`, `host: ${host}`, 'cookie: a=1'],
    ip: '192.0.2.1',
    tls: { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', protocol: 'h2', chain },
  };
  return { ...capture, outcome: { ...outcome, wire } };
}
