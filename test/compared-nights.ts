import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Run } from '../src/model/run.js';
import type { Watchlist } from '../src/model/watchlist.js';
import { citewatch, emptyFolder } from './command-line.js';
import { demoWatchlist } from './replica/nights.js';
import { type SmtpSink, startSmtpSink } from './replica/smtp.js';
import { type Replica, startReplica } from './replica/web.js';

const shipped = JSON.parse(
  readFileSync(join(import.meta.dirname, '../sources.json'), 'utf8'),
) as Watchlist;

/** The replica's web, a mail server, and the report in folders of their own. */
export interface ComparedNights {
  readonly folders: readonly string[];
  /** How commands are led to the replica. */
  readonly web: readonly string[];
  /** What a night says, and the mails that it sends, without what no two nights share. */
  night(
    n: number,
    folder: string,
    ...options: readonly string[]
  ): Promise<{
    readonly run: object;
    readonly mails: readonly object[];
    readonly captures: number;
  }>;
  close(): Promise<void>;
}

/** Opens the same report in so many folders. */
export async function compareNights(copies: number): Promise<ComparedNights> {
  const watch = demoWatchlist(shipped);
  const folders = Array.from({ length: copies }, () => emptyFolder());
  for (const folder of folders) writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
  const [replica, sink]: [Replica, SmtpSink] = await Promise.all([
    startReplica(watch),
    startSmtpSink(),
  ]);
  const env = { SMTP_URL: sink.url, MAIL_FROM: 'a@x.example', MAIL_TO: 'b@x.example' };
  const web = [
    '--cacert',
    replica.caFile,
    '--host-delay',
    '0',
    ...replica.connectTo.flatMap((rule) => ['--connect-to', rule]),
  ];
  return {
    folders,
    web,
    async night(n, folder, ...options) {
      replica.setNight(n);
      const now = ['--now', `2025-03-2${5 + n}T02:00:00Z`];
      const rest = ['--archive', 'none', '--fail-on', 'never'];
      const checked = await citewatch(['check', ...now, ...web, ...rest, ...options], folder);
      expect(checked, checked.err).toMatchObject({ code: 0 });
      const before = sink.messages.length;
      const store = options.filter((option) => option !== '--workers-only');
      const told = await citewatch(['digest', '--send', ...store], folder, env);
      expect(told, told.err).toMatchObject({ code: 0 });
      const mails = sink.messages.slice(before).map(({ subject, text }) => ({ subject, text }));
      const latest = JSON.parse(readFileSync(join(folder, 'reports/latest.json'), 'utf8')) as Run;
      const { finishedAt: _, evidence: __, bytes: ___, ...facts } = latest.run;
      const log = readFileSync(join(folder, '.citewatch/evidence/log.jsonl'), 'utf8');
      const captures = log.match(/"kind":"capture"/gu)?.length;
      // The small web gives no two visitors the same bytes, and visits land in another order. Of a connection that goes on where another
      // ended not every certificate is shown, so that the log may be longer by one.
      return JSON.parse(
        JSON.stringify({ ...latest, run: facts, mails, captures })
          .replace(/\b[\da-f]{64}\b/gu, 'a digest')
          .replace(/"n":\d+/gu, '"n":0')
          .replace(/\d+:a digest/gu, '0:a digest'),
      );
    },
    close: async () => void (await Promise.all([replica.close(), sink.close()])),
  };
}
