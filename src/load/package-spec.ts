import { UserError } from '../model/problem.js';

/** What npm installs a package from, and nothing that a shell, a workflow or YAML would take for its own. */
const SPEC = /^(?!-)[\w@:/.#+~^=-]{1,500}$/;
/** A git repository, in one of npm's ways to write it. */
const GIT =
  /^(?:git[+@:]|ssh:|github:|gitlab:|bitbucket:)|^https?:.*(?<!\.tgz|\.tar\.gz)$|^[\w.-]+\/[\w.-]+$/;
const NAME = /^(?:@[\w.-]+\/)?[\w.-]+$/;

/**
 * Checks the text of `--from`, and names the version where it names none: the tag of a git repository, or a release of the
 * registry. Throws a `UserError` when npm could not install from it.
 */
export function parsePackage(from: string, version: string): string {
  if (!SPEC.test(from)) {
    const message = `must be a git address or what npm calls a package spec, not ${JSON.stringify(from)}`;
    throw new UserError([{ file: '--from', line: 0, column: 0, message }]);
  }
  if (GIT.test(from)) return from.includes('#') ? from : `${from}#v${version}`;
  return NAME.test(from) ? `${from}@${version}` : from;
}
