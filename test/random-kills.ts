import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { digestMessageId } from '../src/delivery/mail.js';
import { openSqlite } from '../src/store/locks.js';
import { recipientKey } from '../src/tasks/deliver.js';
import { citewatch, emptyFolder, start } from './command-line.js';
import { type SmtpSink, startSmtpSink } from './replica/smtp.js';
import { citation, page, source, watchlist } from './world.js';

/** What a plan of kills is made of. */
export interface KillPlan {
  readonly nights: number;
  /** In each night, of the check. */
  readonly checkKills: number;
  /** In each night, of what sends its digest. */
  readonly digestKills: number;
  readonly sources: number;
}

const TO = ['ana@asylos.example', 'ben@asylos.example'];
/** A third reader, who is told on the first night, and then only when a week is over. */
const WEEKLY = 'cyn@asylos.example';
const DB = '.citewatch/citewatch.db';
const SIGNALS = ['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT'] as const;
/** Milliseconds that a page takes, so that a night has moments in which it can be killed. */
const SLOW = 25;
/** The same for a mail server's answer. */
const SLOW_MAIL = 60;

/** What is quoted of a source. */
const passage = (n: number): string =>
  `Passage ${n} says that the court of district ${n} heard ${n * 7 + 13} cases.`;

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface DeliveryRow {
  readonly id: number;
  readonly createdAt: string;
  readonly recipient: string;
  readonly state: string;
  readonly detail: string | null;
}

/** Kills nights and what sends their digests at moments that chance chooses, and counts what was lost or done twice. */
export function describeRandomKills({ nights, checkKills, digestKills, sources }: KillPlan): void {
  const folder = emptyFolder();
  const random = chance(20_250_924);
  let night = 1;
  let server: Server;
  let sink: SmtpSink;
  let args: readonly string[];
  let env: Readonly<Record<string, string>>;
  /** Visits of the present night that were acknowledged. */
  const told = new Set<string>();
  const count = { kills: 0, lost: 0, doubled: 0, stacks: 0 };
  /** Milliseconds of the last command that was not killed. */
  const whole = { check: 1_500, digest: 1_000 };

  /** Every night some more pages are edited, so that every digest has something to say. */
  const shown = (n: number): string =>
    n <= (sources / nights) * night ? passage(n).replace('heard', 'did not hear') : passage(n);

  beforeAll(async () => {
    server = createServer((request, response) => {
      const id = /^s\d+/u.exec(request.headers.host ?? '')?.[0] ?? '';
      if (request.url === '/article' && told.has(id)) count.doubled++;
      const body = page(shown(Number(id.slice(1))), `Page of ${id}`);
      setTimeout(() => response.setHeader('content-type', 'text/html').end(body), SLOW);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    sink = await startSmtpSink(() => new Promise((resolve) => setTimeout(resolve, SLOW_MAIL)));
    const ids = Array.from({ length: sources }, (_, i) => i + 1);
    const watch = watchlist(
      ids.map((n) => source(`s${n}`, { url: `http://s${n}.example/article` })),
      ids.map((n) => citation(n, `s${n}`, passage(n))),
    );
    writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
    const web = ['--connect-to', `:80:127.0.0.1:${(server.address() as AddressInfo).port}`];
    args = [
      'check',
      '--archive',
      'none',
      '--retries',
      '0',
      '--host-delay',
      '0',
      '--concurrency',
      '4',
      ...web,
    ];
    env = { SMTP_URL: sink.url, MAIL_FROM: 'watch@asylos.example' };
    const weekly = { address: WEEKLY, sections: ['1'], send: 'weekly' };
    writeFileSync(
      join(folder, 'subscribers.json'),
      JSON.stringify({ to: TO, subscribers: [weekly] }),
    );
  });
  afterAll(async () => {
    server.close();
    await sink.close();
  });

  /** Starts a command, and ends it after a part of the time that it takes; never when `kill` is false. */
  async function run(
    what: 'check' | 'digest',
    kill: boolean,
  ): Promise<{ code: number | null; err: string }> {
    const day = new Date(Date.UTC(2025, 9, night, 2)).toISOString();
    const line = what === 'check' ? [...args, '--now', day] : ['digest', '--send'];
    const began = performance.now();
    const { child, ended } = start(line, {
      cwd: folder,
      env,
      onErr: (text) => {
        for (const [, id = ''] of text.matchAll(/^ *\d+\/\d+ {2}\S+ +(s\d+)$/gmu)) told.add(id);
      },
    });
    const signal = SIGNALS[Math.floor(random() * SIGNALS.length)] as (typeof SIGNALS)[number];
    const timer = kill ? setTimeout(() => child.kill(signal), random() * whole[what]) : undefined;
    const end = await ended;
    clearTimeout(timer);
    if (kill) count.kills++;
    else whole[what] = performance.now() - began;
    if (/\n {4}at /u.test(end.err)) count.stacks++;
    if (what === 'check') heedVisits();
    return end;
  }

  /** Counts visits that were acknowledged and are not in the store. A run that was finished is not taken up: another begins. */
  function heedVisits(): void {
    if (!existsSync(join(folder, DB))) return;
    const db = openSqlite(join(folder, DB), { readonly: true });
    // Killed before its tables were made, it can have kept nothing.
    if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'visits'").get() === undefined) {
      db.close();
      count.lost += told.size;
      return;
    }
    const run = db
      .prepare<[], { id: number; state: string }>('SELECT id, state FROM runs ORDER BY id DESC')
      .get();
    const kept = new Set(
      db.prepare('SELECT subject FROM visits WHERE run = ?').pluck().all(run?.id),
    );
    db.close();
    count.lost += [...told].filter((id) => !kept.has(id)).length;
    if (run?.state !== 'finished') return;
    count.lost += Array.from({ length: sources }, (_, i) => `s${i + 1}`).filter(
      (id) => !kept.has(id),
    ).length;
    told.clear();
  }

  it(`${nights * (checkKills + digestKills)} kills at random moments lose no visit and no mail, and double none`, async () => {
    for (; night <= nights; night++) {
      told.clear();
      for (let n = 0; n < checkKills; n++) await run('check', true);
      const end = await run('check', false);
      expect([0, 2], end.err).toContain(end.code);
      for (let n = 0; n < digestKills; n++) await run('digest', true);
      // Once to tell what may have arrived, and once to find nothing left.
      await run('digest', false);
      const last = await run('digest', false);
      expect(last.code, last.err).toBe(0);
    }
    const db = openSqlite(join(folder, DB), { readonly: true });
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const deliveries = db
      .prepare<[], DeliveryRow>(
        'SELECT d.id, created_at AS createdAt, recipient, state, v.detail FROM digests d JOIN deliveries v ON v.digest = d.id',
      )
      .all();
    db.close();
    const arrived = sink.messages.map(({ messageId }) => messageId);
    const sent = deliveries.filter(({ state }) => state === 'sent');
    const readers = new Map([...TO, WEEKLY].map((address) => [recipientKey(address), address]));
    const missed = sent
      .map((one) => digestMessageId(one, readers.get(one.recipient) ?? ''))
      .filter((id) => !arrived.includes(id));
    const unsure = deliveries.filter(({ state }) => state === 'sending');
    process.stdout.write(
      `${JSON.stringify({ ...count, digests: deliveries.length, mails: arrived.length, unsure: unsure.length })}\n`,
    );
    expect(count).toEqual({
      kills: nights * (checkKills + digestKills),
      lost: 0,
      doubled: 0,
      stacks: 0,
    });
    expect(deliveries).toHaveLength(2 * nights + 1);
    expect(new Set(arrived).size).toBe(arrived.length);
    expect(missed).toEqual([]);
    expect(arrived.length).toBeLessThanOrEqual(deliveries.length);
    expect(sent.length + unsure.length).toBe(deliveries.length);
    // What may have arrived was told in the moment in which it was found so.
    for (const { detail } of unsure) expect(detail).not.toBeNull();
    expect((await citewatch(['evidence', 'verify'], folder)).code).toBe(0);
  }, 1_800_000);
}
