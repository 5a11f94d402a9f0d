import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runServe } from '../../src/commands/run/serve.js';
import type { Finding } from '../../src/model/finding.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { thoughtIn } from '../../src/pool/thought.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { onThisThread } from '../pool/on-this-thread.js';
import { HOUR, lifeOf, night, runOf, verdictOf, visitOf } from '../store/samples.js';
import { said } from '../world.js';

/** A title that would be markup, were it not escaped. */
export const HOSTILE = '<img src=x onerror=alert(1)>"\'';

const TEXT = `{
  // Kept by hand.
  "reports": [
    {
      "id": "R",
      "title": "A report",
      "citations": [
        { "id": "R/1", "source": "tip", "section": "7b", "accessed": "2024-03-15", "quotes": [{ "text": "One of many." }] },
        { "id": "R/2", "source": "tip", "accessed": "2024-03", "quotes": [] }
      ]
    }
  ],
  "sources": [
    { "id": "tip", "publisher": "P", "title": ${JSON.stringify(HOSTILE)}, "url": "https://p.example/tip", "edition": "2024", "copies": [] },
    { "id": "a/b", "publisher": "P", "title": "Sound", "url": "https://p.example/sound" }
  ],
  "decisions": [
    { "source": "a/b", "about": "no-url", "keep": true, "reason": "in print only", "on": "2025-09", "until": null }
  ]
}
`;

const found = (kind: Finding['kind'], more: Partial<Finding> = {}): Finding => ({
  ...lifeOf(`${kind}:tip`, 1, null).finding,
  kind,
  ...more,
});

/** An open finding of a source. */
export const lifeIn = (
  kind: Finding['kind'],
  source: string,
  more: Partial<Finding> = {},
): Finding => ({
  ...lifeOf(`${kind}:${source}`, 1, null).finding,
  kind,
  source,
  ...more,
});

const FINDINGS: readonly Finding[] = [
  found('passage-altered', {
    why: { kind: 'told', message: 'A number differs.', action: 'Read the difference.' },
  }),
  found('edition-newer', { severity: 'medium', edition: '2025' }),
  found('source-moved', { severity: 'low' }),
  found('access-stale', { severity: 'low', citation: 'R/1' }),
];

/** A desk that is served, as `citewatch serve` does it. */
export interface Served {
  readonly url: string;
  readonly port: number;
  readonly db: string;
  /** The path of `sources.json`. */
  readonly file: string;
  /** `sources.json` as it was at first. */
  readonly first: string;
  readonly read: () => string;
  readonly write: (text: string) => void;
  /** As Ctrl-C does; gives the exit code. */
  readonly stop: () => Promise<number>;
}

/** What a desk is about: a list, and what the last run said of it. */
export interface DeskMatter {
  readonly text: string;
  readonly verdicts: readonly SourceVerdict[];
  readonly findings: readonly Finding[];
}

const READ: SourceVerdict['citations'] = [
  {
    id: 'R/1',
    report: 'R',
    section: '7b',
    cited: null,
    accessed: '2024-03-15',
    currency: 'stale',
    quotes: [],
  },
];

const MATTER: DeskMatter = {
  text: TEXT,
  verdicts: [
    {
      ...verdictOf('tip'),
      url: 'https://p.example/tip',
      title: HOSTILE,
      finalUrl: 'https://p.example/tip/2024',
      citations: READ,
    },
    verdictOf('a/b'),
  ],
  findings: FINDINGS,
};

/** A folder with a small list, of which the last run found four things. */
async function place({ text, verdicts, findings }: DeskMatter) {
  const folder = mkdtempSync(join(tmpdir(), 'citewatch-desk-'));
  const [sources, db] = [join(folder, 'sources.json'), join(folder, 'citewatch.db')];
  writeFileSync(sources, text);
  const store = openStore(db);
  const { id } = await store.beginRun(night(1), HOUR);
  for (const verdict of verdicts) await store.keepVisit(visitOf(id, verdict.id, { verdict }), null);
  const lives = findings.map((finding) => ({
    finding,
    openedIn: id,
    freshIn: id,
    resolvedIn: null,
  }));
  await store.finishRun({ ...runOf(id), sources: [...verdicts], findings }, lives);
  await store.close();
  return { folder, sources, db };
}

/** Serves such a folder; port 0 is any that is free. Rejects as the command does. */
export async function served(
  port = 0,
  matter: DeskMatter = MATTER,
  more: object = {},
): Promise<Served> {
  const { folder, sources, db } = await place(matter);
  const clear = () => rmSync(folder, { recursive: true });
  const stop = new AbortController();
  let code: Promise<number> = Promise.resolve(0);
  const url = await new Promise<string>((resolve, reject) => {
    const io = {
      out: (text: string) => resolve(text.trim()),
      err: () => {},
      tell: () => {},
      command: () => {},
      env: {},
      asJson: false,
      hear: said,
      live: false,
      colour: false,
      width: 100,
      ask: null,
      stop: stop.signal,
    };
    const think = () => ({ thought: thoughtIn(onThisThread), close: async () => {} });
    code = runServe({ sources, db, port: String(port), ...more }, io, think);
    code.catch((error: unknown) => {
      clear();
      reject(error);
    });
  });
  return {
    url,
    port: Number(new URL(url).port),
    db,
    file: sources,
    first: matter.text,
    read: () => readFileSync(sources, 'utf8'),
    write: (text) => writeFileSync(sources, text),
    async stop() {
      stop.abort();
      return await code.finally(clear);
    },
  };
}

/** The lines in which two texts differ, as `diff` says it: those that are gone, and those that came. */
export function changedLines(before: string, after: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `- ${line.trim()}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line.trim()}`),
  ];
}
