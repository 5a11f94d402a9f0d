import { execFileSync } from 'node:child_process';

/** Builds `dist/` once before the tests: the command line and the worker threads are tested as they are shipped. */
export default function build(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
