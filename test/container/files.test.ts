import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../command-line.js';
import { composeOf, wrongInCompose } from './compose.js';
import { instructionsOf, PRUNING, wrongInDockerfile } from './dockerfile.js';

const ROOT = join(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('the Dockerfile', () => {
  const content = text('Dockerfile');

  it('is well formed and keeps our rules', () => {
    expect(wrongInDockerfile(content)).toEqual([]);
  });

  it.each([
    ['an instruction that there is not', 'COPY src', 'KOPY src', 'Unknown instruction'],
    ['an image without a version', 'node:24-bookworm-slim', 'node:latest', 'names no version'],
    ['an image without a digest', /(FROM node:24-bookworm)@sha256:[\da-f]+/, '$1', 'no digest'],
    ['a digest that was cut', /(-slim@sha256:[\da-f]{63})[\da-f]/, '$1', 'no digest'],
    ['root', 'USER 10001:10001', 'USER root', 'run by root'],
    ['no user', 'USER 10001:10001\n', '', 'run by root'],
    ['a command in a shell', 'CMD ["--help"]', 'CMD --help', 'hears signals'],
    ['a file from elsewhere', 'COPY src ./src', 'ADD https://example.org/a.tgz /', 'ADD takes'],
    ['a secret', 'NODE_ENV=production', 'PGPASSWORD=a', 'a secret'],
    ['no word of its health', /HEALTHCHECK [^\n]*\n[^\n]*\n/, '', 'how it is'],
    ['a tool that is not there', '"node", "-e"', '"curl", "-f"', 'need not have'],
  ])('would be found out: %s', (_, from, to, found) => {
    expect(content.replace(from, to)).not.toBe(content);
    expect(wrongInDockerfile(content.replace(from, to)).join('\n')).toContain(found);
  });

  it('copies what is there, and all that .dockerignore lets in', () => {
    const copied = instructionsOf(content)
      .of('COPY')
      .filter((said) => !said.startsWith('/app/'))
      .flatMap((said) => said.split(' ').slice(0, -1));
    const allowed = [...text('.dockerignore').matchAll(/^!(.+)$/gm)].map(
      ([, path]) => path as string,
    );
    expect(copied.toSorted()).toEqual(allowed.toSorted());
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('is made by commands that are run here, or by all that is tested', () => {
    expect(instructionsOf(content).of('RUN')).toEqual([
      // As `.ci/run` and the workflows install, which run scripts too: too slow to be done twice.
      'npm ci --ignore-scripts',
      // Made the `dist/` that these tests start (test/build.ts).
      'npm run build',
      // Take packages out of the only folder that there is: `running.slow.test.ts` asks what they would take.
      ...PRUNING,
      FOLDERS,
    ]);
  });

  // By the commands of Linux, of which the image is.
  it.skipIf(process.platform !== 'linux')('has folders that its user may write', () => {
    const folder = emptyFolder();
    const args = FOLDERS.replaceAll(' /', ` ${folder}/`).split(' ').slice(1);
    // Who is not root can make folders for himself only.
    const [uid, gid] = [process.getuid?.() || 10001, process.getgid?.() || 10001];
    execFileSync('/usr/bin/install', [...args, `--owner=${uid}`, `--group=${gid}`]);
    for (const name of ['watched', 'pages'])
      expect(statSync(join(folder, name))).toMatchObject({ uid, gid });
  });
});

const FOLDERS = 'install --directory --owner=10001 --group=10001 /watched /pages';

describe('the compose file', () => {
  const content = text('compose.yaml');

  it('is of the specification’s shape and keeps our rules', () => {
    expect(wrongInCompose(content)).toEqual([]);
  });

  it.each([
    ['a key that there is not', 'read_only: true', 'readonly: true', 'Unrecognized key'],
    ['a version that moves', 'postgres:18-bookworm', 'postgres:latest', 'names no version'],
    [
      'an image without a digest',
      /(nginx-unprivileged:[\w.-]+)@sha256:[\da-f]+/,
      '$1',
      'no digest',
    ],
    ['root', 'user: "999:999"', 'user: root', 'run by root'],
    ['a published database', 'shm_size: 256m', 'ports: ["127.0.0.1:5432:5432"]', 'from outside'],
    ['a database on an open network', 'store: { internal: true }', 'store: {}', 'from outside'],
    ['a page for everybody', '127.0.0.1:8080:8080', '8080:8080', 'open to other machines'],
    ['a password in the file', /\$\{POSTGRES_PASSWORD[^}]*\}/, 'abc', 'a secret'],
    ['a service that stays away', 'restart: unless-stopped', 'restart: "no"', 'does not come back'],
    ['capabilities', 'cap_drop: [ALL]', 'cap_drop: [CHOWN]', 'has capabilities'],
  ])('would be found out: %s', (_, from, to, found) => {
    expect(content.replace(from, to)).not.toBe(content);
    expect(wrongInCompose(content.replace(from, to)).join('\n')).toContain(found);
  });

  it('has two workers, and lets services begin when the store is healthy', () => {
    const { services } = composeOf(content);
    expect(Object.keys(services)).toEqual(['store', 'worker', 'scheduler', 'page']);
    expect(services.worker).toMatchObject({ deploy: { replicas: 2 } });
    for (const name of ['worker', 'scheduler'])
      expect(services[name]).toMatchObject({
        depends_on: { store: { condition: 'service_healthy' } },
      });
  });
});
