import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, start } from '../test/command-line.js';
import { git, type Server, startServer } from '../test/hosting/repositories.js';
import { startReplica } from '../test/replica/web.js';

const NIGHTS = Number(process.argv[2] ?? 30);
const SHIPPED = readFileSync(join(import.meta.dirname, '../sources.json'), 'utf8');
const DAY = 86_400_000;

const blobs = (server: Server) => {
  const listed = git(server.remote, 'ls-tree', '-r', 'citewatch-state').trimEnd().split('\n');
  const sizes = { store: 0, evidence: 0 };
  for (const line of listed) {
    const [facts = '', path = ''] = line.split('\t');
    const size = Number(git(server.remote, 'cat-file', '-s', facts.split(' ')[2] as string));
    if (path.startsWith('evidence/')) sizes.evidence += size;
    else sizes.store += size;
  }
  return sizes;
};
const folder = (path: string): number =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .reduce((sum, e) => sum + statSync(join(e.parentPath, e.name)).size, 0);

const replica = await startReplica(JSON.parse(SHIPPED));
const server = startServer({ 'sources.json': SHIPPED, '.gitignore': '.citewatch/\n' });
const keep = process.argv[3];
try {
  for (let night = 1; night <= NIGHTS; night++) {
    const cwd = server.checkout();
    const now = new Date(Date.UTC(2025, 2, 26, 2) + (night - 1) * DAY).toISOString();
    const before = folder(join(server.remote, 'objects'));
    const args = ['nightly', '--archive', 'none', '--host-delay', '0', '--now', now, '--cacert', replica.caFile, '--issue', 'none',
      ...replica.connectTo.flatMap((rule) => ['--connect-to', rule])];
    const { code, err } = await start(args, { cwd, env: {} }).ended;
    const disk = Number(git(server.remote, 'rev-list', '--disk-usage', '--objects', 'citewatch-state'));
    const pushed = folder(join(server.remote, 'objects')) - before;
    const raw = blobs(server);
    console.log(night, code, 'disk', disk, 'pushed(all)', pushed, 'raw', JSON.stringify(raw));
    if (code === 1) console.log(err);
    if (keep !== undefined && night === NIGHTS) console.log(cwd, server.remote); 
    else rmSync(cwd, { recursive: true });
  }
  const clone = emptyFolder();
  git(clone, 'clone', '--quiet', '--bare', '--single-branch', '--branch=citewatch-state', `file://${server.remote}`, '.');
  git(clone, 'gc', '--quiet', '--prune=now');
  console.log('gc', folder(join(clone, 'objects')));
} finally {
  await replica.close();
}
