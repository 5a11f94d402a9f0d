import { UserError } from '../model/problem.js';

/** Nothing that a shell, a workflow or YAML would take for its own. */
const SPEC = /^(?!-)[\w@:/.#+~^=-]{1,500}$/;
/** A repository on GitHub, in one of npm's ways to write it, at a tag. */
const ON_GITHUB =
  /^(?:github:|(?:git\+)?https:\/\/github\.com\/)?(\w[\w.-]*\/\w[\w.-]*?)(?:\.git)?(?:#([\w./-]+))?$/;
/** The tag of a release, and its version. */
const TAG = /^v?(\d+\.\d+\.\d+(?:-[\w.-]+)?)$/;
/** A package that was built: one in a release on GitHub, which says where it was built, one with its digest, one in the repository itself. */
const BUILT =
  /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/releases\/download\/[\w.-]+\/[\w.-]+\.tgz$|^https:\/\/[^#]+\.tgz#sha256=[\da-f]{64}$|^\.\/[^#]+\.tgz$/;
/** A package in the registry, and its version. */
const REGISTERED = /^(@[\w.-]+\/[\w.-]+|[\w.-]+)(?:@([^@:/]+))?$/;

/** Whose releases are installed where nobody says otherwise. */
export const OWN_REPOSITORY = 'github:asylos/citewatch';

/**
 * Checks the text of `--from`, and names the built package that it means: of a repository on GitHub the one in the release of its tag, by
 * default that of this version; of the registry one version. Throws a `UserError` for what would be compiled each night, or is another
 * thing each night.
 */
export function parsePackage(from: string, version: string): string {
  const complain = (message: string): never => {
    throw new UserError([{ file: '--from', line: 0, column: 0, message }]);
  };
  if (!SPEC.test(from)) return complain(`must be a release or a package, not ${JSON.stringify(from)}`);
  if (BUILT.test(from)) return from;
  if (/^https:[^#]+\.tgz$/.test(from))
    return complain(`must have the package’s digest behind it: ${from}#sha256=…`);
  const [, repository, ref = `v${version}`] = ON_GITHUB.exec(from) ?? [];
  if (repository !== undefined && !from.startsWith('@')) {
    const [, released] = TAG.exec(ref) ?? [];
    return released === undefined
      ? complain(`must name a release, such as #v${version}: “${ref}” would be compiled each night`)
      : `https://github.com/${repository}/releases/download/${ref}/citewatch-${released}.tgz`;
  }
  const [, name, only = version] = REGISTERED.exec(from) ?? [];
  if (name === undefined)
    return complain(
      `must be built already: the tag of a repository on GitHub, or a .tgz with its digest behind #sha256=`,
    );
  return TAG.test(only) && !only.startsWith('v')
    ? `${name}@${only}`
    : complain(`must name one version, such as ${name}@${version}`);
}
