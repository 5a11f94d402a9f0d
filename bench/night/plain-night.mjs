// The least that a night must do on which nothing changed, on one thread, without politeness, guards or judging: read the list, look
// through a store, ask of each page whether it changed, read what is known of it, keep one row, and write what was known again. What it
// takes beside the bare loop is the room that 1.5 times leaves for all else. The first run of a folder fills the store.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import pLimit from 'p-limit';
import { Agent, request } from 'undici';
import { openSqlite } from '../../dist/store/locks.js';

const [, , list, port, folder] = process.argv;
const { reports, sources } = JSON.parse(readFileSync(list, 'utf8'));
const citations = new Map(
  reports.flatMap((report) => report.citations.map((one) => [one.source, one])),
);
const db = openSqlite(join(folder, 'plain.db'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.pragma('quick_check(1)');
db.exec(`CREATE TABLE IF NOT EXISTS pages (source TEXT PRIMARY KEY, etag TEXT, page BLOB, visit TEXT);
         CREATE TABLE IF NOT EXISTS nights (source TEXT, at TEXT, visit TEXT)`);
const known = db.prepare('SELECT etag, visit FROM pages WHERE source = ?');
const first = db.prepare('INSERT INTO pages VALUES (?, ?, ?, ?)');
const again = db.prepare('INSERT INTO nights VALUES (?, ?, ?)');
const together = db.transaction((jobs) => {
  for (const job of jobs) job();
});
const agent = new Agent({
  connect: { lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) },
});

/** As many writes as citewatch commits at once. */
const TOGETHER = 48;
let writes = [];
function write(job) {
  if (writes.push(job) < TOGETHER) return;
  together(writes);
  writes = [];
}

async function visit(source) {
  const row = known.get(source.id);
  const { statusCode, headers, body } = await request(
    source.url.replace(/(?<=\/\/[^/:]+)(?=\/)/u, `:${port}`),
    {
      dispatcher: agent,
      headers: row === undefined ? {} : { 'if-none-match': row.etag },
    },
  );
  const page = Buffer.from(await body.arrayBuffer());
  const at = new Date().toISOString();
  if (statusCode === 304) {
    write(() => again.run(source.id, at, JSON.stringify({ at, statusCode, headers })));
    return { ...JSON.parse(row.visit), at };
  }
  const told = { ...source, at, statusCode, headers, citations: [citations.get(source.id)] };
  write(() =>
    first.run(source.id, headers.etag, deflateRawSync(page, { level: 1 }), JSON.stringify(told)),
  );
  return told;
}

const limit = pLimit(16);
const told = await Promise.all(sources.map((source) => limit(visit, source)));
together(writes);
await agent.close();
const row = ({ url, title, citations: [{ cited, quotes }] }) =>
  `<tr><td><a href="${url}">${title}</a></td><td>${cited}</td><td>${quotes.map(({ text }) => text)}</td></tr>`;
writeFileSync(join(folder, 'plain.json'), JSON.stringify({ sources: told }, null, 2));
writeFileSync(join(folder, 'plain.html'), told.map(row).join('\n'));
db.close();
