import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';

const MADE_OF = ['package.json', 'package-lock.json', 'tsconfig.json', 'tools', 'licenses', 'src'];
/** What a build writes last. A compiler without the bundler writes the command line after it. */
const [LAST, COMMAND_LINE] = ['dist/rules.sha256', 'dist/cli.js'];

/** Builds `dist/` before the tests, unless it is newer than what it is made of: the command line and the worker threads are tested as they are shipped. */
export default function build(): void {
  // On Windows npm is a script, which only a shell starts.
  if (!isBuilt())
    execFileSync('npm', ['run', '--silent', 'build'], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
}

function isBuilt(): boolean {
  if (!existsSync(LAST)) return false;
  // A folder is as new as the last name that was added to it or taken away.
  const below = ['src', 'tools'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  const times = [COMMAND_LINE, ...MADE_OF, ...below].map((name) => statSync(name).mtimeMs);
  return Math.max(...times) <= statSync(LAST).mtimeMs;
}
