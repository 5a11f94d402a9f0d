import * as z from 'zod';
import { FINDING_KINDS } from '../model/finding.js';
import { LINK_STATUSES } from '../model/link.js';

// The verdicts of `latest.json`, as docs/reference/latest-json.md describes them. Fields may be added: what is not known here is let through.

const words = z.string().nullable();
/** What a verdict rests on: a kind, and its figures. */
const why = z.looseObject({ kind: z.string() });
const diff = z.array(z.looseObject({ op: z.enum(['same', 'removed', 'added']), text: z.string() }));
const judged = { why, reason: z.string() };
const place = z.enum(['main', 'aside', 'comment', 'correction', 'hidden']).optional();
const passage = z.enum(['intact', 'altered', 'missing', 'unverifiable']);

/** Does the quoted passage stand? */
export const quoteSchema = z.looseObject({
  id: z.string(),
  text: z.string(),
  verdict: passage,
  ...judged,
  tier: z.enum(['exact', 'folded', 'letters', 'script']).nullable(),
  similarity: z.number(),
  found: words,
  nearest: z.string().optional(),
  diff,
  weighty: z.boolean(),
  where: place,
  whereBefore: place,
  stood: z.string().optional(),
  page: z.number().nullable(),
  sheet: z.string().optional(),
  row: z.number().optional(),
  paragraph: z.string().optional(),
  link: words,
});

export const citationSchema = z.looseObject({
  id: z.string(),
  report: z.string(),
  section: words,
  cited: words,
  accessed: words,
  currency: z.enum(['fresh', 'stale', 'undated']),
  quotes: z.array(quoteSchema),
});

/** Does the address lead to the document? */
export const linkSchema = z.looseObject({
  status: z.enum(LINK_STATUSES),
  by: words,
  http: z.number().nullable(),
  ...judged,
  hops: z.array(z.looseObject({ url: z.string(), http: z.number() })),
  failures: z.number(),
  confirmed: z.boolean(),
  since: z.string(),
});

/** Did the document change? */
export const contentSchema = z.looseObject({
  change: z.enum(['first-visit', 'unchanged', 'cosmetic', 'edited', 'replaced', 'unread']),
  sha256: words,
  textSha256: words,
  diff,
  ...judged,
});

const fates = z.array(z.looseObject({ quote: z.string(), verdict: passage, diff }));
const newer = z.looseObject({ edition: z.string(), url: words, published: words, quotes: fates });
const copy = z.looseObject({
  url: z.string(),
  capturedAt: z.string(),
  carriesPassage: z.boolean().nullable(),
});

/** Is there a newer edition, and does the passage stand in it? */
export const editionSchema = z.looseObject({
  status: z.enum([
    'current',
    'superseded',
    'acknowledged',
    'replaced-in-place',
    'withdrawn',
    'overdue',
    'unknown',
  ]),
  newer: z.array(newer),
  since: z.string().optional(),
  ...judged,
});

export const sourceSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  url: words,
  finalUrl: words,
  at: z.string(),
  witness: z.enum(['live', 'browser', 'copy', 'archive', 'person', 'none']),
  link: linkSchema,
  content: contentSchema,
  edition: editionSchema,
  archive: copy.nullable(),
  citations: z.array(citationSchema),
});

export const findingSchema = z.looseObject({
  id: z.string(),
  source: z.string(),
  citation: words,
  quote: words,
  edition: words,
  why,
  kind: z.enum(FINDING_KINDS),
  severity: z.enum(['high', 'medium', 'low']),
  state: z.enum(['new', 'open', 'acknowledged', 'resolved']),
  since: z.string(),
  message: z.string(),
  action: z.string(),
});

/** A whole `latest.json`. */
export const runSchema = z.looseObject({
  schema: z.literal('citewatch.run/1'),
  run: z.looseObject({
    id: z.number(),
    startedAt: z.string(),
    finishedAt: z.string(),
    online: z.boolean(),
  }),
  sources: z.array(sourceSchema),
  findings: z.array(findingSchema),
});

export type PublishedQuote = z.infer<typeof quoteSchema>;
export type PublishedSource = z.infer<typeof sourceSchema>;
export type PublishedFinding = z.infer<typeof findingSchema>;
export type PublishedRun = z.infer<typeof runSchema>;
