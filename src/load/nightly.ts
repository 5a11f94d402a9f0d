import { parseAddress } from '../model/address.js';
import type { Severity } from '../model/finding.js';
import { type Problem, UserError } from '../model/problem.js';
import { isShared } from '../model/store-address.js';

/** The options of `nightly` that are not those of a check, as the command line gives them. */
export interface RawNightly {
  readonly remote: string;
  readonly stateBranch: string;
  readonly reportsBranch?: string | undefined;
  readonly pagesBranch?: string | undefined;
  readonly issue: string;
  readonly db: string;
}

/** Where the job of a night keeps what it keeps; null for what it is not to do. */
export interface NightlySettings {
  readonly remote: string;
  readonly stateBranch: string | null;
  /** Undefined for the one that is checked out. */
  readonly reportsBranch: string | null | undefined;
  readonly pagesBranch: string | null;
  /** The severity from which findings stand in the rolling issue. */
  readonly issue: Severity | null;
  readonly github: { readonly api: string; readonly repository: string; readonly token: string } | null;
  /** Address of the server that holds the repository. */
  readonly server: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** As git allows them (`git check-ref-format`), less what only a mistake would hold. */
const BRANCH = /^(?![-/.])(?!.*(?:\.\.|\/\/|\/\.|\.lock$|[/.]$))[\w./-]{1,200}$/u;
const REPOSITORY = /^[\w.-]+\/[\w.-]+$/u;
const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low'];

/**
 * Checks the options of `nightly`, and reads what the environment says of the repository. `none` for a branch or the issue
 * leaves it out. Throws one `UserError` with every problem.
 */
export function parseNightly(raw: RawNightly, env: Env): NightlySettings {
  const problems: Problem[] = [];
  const complain = (file: string, message: string): null => {
    problems.push({ file, line: 0, column: 0, message });
    return null;
  };
  const branch = (option: string, name: string | undefined): string | null => {
    if (name === undefined || name === 'none') return null;
    return BRANCH.test(name)
      ? name
      : complain(option, `must be the name of a branch, or none, not ${JSON.stringify(name)}`);
  };
  const issue = SEVERITIES.find((word) => word === raw.issue) ?? null;
  if (issue === null && raw.issue !== 'none')
    complain('--issue', `must be high, medium, low or none, not ${JSON.stringify(raw.issue)}`);
  if (raw.remote === '' || raw.remote.startsWith('-'))
    complain(
      '--remote',
      `must be a remote of the repository or its address, not ${JSON.stringify(raw.remote)}`,
    );
  const reports = raw.reportsBranch ?? branchIn(env);
  const settings = {
    remote: raw.remote,
    stateBranch: branch('--state-branch', raw.stateBranch),
    reportsBranch: reports === undefined ? undefined : branch('--reports-branch', reports),
    pagesBranch: branch('--pages-branch', raw.pagesBranch),
    issue,
    ...serversIn(env, complain),
  };
  const { stateBranch, reportsBranch, pagesBranch } = settings;
  if (stateBranch !== null && isShared(raw.db))
    complain('--state-branch', 'must be none with a shared store, which no branch can hold');
  const branches = [stateBranch, reportsBranch, pagesBranch].filter((name) => name != null);
  // The state's branch and that of the pages are replaced whole.
  if (new Set(branches).size < branches.length)
    complain('--state-branch', 'must be another branch than those of the reports and the pages');
  if (problems.length > 0) throw new UserError(problems);
  return settings;
}

/** The branch that GitHub runs the job for; a tag is none. */
function branchIn(env: Env): string | undefined {
  const { GITHUB_REF_NAME, GITHUB_REF_TYPE } = env;
  return GITHUB_REF_TYPE === undefined || GITHUB_REF_TYPE === 'branch' ? GITHUB_REF_NAME : undefined;
}

function serversIn(
  env: Env,
  complain: (file: string, message: string) => null,
): Pick<NightlySettings, 'github' | 'server'> {
  const { GITHUB_API_URL = 'https://api.github.com', GITHUB_REPOSITORY = '', GITHUB_TOKEN = '' } = env;
  const { GITHUB_SERVER_URL: server = 'https://github.com' } = env;
  for (const [name, address] of [
    ['GITHUB_API_URL', GITHUB_API_URL],
    ['GITHUB_SERVER_URL', server],
  ] as const)
    if (!/^https?:$/u.test(parseAddress(address)?.protocol ?? ''))
      complain(name, 'must be an http or https address');
  if (GITHUB_REPOSITORY !== '' && !REPOSITORY.test(GITHUB_REPOSITORY))
    complain('GITHUB_REPOSITORY', 'must be the name of a repository such as owner/name');
  const known = GITHUB_REPOSITORY !== '' && GITHUB_TOKEN !== '';
  const github = known ? { api: GITHUB_API_URL, repository: GITHUB_REPOSITORY, token: GITHUB_TOKEN } : null;
  return { github, server };
}
