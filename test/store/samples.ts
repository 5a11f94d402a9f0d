import { createHash } from 'node:crypto';
import { NORMALISER } from '../../src/model/document.js';
import type { Finding, FindingLife } from '../../src/model/finding.js';
import type { LinkStatus } from '../../src/model/link.js';
import type { Digest, Run } from '../../src/model/run.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import type { Visit } from '../../src/model/visit.js';
import { EMPTY_MEMORY, type SourceMemory } from '../../src/model/visit.js';
import type { Reading } from '../../src/store/store.js';

/** Noon of the n-th night. */
export const night = (n: number): string => new Date(Date.UTC(2025, 8, n, 12)).toISOString();

export const HOUR = 3_600_000;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export function verdictOf(id: string, status: LinkStatus = 'alive', at = night(1)): SourceVerdict {
  return {
    id,
    title: 'Trafficking in Persons Report: China',
    publisher: 'US Department of State',
    url: `https://example.org/${id}`,
    finalUrl: null,
    at,
    witness: 'live',
    link: {
      status,
      by: null,
      http: 200,
      why: { kind: 'answered', http: 200, at: null, cut: false, part: null },
      hops: [],
      failures: 0,
      confirmed: false,
      since: at,
    },
    content: {
      change: 'unchanged',
      sha256: null,
      textSha256: null,
      why: { kind: 'same-bytes' },
      diff: [],
    },
    edition: { status: 'unknown', newer: [], why: { kind: 'no-series' } },
    archive: null,
    citations: [],
  };
}

export function visitOf(run: number, subject: string, part: Partial<Visit> = {}): Visit {
  const base = {
    outcome: null,
    validators: { etag: `"${run}"`, lastModified: null },
    snapshot: null,
  };
  return {
    run,
    subject,
    at: night(run),
    ...base,
    verdict: verdictOf(subject),
    memory: null,
    ...part,
  };
}

/** What is remembered after the n-th night, when it failed. */
export const memoryAfter = (n: number): SourceMemory => ({
  ...EMPTY_MEMORY,
  link: { status: 'gone', since: night(1), failures: n, at: night(n) },
  nights: '-'.repeat(n),
  volatile: { 'Witnesses said … 受害者': '+-+' },
  stood: { 'ASI2025-01/31#1': night(1) },
});

export function readingOf(text: string): Reading {
  const document = {
    type: 'html',
    title: '報告',
    lang: 'en',
    blocks: [{ text, role: 'main' }],
    links: [],
    refresh: null,
    passwordForm: false,
    dates: { published: null, modified: null },
    unread: null,
    normaliser: NORMALISER,
  } as const;
  return {
    snapshot: { sha256: sha256(`<p>${text}`), textSha256: sha256(text), document },
    bytes: new TextEncoder().encode(`<p>${text}`),
    contentType: 'text/html; charset=utf-8',
    url: 'https://example.org/final',
  };
}

export function runOf(id: number, online = true): Run {
  const counts = { sources: 1, citations: 1, quotes: 1, requests: 1, bytes: 1 };
  const facts = { id, startedAt: night(id), finishedAt: night(id), online, ...counts };
  return { schema: 'citewatch.run/1', run: facts, sources: [verdictOf('tip')], findings: [] };
}

export function lifeOf(id: string, openedIn: number, resolvedIn: number | null): FindingLife {
  const finding: Finding = {
    id,
    source: 'tip',
    citation: null,
    quote: null,
    edition: null,
    kind: 'passage-missing',
    severity: 'high',
    why: { kind: 'no-url' },
    state: resolvedIn === null ? 'open' : 'resolved',
    since: night(openedIn),
  };
  return { finding, openedIn, freshIn: openedIn, resolvedIn };
}

export function digestOf(run: number): Digest {
  return { run: runOf(run).run, since: null, fresh: [], open: [], resolved: [], sources: [] };
}
