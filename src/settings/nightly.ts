import * as z from 'zod';
import { parseAddress } from '../model/address.js';
import type { Severity } from '../model/finding.js';
import { type Problem, UserError } from '../model/problem.js';
import { isShared } from '../model/settings.js';
import { instant, timezone } from './option-values.js';
import { TIMEZONE } from './options.js';

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

/** Milliseconds of what ages are counted in. */
const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 };

/** An age in milliseconds, such as `36h` or `2d`; null when it is none. */
function age(text: string): number | null {
  const [, n, unit = ''] = /^(\d{1,5})([hd])$/u.exec(text) ?? [];
  return n === undefined || Number(n) === 0 ? null : Number(n) * (UNITS[unit] ?? 0);
}

/** Reads `--max-age`, in milliseconds; null where it was not given. Throws a `UserError` for what is no time. */
export function parseMaxAge(text: string | undefined): number | null {
  const maxAge = text === undefined ? null : age(text);
  if (text === undefined || maxAge !== null) return maxAge;
  throw new UserError([{ file: '--max-age', line: 0, column: 0, message: noAge(text) }]);
}

const noAge = (text: string): string => `must be a time such as 36h or 2d, not ${JSON.stringify(text)}`;

/** Checks the options of `status`. Throws a `UserError` with a problem for each that makes no sense. */
export function parseStatus(raw: {
  readonly maxAge: string;
  readonly now?: string | undefined;
  readonly timezone?: string | undefined;
}): { readonly maxAge: number; readonly now: Date | null } {
  const maxAge = age(raw.maxAge);
  const zone = raw.timezone === undefined ? null : timezone(raw.timezone);
  const now = raw.now === undefined ? null : instant(zone)(raw.now);
  const problem = (file: string, message: string): Problem => ({ file, line: 0, column: 0, message });
  const problems = [
    ...(maxAge === null ? [problem('--max-age', noAge(raw.maxAge))] : []),
    ...(raw.timezone !== undefined && zone === null
      ? [problem('--timezone', `must be ${TIMEZONE}, not ${JSON.stringify(raw.timezone)}`)]
      : []),
    ...(raw.now !== undefined && now === null
      ? [
          problem(
            '--now',
            `must be a date and time such as 2025-03-26T02:00:00Z, not ${JSON.stringify(raw.now)}`,
          ),
        ]
      : []),
  ];
  if (problems.length > 0 || maxAge === null) throw new UserError(problems);
  return { maxAge, now };
}

/** Where a service's health is told. */
export interface HealthPlace {
  /** An address or name of this machine, IPv6 without brackets. */
  readonly host: string;
  /** 0 is any that is free. */
  readonly port: number;
}

/** A port, behind a host or alone: an IPv6 address in brackets, or what has at most 253 letters (RFC 1035, 2.3.4). */
const PLACE = /^(?:(?:\[([\da-f:.]{2,45})\]|([\w.-]{1,253})):)?(\d+)$/iu;

/** Reads `--health`: `PORT`, which is one of 127.0.0.1, or `HOST:PORT`. Throws a `UserError` for what is neither. */
export function parseHealth(text: string): HealthPlace {
  const [, six, host = six ?? '127.0.0.1', port = ''] = PLACE.exec(text) ?? [];
  if (isPort(port)) return { host, port: Number(port) };
  const message = `must be a port, or a host and a port such as 127.0.0.1:9464, not ${JSON.stringify(text)}`;
  throw new UserError([{ file: '--health', line: 0, column: 0, message }]);
}

/** The largest number of a port. */
const LAST = 65_535;

/** True for the number of a port. */
const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= LAST;

/** The port that `--port` names; 0 is any that is free. Throws a `UserError` for what is none. */
export function parsePort(text: string): number {
  if (isPort(text)) return Number(text);
  const message = `must be a number from 0 (any that is free) to ${LAST}, not ${JSON.stringify(text)}`;
  throw new UserError([{ file: '--port', line: 0, column: 0, message }]);
}

const TIP = z.object({ n: z.coerce.number().int().positive(), sha256: z.string() });
const RUN = z.object({
  id: z.coerce.number().int(),
  startedAt: z.iso.datetime(),
  online: z.enum(['true', 'false']).transform((word) => word === 'true'),
  partOf: z.coerce.number().int().optional(),
  /** The last line of the evidence's log. */
  evidence: TIP.optional(),
  /** That what it saw was not kept. */
  unkept: z
    .literal('true')
    .transform(() => true as const)
    .optional(),
  /** The last night since, if nothing of the web was seen in it. */
  offlineSince: z
    .object({ id: z.coerce.number().int(), startedAt: z.iso.datetime(), online: z.literal(false) })
    .optional(),
});

/** What is known of a run from its published report. `startedAt`: ISO. */
export type ReportedRun = Readonly<z.infer<typeof RUN>>;

/** Characters of a report that are read for them: they stand first in it. */
const BEGINNING = 4_000;

/**
 * The run that a `latest.json` is of, from the beginning of its text: of a long report the rest is not read. Null for anything
 * that is no such report.
 */
export function reportedRun(text: string): ReportedRun | null {
  const [, facts = ''] = /"run":\s*\{(.*)$/su.exec(text.slice(0, BEGINNING)) ?? [];
  const [, id] = /"id":\s*(\d+)/u.exec(facts) ?? [];
  const [, startedAt] = /"startedAt":\s*"([^"]*)"/u.exec(facts) ?? [];
  const [, online] = /"online":\s*(true|false)/u.exec(facts) ?? [];
  const [, partOf] = /"partOf":\s*(\d+)/u.exec(facts) ?? [];
  const [, n, sha256] = /"evidence":\s*\{\s*"n":\s*(\d+),\s*"sha256":\s*"([0-9a-f]{64})"/u.exec(facts) ?? [];
  const [, unkept] = /"unkept":\s*(true)/u.exec(facts) ?? [];
  const evidence = sha256 === undefined ? {} : { evidence: { n, sha256 } };
  return (
    RUN.safeParse({ id, startedAt, online, partOf, unkept, ...evidence, ...offlineSince(text) }).data ?? null
  );
}

/** The number of the last run that a report tells of, offline nights counted; 0 for none. */
export const lastRunIn = (reported: ReportedRun | null): number =>
  Math.max(reported?.id ?? 0, reported?.offlineSince?.id ?? 0);

/** What stands before the run where later nights saw nothing. */
function offlineSince(text: string): object {
  const [, last] = /"lastRun":\s*(\d+)/u.exec(beforeRun(text)) ?? [];
  const [, startedAt] = /"lastStartedAt":\s*"([^"]*)"/u.exec(beforeRun(text)) ?? [];
  return last === undefined ? {} : { offlineSince: { id: last, startedAt, online: false } };
}

const beforeRun = (text: string): string => text.slice(0, BEGINNING).split(/"run":\s*\{/u)[0] ?? '';
