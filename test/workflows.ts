import { parse } from 'yaml';

/** What a workflow gives to shells. */
export function scriptsIn(content: string): readonly string[] {
  const lines = content.split('\n');
  return lines.flatMap((line, i) => {
    const [, before = '', script = ''] = /^( *(?:- )?)run: (.*)$/.exec(line) ?? [];
    if (script === '') return [];
    const after = lines.slice(i + 1);
    const end = after.findIndex((one) => one.trim() !== '' && one.search(/\S/) <= before.length);
    return [[script, ...after.slice(0, end < 0 ? undefined : end)].join('\n')];
  });
}

type Env = Readonly<Record<string, unknown>>;

/** A step, a job and a workflow as far as our rules ask; an action has its steps below `runs`. */
interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Env;
}
interface Job {
  readonly permissions?: unknown;
  readonly container?: string | { readonly image?: string };
  readonly services?: Readonly<Record<string, { readonly image?: string }>>;
  readonly env?: Env;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on?: unknown;
  readonly permissions?: unknown;
  readonly env?: Env;
  readonly jobs?: Readonly<Record<string, Job>>;
  readonly runs?: Job;
}

/** An action of others, pinned to a commit, with its version behind it for people and for Dependabot. */
const PINNED = /^[\w.-]+\/[\w./-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/;
/** What runs code of packages: an install, and a build with what was installed. */
const INSTALLS =
  /\b(?:npm (?:ci|i|install|rebuild|exec|run|pack|test|cit)|npx|pnpm|yarn|\.ci\/run)\b/;
/** What a fork is not given, and the job's token. */
const SECRET =
  /\b(?:secrets\.|github\.token\b|inputs\.(?:smtp-url|mail-to|mail-from|webhook-\w+|subscribers|token)\b|env\.(?:SMTP_URL|MAIL_\w+|CITEWATCH_WEBHOOK_\w+))/;
/** Jobs that may write, and what: the reports, state and issues of a night; a release and what is signed of it; who it is, to npm; the site. */
const WRITERS: Readonly<Record<string, readonly string[]>> = {
  night: ['contents', 'issues'],
  publish: ['attestations', 'contents', 'id-token'],
  npm: ['id-token'],
  deploy: ['id-token', 'pages'],
};

const holdsSecret = (env: Env = {}): boolean =>
  Object.values(env).some((value) => SECRET.test(`${value}`));

/** What in a workflow, or in an action, is against our rules on who sees which secret and what may change from night to night. */
export function unsafeIn(content: string): readonly string[] {
  const file = parse(content) as Workflow;
  const jobs = Object.entries(file.jobs ?? (file.runs === undefined ? {} : { action: file.runs }));
  const uses = [...content.matchAll(/^ *(?:- )?uses: (.+)$/gm)].map(([, what = '']) => what);
  return [
    ...uses
      .filter((what) => !what.startsWith('./') && !PINNED.test(what))
      .map((what) => `${what}: not pinned to a commit with its version behind it`),
    ...jobs.flatMap(([name, job]) =>
      unsafeInJob(job, file).map((message) => `${name}: ${message}`),
    ),
    ...(file.jobs === undefined ? [] : permissionsOf(file)),
    ...(/\bpull_request\b/.test(JSON.stringify(file.on ?? '')) &&
    /\b(?:secrets|vars)\./.test(content)
      ? ['a pull request from a fork is given no secret and no variable']
      : []),
    ...(content.includes('pull_request_target') ? ['a fork’s code would see our secrets'] : []),
  ];
}

function unsafeInJob({ steps = [], env, container, services = {} }: Job, { env: all }: Workflow) {
  const images = [
    typeof container === 'string' ? container : container?.image,
    ...Object.values(services).map(({ image }) => image),
  ];
  return [
    ...images
      .filter((image) => image !== undefined && !/@sha256:[\da-f]{64}$/.test(image))
      .map((image) => `${image}: not pinned by digest`),
    ...steps.flatMap((step) => {
      const title = step.name ?? step.run ?? step.uses ?? '';
      const isOurs =
        step.uses?.startsWith('./') === true || /(?:^|\/)citewatch@/.test(step.uses ?? '');
      const installs =
        INSTALLS.test(step.run ?? '') || isOurs || /^actions\/setup-/.test(step.uses ?? '');
      return installs && [all, env, step.env].some(holdsSecret)
        ? [`${title}: what is installed sees a secret`]
        : [];
    }),
  ];
}

function permissionsOf({ permissions, jobs = {} }: Workflow): readonly string[] {
  const written = (given: unknown): readonly string[] | null =>
    given === undefined
      ? []
      : typeof given === 'object' && given !== null
        ? Object.entries(given).flatMap(([what, level]) => (level === 'write' ? [what] : []))
        : null;
  return [
    ...(permissions === undefined || written(permissions)?.length !== 0
      ? ['its jobs may write by default']
      : []),
    ...Object.entries(jobs).flatMap(([name, job]) => {
      const extra = written(job.permissions)?.filter((what) => !WRITERS[name]?.includes(what)) ?? [
        'everything',
      ];
      return extra.map((what) => `${name}: may write ${what}`);
    }),
  ];
}
