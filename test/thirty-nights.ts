import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { citewatch, type Ended, emptyFolder, start } from './command-line.js';
import { git, onPush, startServer } from './delivery/repositories.js';
import {
  type Calendar,
  dayOf,
  editBefore,
  expected,
  expectedCodes,
  foundByRules,
  html,
  isQuiet,
  nameOf,
  PORT,
  pageOn,
  SHIPPED,
  sourcesOf,
  type Told,
  toldLate,
  watchlistOf,
} from './night-calendar.js';
import { startLoopbackGithub } from './replica/github.js';
import { startSmtpSink } from './replica/smtp.js';
import { startReplica } from './replica/web.js';

const ROOT = join(import.meta.dirname, '..');
const TOKEN = 'gh-secret';

/** A night that was played. */
interface Played {
  readonly night: number;
  /** Exit codes; of two nights at once, that of the one that was later last. */
  readonly codes: readonly (number | null)[];
  readonly said: string;
  /** Bytes of objects that are new on the state's branch, as the server holds them, and of all that it holds. */
  readonly grown: number;
  readonly holds: number;
  /** The reviewer's page as it is published. */
  readonly page: string;
}

/** All nights, as they are seen from outside. */
interface Outcome {
  readonly nights: readonly Played[];
  /** What each reader, the webhook, the issue and the feed told, by name. */
  readonly told: ReadonlyMap<string, readonly Told[]>;
  /** Every line of the evidence that left the machine, as `--noted` takes it, with where it stood. */
  readonly tips: ReadonlyMap<string, string>;
  /** What `evidence verify` says of all of them after the last night. */
  readonly verified: Ended;
}

/** By which a second night at once is known. */
const SECOND = 'second';

/** Serves the pages, and keeps two nights at once apart: the second sees the web when the first is over. */
async function startWeb(calendar: Calendar) {
  let night = 1;
  let gate: {
    readonly second: Promise<void>;
    readonly first: Promise<void>;
    readonly secondAsks: () => void;
  } | null = null;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (gate !== null) {
      const isSecond = request.headers['user-agent']?.includes(SECOND) === true;
      if (isSecond) gate.secondAsks();
      await (isSecond ? gate.first : gate.second);
    }
    const [source = ''] = (request.headers.host ?? '').split('.');
    const body = pageOn(calendar, source, request.url ?? '/', night);
    const etag = `"${createHash('sha1')
      .update(body ?? '')
      .digest('hex')}"`;
    if (body !== null && request.headers['if-none-match'] === etag)
      return void response.writeHead(304, { etag }).end();
    const missing = html('Not found', '<p>There is no such page.</p>');
    response
      .writeHead(body === null ? 404 : 200, {
        'content-type': 'text/html; charset=utf-8',
        ...(body === null ? {} : { etag }),
      })
      .end(body ?? missing);
  };
  const server = createServer((request, response) => void answer(request, response)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    setNight: (next: number) => {
      night = next;
    },
    /** From now on, what the first night asks waits until the second has asked something, and that until the first has ended. */
    keepApart: (first: Promise<unknown>) => {
      let secondAsks = () => {};
      const second = new Promise<void>((resolve) => {
        secondAsks = resolve;
      });
      gate = { second, first: first.then(() => {}), secondAsks };
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Keeps what is posted to it. */
async function startHook() {
  const posts: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    posts.push((JSON.parse(text) as { text: string }).text);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { posts, port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

/** Where the rules say how much a difference weighs, as they are built. */
const RULE =
  /weighty: ?(?<runs>[\w$]+)\.some\((?<weighs>[\w$]+)\)(?= ?\|\| ?\[\.\.\.(?:.|\n)*?why: ?(?<fault>[\w$]+))/u;

/** The release of before: ours, but a number weighs no more than a noun, and a noun nothing. Gives its `cli.js`. */
async function oldRelease(): Promise<string> {
  const folder = emptyFolder();
  const dist = join(folder, 'dist');
  cpSync(join(ROOT, 'dist'), dist, { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  let changed = 0;
  for (const file of files) {
    const text = readFileSync(join(dist, file), 'utf8');
    const rule = RULE.exec(text);
    if (rule === null) continue;
    const { runs, weighs, fault } = rule.groups ?? {};
    // What is no fault is decided last before it.
    const faultless = [
      ...text.slice(0, rule.index).matchAll(new RegExp(`if ?\\(${fault} ?=== ?null\\) ?\\{`, 'gu')),
    ].at(-1);
    if (faultless === undefined)
      throw new Error(
        `${file}: the rule by which a difference is a fault is another one: adapt the release of before`,
      );
    const until = faultless.index + faultless[0].length;
    const before = `${text.slice(0, faultless.index)}if (${fault} === null || !${runs}.some(${weighs})) {${text.slice(until)}`;
    writeFileSync(
      join(dist, file),
      before.replace(RULE, `weighty: false && ${runs}.some(${weighs})`),
    );
    changed += 1;
  }
  // What the command line and the threads load, and the module that the digest of the rules is made of.
  if (changed < 2)
    throw new Error('the rule of what weighs was not found: adapt the release of before');
  const { digestOfRooms } = (await import('../src/night/rules.js')) as {
    digestOfRooms: (source: string) => string;
  };
  writeFileSync(join(dist, 'rules.sha256'), digestOfRooms(dist));
  return join(dist, 'cli.js');
}

// What is told.

/** Which sources a mail tells of as new, and which as over: their names are in no other words of it. */
function toldInMail(text: string, calendar: Calendar): Pick<Told, 'fresh' | 'over'> {
  const parts = new Map<string, string>();
  let heading = '';
  for (const line of text.split('\n'))
    if (/^[A-Z][A-Z ]+$/u.test(line)) heading = line;
    else parts.set(heading, `${parts.get(heading) ?? ''}\n${line}`);
  // Lines of a list among what is new tell of little weight.
  const [fresh = ''] = (parts.get('NEW') ?? '').split(/^- /mu);
  const over = parts.get('OVER') ?? parts.get('RESOLVED') ?? '';
  return { fresh: namedIn(fresh, calendar), over: namedIn(over, calendar) };
}

/** By their titles; one that is cited no more may be called by its id. */
const namedIn = (text: string, calendar: Calendar): readonly string[] =>
  sourcesOf(calendar).filter((source) =>
    new RegExp(
      `\\bThe\\s+${nameOf(source)}\\s+report\\b|(?:: |^- )${source}\\b(?![-.])`,
      'mu',
    ).test(text),
  );

const partOfIssue = (body: string, heading: string): string =>
  new RegExp(`^### ${heading}$([\\s\\S]*?)(?=^###? |^---)`, 'mu').exec(body)?.[1] ?? '';

/** What a published feed tells that weighs; an entry that was there before (`heard`, by its id) is no news to a reader of feeds. */
function toldInFeed(
  xml: string,
  heard: Set<string>,
  calendar: Calendar,
): Pick<Told, 'fresh' | 'over'> {
  const told = { fresh: '', over: '' };
  for (const [entry] of xml.matchAll(/<entry>[\s\S]*?<\/entry>/gu)) {
    const [, id = ''] = /<id>([^<]*)/u.exec(entry) ?? [];
    const [, title = ''] = /<title>([^<]*)/u.exec(entry) ?? [];
    if (heard.has(id) || !/term="(?:high|medium)"/u.test(entry)) continue;
    heard.add(id);
    told[title.startsWith('Resolved: ') ? 'over' : 'fresh'] += `${title}\n`;
  }
  return { fresh: namedIn(told.fresh, calendar), over: namedIn(told.over, calendar) };
}

/** What one reader was told of each source, a line each: `alder: new 3, over 9`. */
function inLines(
  told: readonly Told[],
  calendar: Calendar,
  sources: readonly string[],
): readonly string[] {
  return sources.flatMap((source) => {
    const words = told.flatMap(({ night, fresh, over }) => [
      ...(fresh.includes(source) ? [`new ${toldLate(calendar, night)}`] : []),
      ...(over.includes(source) ? [`over ${toldLate(calendar, night)}`] : []),
    ]);
    return words.length === 0 ? [] : [`${source}: ${words.join(', ')}`];
  });
}

/** The visible lines of a page. */
const linesOf = (page: string): ReadonlySet<string> =>
  new Set(
    page
      .replace(/<(script|style)[\s\S]*?<\/\1>/gu, '')
      .split(/<[^>]*>/u)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );

const kB = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(8);

/** What was played, a line a night. */
function tableOf({ nights, told }: Outcome, calendar: Calendar): string {
  const rows = nights.map(({ night, codes, grown, holds }) => {
    const heard = [...told].flatMap(([who, all]) =>
      all
        .filter((one) => one.night === night)
        .map(({ fresh, over }) => `${who} +${fresh.length} -${over.length}`),
    );
    const what =
      calendar.disturbed[night] ??
      (night === calendar.upgrade ? 'upgrade' : isQuiet(calendar, night) ? 'quiet' : '');
    const wanted = expectedCodes(calendar, night).join(' and ');
    return `${String(night).padStart(5)}  ${what.padEnd(17)}  ${codes.join(' and ').padEnd(7)}  ${wanted.padEnd(7)}${kB(grown)}${kB(holds)}  ${heard.join(', ')}`;
  });
  return ['night                      code     wanted     kB new  kB held  told', ...rows, ''].join(
    '\n',
  );
}

/** Milliseconds for all nights, on a machine on which much else is done. */
const PATIENCE = 3_600_000;

/** Plays the nights and holds what was seen of them against every promise of the nightly job; `quiet`: kB of new objects a quiet night at most; null where too few are. */
export function describeNights(calendar: Calendar, quiet: number | null): void {
  let outcome: Outcome;
  const sources = sourcesOf(calendar).filter((source) => !foundByRules(calendar).includes(source));
  beforeAll(async () => {
    outcome = await playNights(calendar);
    process.stdout.write(tableOf(outcome, calendar));
  }, PATIENCE);

  for (const who of expected(calendar).keys())
    it(`tell ${who} once of whatever is high or medium, and once of its end`, () => {
      const wanted = inLines(expected(calendar).get(who) ?? [], calendar, sources);
      expect(wanted.length).toBeGreaterThan(0);
      expect(inLines(outcome.told.get(who) ?? [], calendar, sources)).toEqual(wanted);
    });

  it('tell nobody as news what only the rules of a new release see', () => {
    // Whoever is told for the first time is told everything.
    const heardBefore = ([who]: readonly [string, unknown]): boolean =>
      who !== 'dan' || calendar.danFrom < calendar.upgrade;
    const told = [...outcome.told].filter(heardBefore).flatMap(([who, all]) =>
      all.flatMap(({ night, fresh, over }) =>
        foundByRules(calendar)
          .filter(
            (source) =>
              fresh.includes(source) || (over.includes(source) && night <= calendar.upgrade),
          )
          .map((source) => `${who}, night ${night}: ${source}`),
      ),
    );
    expect(told).toEqual([]);
  });

  it('are red for what is new and high, and end with 1 where something could not be done', () => {
    const codes = outcome.nights.map(
      ({ night, codes }) => `night ${night}: ${codes.join(' and ')}`,
    );
    expect(codes).toEqual(
      outcome.nights.map(
        ({ night }) => `night ${night}: ${expectedCodes(calendar, night).join(' and ')}`,
      ),
    );
  });

  it('are each of them held, whatever is wrong with what sends mail', () => {
    const left = outcome.nights.filter(({ codes }) => codes.includes(3) || codes.includes(null));
    expect(left.map(({ night, said }) => `night ${night}: ${said}`)).toEqual([]);
  });

  it('publish no line of the evidence that the log denies afterwards', () => {
    const { verified, tips } = outcome;
    expect(tips.size).toBeGreaterThan(3);
    expect(
      verified.code,
      `${verified.out}${verified.err}${[...tips].map((one) => one.join(' ')).join('\n')}`,
    ).toBe(0);
    expect(verified.out).toContain('all as written');
  });

  it('leave the page as it was on a night that is offline, but for a banner', () => {
    const nights = outcome.nights.filter(({ night }) => calendar.disturbed[night] === 'offline');
    for (const { night, page } of nights) {
      const before = linesOf(outcome.nights[night - 2]?.page ?? '');
      const now = linesOf(page);
      const [gone, come] = [
        [...before].filter((line) => !now.has(line)),
        [...now].filter((line) => !before.has(line)),
      ];
      expect(before.size).toBeGreaterThan(20);
      expect(gone.length, gone.join('\n')).toBeLessThan(5);
      expect(come.length, come.join('\n')).toBeGreaterThan(0);
    }
  });

  if (quiet === null) return;
  it(`let the state's branch grow by ${quiet} kB a quiet night at most`, () => {
    const larger = ({ night, holds }: Played): number =>
      holds - (outcome.nights[night - 2]?.holds ?? 0);
    const nights = outcome.nights.filter(({ night }) => isQuiet(calendar, night));
    // On a night on which increments become one copy the branch shrinks: it would flatter the others.
    const adding = nights.filter((night) => larger(night) > 0);
    const meanOf = (bytes: (night: Played) => number): number =>
      adding.reduce((sum, night) => sum + bytes(night), 0) / adding.length / 1000;
    const mean = meanOf(larger);
    process.stdout.write(
      `the branch is ${mean.toFixed(1)} kB larger after a quiet night, over ${adding.length} of ${nights.length}; ${meanOf(({ grown }) => grown).toFixed(1)} kB of objects are new in it\n`,
    );
    expect(mean).toBeGreaterThan(0);
    expect(mean).toBeLessThanOrEqual(quiet);
  });
}

const TIP = /\b\d+:[\da-f]{64}\b/gu;

/** Plays the nights, each on a machine of its own that is thrown away, and gives what was seen from outside. */
async function playNights(calendar: Calendar): Promise<Outcome> {
  const stage = await openStage(calendar);
  try {
    const nights: Played[] = [];
    for (let night = 1; night <= calendar.nights; night += 1) nights.push(await stage.play(night));
    return { nights, told: stage.told, tips: stage.tips, verified: await stage.verify() };
  } finally {
    await stage.close();
  }
}

async function openStage(calendar: Calendar) {
  const watch = watchlistOf(calendar);
  const server = startServer({
    'sources.json': JSON.stringify(watch),
    '.gitignore': '.citewatch/\nsubscribers.json\n',
  });
  // What is measured is what was pushed, and not what tidying up makes of it.
  git(server.remote, 'config', 'receive.autogc', 'false');
  const before = await oldRelease();
  const web = await startWeb(calendar);
  const hook = await startHook();
  const github = await startLoopbackGithub(TOKEN);
  const replica = await startReplica(JSON.parse(SHIPPED));
  let night = 1;
  const sink = await startSmtpSink(async (moment, to) => {
    const refuse = (responseCode: number) =>
      Promise.reject(Object.assign(new Error('not now'), { responseCode }));
    if (moment !== 'recipient') return;
    if (calendar.disturbed[night] === 'mail server busy') return refuse(451);
    const [from, until] = calendar.benIsRefused;
    if (to.startsWith('ben@') && from <= night && night <= until) return refuse(550);
  });
  const told = new Map([...expected(calendar).keys()].map((who) => [who, [] as Told[]]));
  const tips = new Map<string, string>();
  const entries = new Set<string>();
  const note = (text: string, where: string): void => {
    for (const [tip] of text.matchAll(TIP)) if (!tips.has(tip)) tips.set(tip, where);
  };
  const hear = (who: string, { fresh, over }: Pick<Told, 'fresh' | 'over'>): void => {
    if (fresh.length + over.length > 0) told.get(who)?.push({ night, fresh, over });
  };
  let cwd = '';

  function begin(more: readonly string[] = [], hour = 0) {
    const disturbance = calendar.disturbed[night];
    cwd = server.checkout();
    const has = (reader: Calendar['readers'][number]): boolean =>
      calendar.readers.includes(reader) && (reader !== 'dan' || night >= calendar.danFrom);
    const subscribers = {
      to: (['ann', 'ben', 'dan'] as const).filter(has).map((reader) => `${reader}@asylos.example`),
      subscribers: [
        ...(has('cyn') ? [{ address: 'cyn@asylos.example', sections: ['T2'] }] : []),
        ...(disturbance === 'bad subscriber' ? [{ address: 'nobody at home' }] : []),
      ],
    };
    if (disturbance !== 'nobody to mail')
      writeFileSync(join(cwd, 'subscribers.json'), JSON.stringify(subscribers));
    const rules =
      disturbance === 'offline'
        ? ['::127.0.0.1:1']
        : [
            `:${PORT}:127.0.0.1:${web.port}`,
            `:8089:127.0.0.1:${hook.port}`,
            `:8080:127.0.0.1:${github.port}`,
            ...replica.connectTo,
          ];
    const options = [
      '--archive',
      'none',
      '--host-delay',
      '0',
      '--retries',
      '0',
      '--pages-branch',
      'gh-pages',
      '--now',
      dayOf(night, hour),
      '--cacert',
      replica.caFile,
    ];
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: 'http://api.github.example:8080',
      GITHUB_REPOSITORY: 'asylos/reports',
      GITHUB_TOKEN: TOKEN,
      GITHUB_REF_NAME: 'main',
      GITHUB_STEP_SUMMARY: join(cwd, '.git/summary.md'),
      CITEWATCH_PAGE_URL: '',
      CITEWATCH_WEBHOOK_URL: 'http://hook.example:8089/nights',
      SMTP_URL: disturbance === 'mail server down' ? 'smtp://127.0.0.1:1' : sink.url,
      MAIL_FROM: 'citewatch@asylos.example',
    };
    const args = [
      'nightly',
      ...options,
      ...rules.flatMap((rule) => ['--connect-to', rule]),
      ...more,
    ];
    return start(args, { cwd, env, ...(night < calendar.upgrade ? { cli: before } : {}) }).ended;
  }

  async function run(): Promise<readonly Ended[]> {
    if (calendar.disturbed[night] !== 'two at once') return [await begin()];
    const first = begin();
    web.keepApart(first);
    const second = begin(['--user-agent', `citewatch ${SECOND}`], 1);
    return [await first, await second];
  }

  const state = (): string | null => {
    try {
      return git(
        server.remote,
        'rev-parse',
        '--verify',
        '--quiet',
        'refs/heads/citewatch-state',
      ).trim();
    } catch {
      return null;
    }
  };
  /** Bytes that each object of a commit takes on the server, by its name. */
  const objectsOf = (commit: string | null): ReadonlyMap<string, number> => {
    if (commit === null) return new Map();
    const names = git(server.remote, 'rev-list', '--objects', '--no-object-names', commit);
    const all = git(
      server.remote,
      'cat-file',
      '--batch-all-objects',
      '--batch-check=%(objectname) %(objectsize:disk)',
    );
    const sizes = new Map(all.split('\n').map((line) => line.split(' ') as [string, string]));
    return new Map(
      names
        .trimEnd()
        .split('\n')
        .map((name) => [name, Number(sizes.get(name))]),
    );
  };
  const onBranch = (commit: string, path: string): string => {
    try {
      return git(server.remote, 'show', `${commit}:${path}`);
    } catch {
      return '';
    }
  };

  /** What was published since a commit: every report that was pushed, and the pages as they are now. */
  function hearReports(since: string): void {
    const commits = git(
      server.remote,
      'log',
      '--reverse',
      '--format=%H',
      `${since}..main`,
      '--',
      'reports',
    )
      .split('\n')
      .filter(Boolean);
    for (const commit of commits) {
      note(git(server.remote, 'log', '-1', '--format=%B', commit), `the commit of night ${night}`);
      for (const name of ['latest.json', 'latest.md', 'index.html', 'feed.xml'])
        note(onBranch(commit, `reports/${name}`), `${name} of night ${night}`);
      const { evidence } = (
        JSON.parse(onBranch(commit, 'reports/latest.json') || '{"run":{}}') as {
          run: { evidence?: { n: number; sha256: string } };
        }
      ).run;
      if (evidence !== undefined)
        note(`${evidence.n}:${evidence.sha256}`, `latest.json of night ${night}`);
      hear('the feed', toldInFeed(onBranch(commit, 'reports/feed.xml'), entries, calendar));
    }
    note(onBranch('gh-pages', 'index.html'), `the page of night ${night}`);
  }

  function hearIssue(comments: number, requests: number): void {
    const isNew = github.requests.slice(requests).includes('POST /issues');
    const isChanged = github.requests.slice(requests).some((one) => !one.startsWith('GET'));
    const [issue] = github.issues;
    if (issue === undefined || !isChanged) return;
    note(issue.body, `the issue of night ${night}`);
    const said = github.comments.slice(comments).map(({ body }) => body);
    for (const body of said) hear('the issue', { fresh: namedIn(body, calendar), over: [] });
    hear('the issue', {
      fresh: isNew ? namedIn(partOfIssue(issue.body, 'New'), calendar) : [],
      over: namedIn(partOfIssue(issue.body, 'No longer open'), calendar),
    });
  }

  async function play(next: number): Promise<Played> {
    night = next;
    web.setNight(night);
    const edited = editBefore(calendar, night, watch);
    if (edited !== null) {
      Object.assign(watch, edited);
      server.commit({ 'sources.json': JSON.stringify(watch) });
    }
    const disturbance = calendar.disturbed[night];
    const refusal =
      disturbance === 'state refused'
        ? 'echo too large >&2; exit 1'
        : disturbance === 'state cut off'
          ? 'kill -9 $PPID; exit 1'
          : 'exit 0';
    onPush(server, `if grep -q citewatch-state; then ${refusal}; fi\n`);
    const was = {
      state: state(),
      main: git(server.remote, 'rev-parse', 'main').trim(),
      mails: sink.messages.length,
      posts: hook.posts.length,
      comments: github.comments.length,
      requests: github.requests.length,
    };
    const ended = await run();
    for (const { text = '', to } of sink.messages.slice(was.mails)) {
      const [address] = to === undefined ? [] : [to].flat().flatMap(({ value }) => value);
      note(text, `the mail of night ${night}`);
      hear(address?.address?.split('@')[0] ?? '', toldInMail(text, calendar));
    }
    for (const post of hook.posts.slice(was.posts)) {
      note(post, `the webhook of night ${night}`);
      hear('the webhook', toldInMail(post, calendar));
    }
    hearReports(was.main);
    hearIssue(was.comments, was.requests);
    const [then, now] = [objectsOf(was.state), objectsOf(state())];
    const sum = (sizes: Iterable<number>): number =>
      [...sizes].reduce((all, size) => all + size, 0);
    return {
      night,
      codes: ended.map(({ code }) => code),
      said: ended.map(({ err }) => err).join('\n'),
      grown: sum([...now].filter(([name]) => !then.has(name)).map(([, size]) => size)),
      holds: sum(now.values()),
      page: onBranch('main', 'reports/index.html'),
    };
  }

  return {
    play,
    told,
    tips,
    /** In what the last night left on its machine. */
    verify: () =>
      citewatch(
        ['evidence', 'verify', ...[...tips.keys()].flatMap((tip) => ['--noted', tip])],
        cwd,
      ),
    close: async () => {
      web.close();
      hook.close();
      await Promise.all([github.close(), replica.close(), sink.close()]);
    },
  };
}
