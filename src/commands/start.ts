import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

/** What an older Node is told before it meets what it cannot read. */
interface Start {
  /** Node's own version, such as `20.20.2`. */
  readonly version: string;
  /** `engines.node` of package.json, such as `>=22.19`. */
  readonly needed: string;
  /** True in a clone of the repository, which brings its own Node. */
  readonly isClone: boolean;
}

/** The one sentence for an older Node, or null where it is new enough. */
export function oldNodeSentence({ version, needed, isClone }: Start): string | null {
  const floor = needed.replace('>=', '');
  if (!isOlder(version, floor)) return null;
  const remedy = isClone
    ? 'type npm run citewatch -- and what follows in its folder, which has a newer Node of its own'
    : 'install Node 24 from https://nodejs.org';
  return `citewatch needs Node ${floor} or newer, and this is Node ${version}: ${remedy}.`;
}

/** By their numbers, as far as the second is written. */
function isOlder(first: string, second: string): boolean {
  const [ours, theirs] = [first, second].map((version) => version.split('.').map(Number));
  const i = (theirs ?? []).findIndex((number, at) => number !== ours?.[at]);
  return i >= 0 && (ours?.[i] ?? 0) < (theirs?.[i] ?? 0);
}

/**
 * Has Node cache what it compiles from now on, which takes a fifth off the start of a check. The cache lies among the user's own: in
 * Node's usual place, a folder for everybody, others could put code.
 */
export function useCompileCache(env: NodeJS.ProcessEnv): void {
  const caches =
    env.XDG_CACHE_HOME ||
    env.LOCALAPPDATA ||
    (env.HOME && existsSync(env.HOME) && join(env.HOME, '.cache'));
  if (caches) module.enableCompileCache(join(caches, 'citewatch'));
}
