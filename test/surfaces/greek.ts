import type { Finding } from '../../src/model/finding.js';
import type { Schedule, ScheduleRow } from '../../src/model/manuscript.js';
import type { OldPrint } from '../../src/model/old-print.js';
import type { Snapshot, Visit } from '../../src/model/visit.js';
import type { Source } from '../../src/model/watchlist.js';
import type { NightText, TextDiff } from '../../src/surfaces/diff/diff-view.js';
import type { Exhibit } from '../../src/surfaces/exhibit/exhibit.js';
import type { SavedPageView } from '../../src/surfaces/saved-page.js';
import type { FormsOn, SittingView } from '../../src/surfaces/serve/forms.js';
import {
  added,
  citation,
  content,
  finding,
  link,
  quote,
  removed,
  same,
  source,
} from './fixture-run.js';

/** What every surface can be given, without one Latin letter in what is no address: what is Latin on a page then is a sentence of ours. */
const URL = 'https://1.example/2';
const AT = '2025-10-01T02:00:00.000Z';
const HASH = '1'.repeat(64);
const TOLD = { kind: 'told', sentence: 'Ανάγνωση' } as const;

export const ALPHA: Source = {
  id: 'α',
  publisher: 'Εκδότης',
  title: 'Τίτλος άλφα',
  url: URL,
  published: '2025-01-02',
  lang: null,
  series: null,
  edition: '2024',
  copies: [],
};

const found = (kind: Finding['kind'], over: Partial<Finding> = {}): Finding =>
  finding(kind, 'high', 'α', 'Μήνυμα.', 'Πράξη.', over);

const passage = quote('Ρ/1#1', 'Τα λόγια', {
  found: 'Τα άλλα',
  diff: [same('Τα '), removed('λόγια'), added('άλλα')],
  why: TOLD,
});
const VERDICT = source('α', ALPHA.publisher, ALPHA.title, URL, {
  link: link({ status: 'blocked', by: 'bot-wall', why: TOLD }),
  content: content({ change: 'unread', why: TOLD }),
  citations: [{ ...citation(1, '7β', [passage]), id: 'Ρ/1', report: 'Ρ' }],
});

const use = { source: 'α', page: null, cited: null, quotes: [] };

/** What filed reports print as it was before a remedy, one of each kind. */
export const FILED: readonly OldPrint[] = (
  [
    ['address', 'https://3.example/1', 'https://3.example/4'],
    ['title', 'Ένα', 'Δύο'],
    ['accessed', '2025-03-25', '2025-10-01'],
    ['quote', 'Ένα', 'Δύο'],
    ['citation', 'Ένα', null],
  ] as const
).map(([what, before, after]) => ({
  report: 'Ρ',
  citations: ['Ρ/1', 'Ρ/2'],
  source: 'α',
  what,
  before,
  after,
}));

/** What a sitting comes to: a report with a file of its own and one without, and days that can be set. */
export const SITTING: SittingView = {
  token: '1',
  reports: [
    ['1.docx', 'Ρ'],
    [null, 'Σ'],
  ].map(([file = null, id]) => ({
    file,
    report: { id: id as string, title: 'Έκθεση' },
    changes: [
      {
        citation: 'Ρ/1',
        field: 'accessed',
        printed: '2025-01-02',
        decided: '2025-02-03',
        state: 'taken',
      },
    ],
  })),
  days: {
    all: 3,
    standing: ['1', '2'].map((id) => ({
      id,
      kind: 'accessed',
      source: 'α',
      edit: { kind: 'accessed', citation: 'Ρ/1', accessed: '2025-02-03' },
      proof: { at: URL, seen: AT, quotes: [] },
    })),
  },
};

/** All forms of one source, with everything that may stand above them. */
export const FORMS: FormsOn = {
  source: ALPHA,
  citations: [
    { ...use, id: 'Ρ/1', section: '7β', accessed: '2025-03-25' },
    { ...use, id: 'Ρ/2', section: null, accessed: null },
  ],
  verdict: VERDICT,
  findings: [
    found('passage-altered', {
      owner: 'Ομάδα',
      remedies: [
        {
          id: 'moved:α',
          kind: 'moved',
          source: 'α',
          edit: { kind: 'address', source: 'α', url: 'https://3.example/4', before: URL },
          proof: {
            at: URL,
            seen: AT,
            quotes: [
              { quote: 'Ρ/1#1', verdict: 'altered', diff: [removed('λόγια'), added('άλλα')] },
            ],
          },
          lines: ['Εκδότης, “Τίτλος”'],
        },
      ],
    }),
    found('edition-newer', { edition: '2025' }),
    found('access-stale', { state: 'acknowledged', decision: 'Λόγος' }),
    found('source-moved'),
    found('source-blocked'),
  ],
  ofHost: [finding('source-gone', 'high', 'β', 'Μήνυμα.', 'Πράξη.')],
  filed: FILED,
  around: { before: { id: 'β', title: 'Βήτα' }, next: { id: 'γ', title: 'Γάμα' } },
  mayFind: { copy: true, address: true },
  sitting: SITTING,
  base: '1',
  token: '2',
  today: '2025-10-01',
  filled: null,
  changed: [],
};

/** The same where next to nothing is known, with a form that nobody has any more. */
export const BARE_FORMS: FormsOn = {
  ...FORMS,
  source: { ...ALPHA, url: null, edition: null },
  verdict: null,
  findings: [found('edition-newer', { state: 'acknowledged', decision: 'Λόγος' })],
  ofHost: [],
  filed: [],
  around: { before: null, next: null },
  filled: new URLSearchParams({ action: 'take', reason: 'Λόγος', by: 'Ομάδα', until: '2026' }),
  changed: [
    { name: 'url', before: '', after: URL },
    { name: 'accessed Ρ/1', before: null, after: '2025' },
    { name: 'decided source-gone', before: 'ένα', after: '' },
  ],
};

/** With the form of a citation that is gone. */
export const GONE_FORMS: FormsOn = {
  ...FORMS,
  findings: [],
  ofHost: [],
  filed: [],
  filled: new URLSearchParams({ action: 'accessed', citation: 'Ρ/9', accessed: '2025' }),
};

export const HEARD: SavedPageView = {
  facts: ['Γεγονός.'],
  quotes: [passage, quote('Ρ/1#2', 'Δύο', { why: TOLD })],
};

const other = (n: number, stand: number) => ({
  n,
  run: n,
  at: AT,
  http: 200,
  payloadSha256: HASH,
  passages: { stand, of: 2 },
});
const place = {
  offset: 120,
  length: 900,
  recordSha256: HASH,
  shown: { offset: 120, length: 500, sha256: HASH, mime: '1/1' },
  lineSha256: HASH,
  previousSha256: HASH,
};
const record = { ...other(7, 1), ...place, url: URL, finalUrl: URL };

/** A capture of which everything is kept, and everything stands beside it. */
export const FULL_EXHIBIT: Exhibit = {
  schema: 'citewatch.exhibit/1',
  source: ALPHA,
  program: 'Πρόγραμμα 1',
  exportedAt: AT,
  custody: { by: 'Όνομα' },
  capture: {
    ...other(7, 1),
    passages: { stand: 1, of: 2, rendered: true },
    url: URL,
    hops: [{ url: URL, http: 301 }],
    finalUrl: URL,
    headers: {},
    userAgent: 'Πρόγραμμα/1',
    connection: {
      asked: [AT, '2025-10-01T02:00:01.000Z'],
      request: ['Α / 1'],
      ip: '127.0.0.1',
      tls: {
        version: '1.3',
        cipher: '256',
        protocol: '2',
        certificates: [{ subject: 'Σ', issuer: 'Ι', from: AT, until: AT, sha256: HASH }],
      },
    },
    file: '1.2',
    bytes: 1,
    sha256: HASH,
    sameAs: { n: 3, at: AT },
    truncated: true,
    accepted: false,
  },
  others: [other(9, 0), other(5, 0)],
  quotes: [{ citation: 'Ρ/1', cited: null, quote: passage }],
  judgedAt: AT,
  requoted: [
    { id: 'Ρ/1#1', citation: 'Ρ/1', cited: null, text: 'Λόγια', quote: passage },
    { id: 'Ρ/1#2', citation: 'Ρ/1', cited: null, text: 'Άλλα', quote: null },
  ],
  records: [
    { ...record, revisit: false },
    { ...record, n: 8, revisit: true },
    { ...record, n: 9, revisit: true, sameAs: 3 },
  ],
  resources: [
    {
      ...place,
      ...record,
      role: 'screenshot',
      contentType: '1',
      bytes: 2,
      by: 'Όνομα',
      how: 'Έτσι',
      file: '3.4',
    },
    {
      ...place,
      ...record,
      role: 'rendered',
      contentType: '1',
      bytes: 1,
      by: null,
      how: null,
      file: '3.5',
    },
  ],
  rules: HASH,
  stamps: [
    {
      n: 9,
      tsa: 'https://5.example/',
      of: { n: 9, sha256: HASH },
      time: AT,
      signer: 'Σ',
      file: '9.8',
    },
  ],
  log: { lines: 9, sha256: HASH, captures: 8, excerpt: '6.7', problems: ['Πρόβλημα'] },
  files: [
    { name: '1.2', bytes: 1, sha256: HASH, what: 'Έγγραφο' },
    { name: '1.3', bytes: 2, sha256: HASH, what: 'Όλα' },
    { name: '1.4', bytes: 2, sha256: HASH, what: 'Όλα' },
  ],
};

/** One of which next to nothing is. */
export const BARE_EXHIBIT: Exhibit = {
  ...FULL_EXHIBIT,
  source: { ...ALPHA, publisher: null },
  custody: { by: null },
  judgedAt: null,
  requoted: [],
  capture: {
    ...other(2, 0),
    passages: null,
    url: 'http://1.example/',
    hops: [],
    finalUrl: 'http://1.example/',
    headers: {},
    userAgent: '1',
    connection: { asked: [AT], request: [], ip: null, tls: null },
    file: '1.2',
    bytes: 2048,
    sha256: HASH,
    truncated: false,
    accepted: true,
  },
  others: [],
  quotes: [],
  records: [],
  resources: [],
  rules: null,
  stamps: [],
  log: { lines: 1, sha256: HASH, captures: 1, excerpt: null, problems: [] },
  files: [],
};

const night = (run: number, title: string | null): NightText => ({
  visit: {
    run,
    subject: 'α',
    at: AT,
    outcome: null,
    validators: null,
    snapshot: title === null ? null : HASH,
    verdict: VERDICT,
  } as Visit,
  snapshot:
    title === null ? null : ({ sha256: HASH, textSha256: HASH, document: { title } } as Snapshot),
});
const lines = (n: number, text: string) =>
  Array.from({ length: n }, (_, i) => `${text} ${i}.\n`).join('');

export const DIFF: TextDiff = {
  source: 'α',
  earlier: night(1, 'Τίτλος'),
  later: night(2, null),
  parts: [
    same(`${lines(9, 'Ίδιο')}Τα άλλα `),
    removed(`λόγια\n${lines(30, 'Παλιό')}`),
    added('νέα\n'),
    same(lines(9, 'Ίδιο')),
  ],
  replaced: null,
};

const row = (id: string, over: Partial<ScheduleRow>): ScheduleRow => ({
  id,
  quote: { text: 'Τα λόγια', original: { text: 'Ένα\nΔύο', lang: '1' } },
  pending: [
    {
      citation: 'α',
      field: 'accessed',
      printed: '2025-01-02',
      decided: '2025-02-03',
      state: 'taken',
    },
  ],
  line: 'Εκδότης, 2025',
  source: ALPHA,
  url: `${URL}#:~:text=1`,
  archive: { url: 'https://2.example/', capturedAt: AT, carriesPassage: true },
  checkedAt: AT,
  verdict: passage,
  edition: {
    status: 'superseded',
    newer: [{ edition: '2025', url: null, published: '2025-07-01', quotes: [] }],
    why: TOLD,
  },
  ...over,
});

export const SCHEDULE: Schedule = {
  report: { id: 'Ρ', title: 'Έκθεση', publisher: 'Εκδότης', published: '2025-08' },
  on: '2025-10-02',
  groups: [
    {
      kind: 'section',
      name: '7β',
      rows: [row('Ρ/1#1', {}), row('Ρ/2#1', { checkedAt: '2025-10-03T02:00:00.000Z' })],
    },
    {
      kind: 'issue',
      name: 'Θέμα',
      rows: [
        row('Ρ/3#1', {
          verdict: { ...passage, verdict: 'altered', tier: null },
          archive: null,
          edition: null,
        }),
      ],
    },
    {
      kind: 'section',
      name: null,
      rows: [row('Ρ/4', { quote: null, url: null, verdict: null, checkedAt: null })],
    },
  ],
};
