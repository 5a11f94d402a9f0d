import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyFolder } from './command-line.js';

const SCRIPT = join(import.meta.dirname, '../.ci/own-node.mjs');
const VERSION = '24.0.1';
const STEM = `node-v${VERSION}-${process.platform}-${process.arch}`;

interface World {
  readonly listed?: Buffer;
  readonly installed?: string;
  readonly name?: string;
}

/** An archive with a binary that says so, as nodejs.org publishes it. */
function archiveOf(binary: string): Buffer {
  const folder = emptyFolder();
  mkdirSync(join(folder, STEM, 'bin'), { recursive: true });
  writeFileSync(join(folder, STEM, 'bin/node'), binary);
  execFileSync('tar', ['-czf', 'archive.tar.gz', STEM], { cwd: folder });
  return readFileSync(join(folder, 'archive.tar.gz'));
}

const ARCHIVE = archiveOf('the binary');

/** What the script says of a folder, and how it ends, where nodejs.org serves {@link ARCHIVE}. */
async function compare({
  listed = ARCHIVE,
  installed = 'the binary',
  name = `${STEM}.tar.gz`,
}: World) {
  const server = createServer((request, response) => {
    const isIt = request.url === `/dist/v${VERSION}/${STEM}.tar.gz`;
    response.writeHead(isIt ? 200 : 404).end(ARCHIVE);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const folder = emptyFolder();
  mkdirSync(join(folder, '.ci'));
  mkdirSync(join(folder, 'node_modules/node/bin'), { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ devDependencies: { node: VERSION } }),
  );
  writeFileSync(join(folder, 'node_modules/node/bin/node'), installed);
  writeFileSync(
    join(folder, '.ci/node.sha256'),
    `${'0'.repeat(64)}  another.tar.gz\n${createHash('sha256').update(listed).digest('hex')}  ${name}\n`,
  );
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dist`;
  return new Promise<readonly [code: unknown, said: string]>((done) =>
    execFile(process.execPath, [SCRIPT, folder, address], (error, out, err) =>
      done([error?.code ?? 0, out + err]),
    ),
  );
}

describe.skipIf(process.platform === 'win32')('the repository’s own Node', () => {
  it('is the one of nodejs.org where the list has the archive, and the archive the binary', async () => {
    expect(await compare({})).toEqual([
      0,
      expect.stringContaining(`is the ${VERSION} of nodejs.org`),
    ]);
  });

  it.each<[string, World, string]>([
    ['another binary', { installed: 'the binary.' }, 'is not the 24.0.1 of nodejs.org'],
    ['another archive', { listed: Buffer.from('of before') }, 'is not the archive that is listed'],
    [
      'a list of another version',
      { name: 'node-v24.0.0-linux-x64.tar.gz' },
      `does not list ${STEM}.tar.gz`,
    ],
  ])('is found out by %s', async (_, world, why) => {
    expect(await compare(world)).toEqual([1, expect.stringContaining(why)]);
  });
});
