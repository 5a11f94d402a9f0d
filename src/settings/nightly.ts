import { parse } from 'jsonc-parser';
import * as z from 'zod';
import { parseWebAddress } from '../model/address.js';
import type { Severity } from '../model/finding.js';
import { type Problem, problemWith, refuse, UserError } from '../model/problem.js';
import type { RunFacts } from '../model/run.js';
import { isShared } from '../model/settings.js';
import { age, integerBetween, OptionReader, type RawOptions } from './options.js';

/** The options of `nightly` besides those of `check`, as the command line gives them. */
export interface RawNightly {
  readonly remote: string;
  readonly stateBranch: string;
  readonly reportsBranch?: string | undefined;
  readonly pagesBranch?: string | undefined;
  readonly issue: string;
  readonly db: string;
  readonly propose?: boolean | undefined;
}

/** The branches and the issue of a nightly job; null for what it is not to do. */
export type NightlySettings = ReturnType<typeof parseNightly>;

type Env = Readonly<Record<string, string | undefined>>;

/** Names of branches (`git check-ref-format`), without those that are likely mistakes. */
const BRANCH = /^(?![-/.])(?!.*(?:\.\.|\/\/|\/\.|\.lock$|[/.]$))[\w./-]{1,200}$/u;
const REPOSITORY = /^[\w.-]+\/[\w.-]+$/u;
const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low'];

/** Checks the options of `nightly`, and reads GitHub's variables. Throws one `UserError` with every problem. */
export function parseNightly(raw: RawNightly, env: Env) {
  const problems: Problem[] = [];
  const complain = (file: string, message: string): null => {
    problems.push(problemWith(file, message));
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
    /** Undefined for the one that is checked out. */
    reportsBranch: reports === undefined ? undefined : branch('--reports-branch', reports),
    pagesBranch: branch('--pages-branch', raw.pagesBranch),
    /** The severity from which findings stand in the rolling issue. */
    issue,
    /** The branch of the pull request with remedies, and the one that it goes to: null for the one that is checked out. */
    proposal:
      raw.propose === true ? { branch: proposalBranch(raw), onto: branchIn(env) ?? null } : null,
    ...serversIn(env, complain),
  };
  const { stateBranch, reportsBranch, pagesBranch, proposal } = settings;
  if (stateBranch !== null && isShared(raw.db))
    complain('--state-branch', 'must be none with a shared store, which no branch can hold');
  const branches = [stateBranch, reportsBranch, pagesBranch, proposal?.branch].filter(
    (name) => name != null,
  );
  // The state's branch and that of the pages are replaced whole.
  if (new Set(branches).size < branches.length)
    complain(
      '--state-branch',
      'must be another branch than those of the reports, the pages and the remedies',
    );
  if (problems.length > 0) throw new UserError(problems);
  return settings;
}

/** Called like the state’s branch (`china-remedies` beside `china-state`), of which each folder has its own; with a shared store like the report in it. */
const proposalBranch = ({ stateBranch, db }: RawNightly): string =>
  stateBranch === 'none'
    ? `citewatch/remedies${encodeURIComponent(db.replace(/^[^#]*/u, '')).replace(/[^\w-]+/gu, '-')}`
    : `${stateBranch.replace(/[-/]?state$/u, '') || 'citewatch'}-remedies`;

/** The branch that GitHub runs the job for; a tag is none. */
function branchIn(env: Env): string | undefined {
  const { GITHUB_REF_NAME, GITHUB_REF_TYPE } = env;
  return GITHUB_REF_TYPE === undefined || GITHUB_REF_TYPE === 'branch'
    ? GITHUB_REF_NAME
    : undefined;
}

function serversIn(env: Env, complain: (file: string, message: string) => null) {
  const {
    GITHUB_API_URL = 'https://api.github.com',
    GITHUB_REPOSITORY = '',
    GITHUB_TOKEN = '',
  } = env;
  const { GITHUB_SERVER_URL: server = 'https://github.com' } = env;
  for (const [name, address] of Object.entries({ GITHUB_API_URL, GITHUB_SERVER_URL: server }))
    if (parseWebAddress(address) === null) complain(name, 'must be an http or https address');
  if (GITHUB_REPOSITORY !== '' && !REPOSITORY.test(GITHUB_REPOSITORY))
    complain('GITHUB_REPOSITORY', 'must be the name of a repository such as owner/name');
  const known = GITHUB_REPOSITORY !== '' && GITHUB_TOKEN !== '';
  const github = known
    ? { api: GITHUB_API_URL, repository: GITHUB_REPOSITORY, token: GITHUB_TOKEN }
    : null;
  return { github, server };
}

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
 * The built package that `--from` means: of a repository on GitHub that of a release, by default of this version; of the registry one
 * version. Throws a `UserError` for what would be compiled each night, or differ from night to night.
 */
export function parsePackage(from: string, version: string): string {
  const complain = (message: string): never => refuse('--from', message);
  if (!SPEC.test(from))
    return complain(`must be a release or a package, not ${JSON.stringify(from)}`);
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

const AGE = 'a time such as 36h or 2d';

/** Reads `--max-age`, in milliseconds; null where it was not given. Throws a `UserError` for what is no time. */
export function parseMaxAge(text: string | undefined): number | null {
  const options = new OptionReader();
  return options.orThrow(options.read('max-age', text, null, age, AGE));
}

/** Checks the options of `status`; `maxAge` in milliseconds. Throws a `UserError` with a problem for each that makes no sense. */
export function parseStatus(
  raw: Pick<RawOptions, 'now' | 'timezone'> & { readonly maxAge: string },
) {
  const options = new OptionReader();
  const maxAge = options.read('max-age', raw.maxAge, 0, age, AGE);
  return options.orThrow({ maxAge, now: options.instant(raw) });
}

export type HealthPlace = ReturnType<typeof parseHealth>;

/** A port, behind a host or alone: an IPv6 address in brackets, or what has at most 253 letters (RFC 1035, 2.3.4). */
const PLACE = /^(?:(?:\[([\da-f:.]{2,45})\]|([\w.-]{1,253})):)?(\d{1,5})$/iu;

/** Reads `--health`: `PORT` (0 is any that is free), which is one of 127.0.0.1, or `HOST:PORT`; IPv6 comes without brackets. Throws a `UserError` for what is neither. */
export function parseHealth(text: string) {
  const [, six, host = six ?? '127.0.0.1', digits = ''] = PLACE.exec(text) ?? [];
  const port = portIn(digits);
  if (port !== null) return { host, port };
  const must = 'a port, or a host and a port such as 127.0.0.1:9464';
  return refuse('--health', `must be ${must}, not ${JSON.stringify(text)}`);
}

/** The largest number of a port (RFC 6335, 6). */
const LAST = 65_535;

const portIn = (text: string): number | null =>
  text.length > 5 ? null : integerBetween(0, LAST)(text);

/** The port that `--port` names; 0 is any that is free. Throws a `UserError` for what is none. */
export const parsePort = (text: string): number =>
  portIn(text) ??
  refuse(
    '--port',
    `must be a number from 0 (any that is free) to ${LAST}, not ${JSON.stringify(text)}`,
  );

const RUN = z.object({
  id: z.int(),
  startedAt: z.iso.datetime(),
  online: z.boolean(),
  partOf: z.int().optional(),
  /** The last line of the evidence's log. */
  evidence: z.object({ n: z.int().positive(), sha256: z.string() }).optional().catch(undefined),
  /** That what it saw was not kept. */
  unkept: z.literal(true).optional(),
});
const OFFLINE = z.object({ lastRun: z.int(), lastStartedAt: z.iso.datetime() });

/** What is known of a run from its published report. `startedAt`: ISO. */
export interface ReportedRun extends Readonly<z.infer<typeof RUN>> {
  /** The last night since, if nothing of the web was seen in it. */
  readonly offlineSince?: Pick<RunFacts, 'id' | 'startedAt' | 'online'>;
}

/** Characters of a report that are read, our choice: the run stands first in it. */
const BEGINNING = 4_000;

/** The run of a `latest.json`, read from the beginning of its text alone. Null for anything that is no such report. */
export function reportedRun(text: string): ReportedRun | null {
  // This parser gives what it has read of a text that is cut off.
  const report = parse(text.slice(0, BEGINNING));
  const run = RUN.safeParse(report?.run).data;
  const last = OFFLINE.safeParse(report?.offlineSince).data;
  if (run === undefined || last === undefined) return run ?? null;
  return {
    ...run,
    offlineSince: { id: last.lastRun, startedAt: last.lastStartedAt, online: false },
  };
}

/** The number of the last run in a report, offline nights counted; 0 for none. */
export const lastRunIn = (reported: ReportedRun | null): number =>
  Math.max(reported?.id ?? 0, reported?.offlineSince?.id ?? 0);
