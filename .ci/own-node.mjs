// Compares the Node that npm installed with the one that nodejs.org published: `node .ci/own-node.mjs [FOLDER] [ADDRESS]`.
// package-lock.json does not hold its binary, which the script of the package `node` fetches (docs/decisions/0027).
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [folder = '.', address = 'https://nodejs.org/dist'] = process.argv.slice(2);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** What nodejs.org lists for a name, by the list that the repository keeps. */
function published(name) {
  const lines = readFileSync(join(folder, '.ci/node.sha256'), 'utf8').split('\n');
  const digest = lines.find((line) => line.endsWith(`  ${name}`))?.split(' ')[0];
  if (digest === undefined) throw new Error(`.ci/node.sha256 does not list ${name}`);
  return digest;
}

/** The digest of the binary in the archive for this machine, which must be the one that is listed. */
async function binaryInArchive(version) {
  const stem = `node-v${version}-${process.platform}-${process.arch}`;
  const url = `${address}/v${version}/${stem}.tar.gz`;
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  const archive = Buffer.from(await answer.arrayBuffer());
  if (sha256(archive) !== published(`${stem}.tar.gz`))
    throw new Error(`${url} is not the archive that is listed`);
  const away = mkdtempSync(join(tmpdir(), 'own-node-'));
  try {
    writeFileSync(join(away, 'archive.tar.gz'), archive);
    execFileSync('tar', ['-xzf', 'archive.tar.gz', `${stem}/bin/node`], { cwd: away });
    return sha256(readFileSync(join(away, stem, 'bin/node')));
  } finally {
    rmSync(away, { recursive: true });
  }
}

try {
  const { devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const version = devDependencies.node;
  const isWindows = process.platform === 'win32';
  const installed = readFileSync(
    join(folder, 'node_modules/node/bin', isWindows ? 'node.exe' : 'node'),
  );
  // For Windows the binary itself is listed.
  const wanted = isWindows
    ? published(`win-${process.arch}/node.exe`)
    : await binaryInArchive(version);
  if (sha256(installed) !== wanted)
    throw new Error(`the Node in node_modules is not the ${version} of nodejs.org`);
  console.log(`node_modules/node is the ${version} of nodejs.org: ${wanted}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
