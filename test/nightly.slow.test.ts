import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citewatch, type Ended, start } from './command-line.js';
import { git, onPush, type Server, startServer } from './delivery/repositories.js';
import { commentsOf } from './manuscript/annotate/annotated.js';
import { heading, p } from './manuscript/houses/plan.js';
import { docx } from './manuscript/houses/word-report.js';
import { type LoopbackGithub, startLoopbackGithub } from './replica/github.js';
import { type SmtpSink, startSmtpSink } from './replica/smtp.js';
import { type Replica, startReplica } from './replica/web.js';

const SHIPPED = readFileSync(join(import.meta.dirname, '../sources.json'), 'utf8');
const TOKEN = 'gh-secret';

/** The shipped `sources.json` with those sources only whose ids begin so. */
function only(...beginnings: readonly string[]): string {
  const watch = JSON.parse(SHIPPED);
  const isKept = (id: string) => beginnings.some((beginning) => id.startsWith(beginning));
  const [report] = watch.reports;
  const citations = report.citations.filter(({ source }: { source: string }) => isKept(source));
  const decisions = watch.decisions.filter(({ source }: { source: string }) => isKept(source));
  const sources = watch.sources.filter(({ id }: { id: string }) => isKept(id));
  return JSON.stringify({ ...watch, sources, decisions, reports: [{ ...report, citations }] });
}

let replica: Replica;
let github: LoopbackGithub;
let sink: SmtpSink;
/** Called when the mail server has a message, before it says so. */
let atMail: () => Promise<void>;

beforeAll(async () => {
  replica = await startReplica(JSON.parse(SHIPPED));
  sink = await startSmtpSink((moment) => (moment === 'whole' ? atMail() : Promise.resolve()));
});
afterAll(async () => {
  await replica.close();
  await sink.close();
});

/** Starts a night in a fresh checkout, as a CI job does on a machine that is thrown away. */
function begin(
  server: Server,
  now: string,
  more: readonly string[] = [],
  cwd = server.checkout(),
  own: Readonly<Record<string, string>> = {},
) {
  const web = [...replica.connectTo, `:8080:127.0.0.1:${github.port}`].flatMap((rule) => [
    '--connect-to',
    rule,
  ]);
  const args = [
    'nightly',
    '--archive',
    'none',
    '--host-delay',
    '0',
    '--now',
    now,
    '--cacert',
    replica.caFile,
  ];
  const summary = join(cwd, '.git/summary.md');
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: 'http://api.github.example:8080',
    GITHUB_REPOSITORY: 'asylos/reports',
    GITHUB_TOKEN: TOKEN,
    GITHUB_REF_NAME: 'main',
    GITHUB_STEP_SUMMARY: summary,
    CITEWATCH_PAGE_URL: '',
    SMTP_URL: sink.url,
    MAIL_FROM: 'citewatch@asylos.example',
    MAIL_TO: 'ann@asylos.example',
    ...own,
  };
  return { ...start([...args, ...more, ...web], { cwd, env }), cwd, summary };
}

const play = async (
  ...night: Parameters<typeof begin>
): Promise<Ended & { readonly summary: string }> => {
  const { ended, summary } = begin(...night);
  const end = await ended;
  return { ...end, summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' };
};

const published = (server: Server) => JSON.parse(server.file('main', 'reports/latest.json')).run.id;

describe('four nights of the replica as a CI job', () => {
  const server = startServer({ 'sources.json': SHIPPED, '.gitignore': '.citewatch/\n' });
  const night = (n: number): Promise<Ended & { readonly summary: string }> => {
    replica.setNight(Math.min(n, 4));
    return play(server, `2025-10-2${n}T02:00:00Z`, ['--issue', 'high']);
  };

  beforeAll(async () => {
    github = await startLoopbackGithub(TOKEN, 2);
    atMail = async () => {
      // Sent when nobody could send it again: the claim is on the branch.
      expect(server.log('citewatch-state')[0]).toBe(`State after run ${published(server)}`);
    };
    for (const title of ['a pull request', 'of a stranger', 'another'])
      github.issues.push({
        number: github.issues.length + 1,
        title,
        body: title === 'of a stranger' ? '<!-- citewatch report=ASI2025%2D01 run=1 -->' : '',
        state: 'open',
        labels: ['citewatch'],
        user: { type: 'User' },
        author_association: 'NONE',
        ...(title === 'a pull request' ? { pull_request: {} } : {}),
      });
  });
  afterAll(() => github.close());
  const ours = () => github.issues.filter(({ user }) => user.type === 'Bot');

  it('the first is green, keeps what it saw, and opens no issue', async () => {
    const { code, err } = await night(1);
    expect(code, err).toBe(0);
    expect(err).toContain('state: nothing is kept on citewatch-state yet');
    expect(published(server)).toBe(1);
    expect(ours()).toEqual([]);
    expect(sink.messages).toHaveLength(1);
  });

  it('the second is red, and opens the issue while others push and GitHub asks for patience', async () => {
    server.commit({ 'README.md': 'ours', 'reports/NOTES.md': 'ours' });
    github.turnAway = 2;
    const { code, err, summary } = await night(2);
    expect(code, err).toBe(2);
    expect(err).toContain('state: brought back from citewatch-state, up to run 1');
    expect(published(server)).toBe(2);
    expect(server.file('main', 'reports/NOTES.md')).toBe('ours');
    expect(ours()).toMatchObject([{ state: 'open', labels: ['citewatch'] }]);
    expect(ours()[0]?.body).toContain('Xi ‘firmly in charge’');
    const row =
      /https:\/\/github\.com\/asylos\/reports\/blob\/main\/reports\/latest\.md#([^>)]+)/u.exec(
        ours()[0]?.body ?? '',
      );
    expect(server.file('main', 'reports/latest.md')).toContain(
      `<a id="${decodeURIComponent(row?.[1] ?? '?')}"></a>`,
    );
    expect(summary).toContain('/asylos/reports/blob/main/reports/latest.md#');
    expect(github.comments).toEqual([]);
    expect(summary).toContain('## The job');
    expect(sink.messages).toHaveLength(2);
  });

  it('the third is red, and brings the same issue up to date', async () => {
    const { code, err } = await night(3);
    expect(code, err).toBe(2);
    expect(ours()).toMatchObject([{ state: 'open' }]);
    expect(ours()[0]?.body).toContain('### Still open');
    expect(github.comments).toHaveLength(1);
    expect(published(server)).toBe(3);
  });

  it('the fourth is green, for nothing is new', async () => {
    const { code, err } = await night(4);
    expect(code, err).toBe(0);
    expect(ours()).toMatchObject([{ state: 'open' }]);
  });

  it('one on which nothing is open any more closes the issue', async () => {
    server.commit({ 'sources.json': only('aljazeera-2022') });
    const { code, err } = await night(5);
    expect(code, err).toBe(0);
    expect(ours()).toMatchObject([{ state: 'closed' }]);
    expect(github.issues).toHaveLength(4);
    expect(github.comments).toHaveLength(1);
    expect(
      server.log('main').filter((subject) => subject.startsWith('Reports of run')),
    ).toHaveLength(5);
    expect(server.lastMessage('main')).toMatch(
      /^Reports of run 5\n\nEvidence ends at \d+:[\da-f]{64}$/u,
    );
    expect(server.log('citewatch-state')).toHaveLength(1);
  });
});

describe('a report’s own file beside sources.json', () => {
  const NOTE =
    'USDOS, “[2023 Country Reports on Human Rights Practices: China](https://www.state.gov/reports/2023-country-reports-on-human-rights-practices/china/)”, 23 April 2024';
  const report = (title: string): Uint8Array =>
    docx({
      body: [heading(1, title), p('The US Department of State reports on China.[^1]')],
      notes: [NOTE],
    });
  const server = startServer({
    'sources.json': only('usdos-hrr-2023'),
    '.gitignore': '.citewatch/\n',
    'ASI2025-01.docx': report('A report'),
  });
  const FILE = 'reports/ASI2025-01.checked.docx';
  const night = async (n: number, day: number): Promise<Ended> => {
    replica.setNight(n);
    const ended = await play(server, `2025-11-${day}T02:00:00Z`, ['--issue', 'none']);
    expect(ended.code, ended.err).not.toBe(1);
    return ended;
  };
  const written = (): number =>
    Number(git(server.remote, 'rev-list', '--count', 'main', '--', FILE));
  const title = (): string | undefined => {
    const bytes = execFileSync('git', ['show', `main:${FILE}`], { cwd: server.remote });
    return commentsOf(new Uint8Array(bytes))[0]?.at;
  };
  beforeAll(async () => {
    github = await startLoopbackGithub(TOKEN);
    atMail = () => Promise.resolve();
  });
  afterAll(() => github.close());

  it('is put beside the page with comments, and page and summary lead to it', async () => {
    await night(1, 20);
    expect(title()).toBe('A report');
    expect(server.file('main', 'reports/index.html')).toContain('href="./ASI2025-01.checked.docx"');
    expect(server.file('main', 'reports/latest.md')).toContain('](ASI2025-01.checked.docx)');
  });

  it('is written again where something became another, and only there', {
    timeout: 180_000,
  }, async () => {
    await night(1, 21);
    expect(written()).toBe(1);
    expect(server.file('main', 'reports/index.html')).toContain('href="./ASI2025-01.checked.docx"');
    server.commit({ 'ASI2025-01.docx': report('A report, again') });
    await night(1, 22);
    expect([written(), title()]).toEqual([2, 'A report, again']);
    // What was decided is open again.
    server.commit({
      'sources.json': JSON.stringify({ ...JSON.parse(only('usdos-hrr-2023')), decisions: [] }),
    });
    await night(1, 23);
    await night(1, 24);
    expect(written()).toBe(3);
  });

  it('that cannot be read is told, and keeps the night from nobody', async () => {
    server.commit({ 'ASI2025-01.docx': 'no archive' });
    const { err } = await night(1, 25);
    expect(err).toContain('annotate: warning: ');
    expect(published(server)).toBe(6);
    expect(server.file('main', 'reports/index.html')).not.toContain('checked.docx');
  });
});

describe('a night that goes wrong', () => {
  const server = startServer({
    'sources.json': only('aljazeera-2022', 'ukho-cpin'),
    '.gitignore': '.citewatch/\n',
  });
  const options = ['--issue', 'high', '--retries', '0'];
  const night = (n: number, hour = 2, cwd?: string) => {
    replica.setNight(n);
    return play(server, `2025-10-2${n}T0${hour}:00:00Z`, options, cwd);
  };
  /** Plays a night that is killed, without warning, when `moment` comes; gives the checkout in which it was. */
  async function killed(n: number, moment: Promise<void>): Promise<string> {
    replica.setNight(n);
    const { child, ended, cwd } = begin(server, `2025-10-2${n}T02:00:00Z`, options);
    await Promise.race([moment, ended]);
    child.kill('SIGKILL');
    expect((await ended).code).toBeNull();
    return cwd;
  }
  /** Something that comes, and then waits for what never comes. */
  function moment() {
    let come = () => {};
    const came = new Promise<void>((resolve) => {
      come = resolve;
    });
    const hold = () => {
      come();
      return new Promise<void>(() => {});
    };
    return { came, hold };
  }
  let mails = 0;
  const newMails = () => {
    const before = mails;
    mails = sink.messages.length;
    return mails - before;
  };

  beforeAll(async () => {
    github = await startLoopbackGithub(TOKEN);
    atMail = async () => {};
    expect((await night(1)).code).toBe(0);
    newMails();
  });
  afterAll(() => github.close());

  it('killed before its state is saved, it tells nobody; the next one does, once', async () => {
    onPush(server, 'if grep -q citewatch-state; then touch held; sleep 10; exit 1; fi\n');
    const held = (async () => {
      while (!existsSync(join(server.remote, 'held')))
        await new Promise((resolve) => setTimeout(resolve, 50));
    })();
    const cwd = await killed(2, held);
    expect([newMails(), github.issues.length, published(server)]).toEqual([0, 0, 1]);
    onPush(server, 'exit 0\n');
    // The machine is still there, and knows more than the branch.
    const again = await night(2, 3, cwd);
    expect(again.err).toContain(
      'state: what is here is as late as what citewatch-state holds, or later: run 2',
    );
    // Nothing is new in it but for those who heard nothing of the killed one.
    expect(again.code, again.err).toBe(2);
    expect([newMails(), github.issues.length]).toEqual([1, 1]);
  });

  it('killed when its mail was handed over, it is not sent again by another machine', async () => {
    const { came, hold } = moment();
    atMail = hold;
    await killed(3, came);
    expect(newMails()).toBe(1);
    atMail = async () => {};
    const again = await night(3, 3);
    expect(again.err).toContain('it may have arrived, and is not sent again');
    expect(again.code).toBe(1);
    expect(newMails()).toBe(0);
    expect([github.issues.length, github.comments.length]).toEqual([1, 1]);
  });

  it('killed while it opens or changes the issue, it opens no second one', async () => {
    const { came, hold } = moment();
    github.pause = (request) => (request.startsWith('PATCH') ? hold() : Promise.resolve());
    await killed(4, came);
    github.pause = async () => {};
    const again = await night(4, 3);
    expect(again.code, again.err).toBe(0);
    expect([github.issues.length, github.comments.length]).toEqual([1, 1]);
  });

  it('that is asked to stop saves what it saw, and tells nobody', async () => {
    const before = git(server.remote, 'rev-parse', 'citewatch-state');
    const known = published(server);
    const { child, ended } = begin(server, '2025-10-24T04:00:00Z', options);
    child.stderr?.on('data', (text: Buffer) => `${text}`.includes('1/') && child.kill('SIGTERM'));
    const { code, err } = await ended;
    expect(code, err).toBe(1);
    expect(err).toContain('stopped; what was seen is kept');
    expect(err).not.toMatch(/^(?:reports|digest|issue): /m);
    expect(git(server.remote, 'rev-parse', 'citewatch-state')).not.toBe(before);
    expect(server.log('citewatch-state')).toEqual([`State after run ${known}`]);
    expect(published(server)).toBe(known);
  });

  it('that finds its state gone says so in the summary and in the issue, and numbers its runs on', async () => {
    const before = published(server);
    git(server.remote, 'update-ref', '-d', 'refs/heads/citewatch-state');
    const { err, summary } = await night(4, 5);
    const lost = `the branch citewatch-state holds nothing, though the reports tell of run ${before}: that was a check on another machine (as by citewatch init), or what earlier nights saw is lost`;
    expect(err).toContain(`state: warning: ${lost}`);
    expect(summary).toContain(lost);
    expect(github.issues[0]?.body).toContain(lost);
    expect(published(server)).toBe(before + 1);
    newMails();
  });

  it('that may not push the reports says so, and still tells people', async () => {
    onPush(server, 'if grep -q heads/main; then echo protected >&2; exit 1; fi\n');
    const { code, err } = await night(4, 6);
    expect(code).toBe(1);
    expect(err).toMatch(/^reports: failed: git push: /m);
    expect(err).toMatch(/^digest: (?:sent|nothing to say)$/m);
    expect(err).toMatch(/^issue: that of ASI2025-01 was updated$/m);
  });

  it('that cannot save its state sends no mail', async () => {
    onPush(server, 'if grep -q citewatch-state; then exit 1; fi\n');
    const { code, err } = await night(4, 7);
    expect(code).toBe(1);
    expect(err).toMatch(/^state: failed: git push: /m);
    expect(err).toContain('digest: failed: not sent: the state is not saved');
    expect(newMails()).toBe(0);
  });

  it('that cannot ask for its state asks nothing of the web', async () => {
    const cwd = server.checkout();
    git(cwd, 'remote', 'set-url', 'origin', join(server.remote, 'nowhere'));
    const { code, err } = await night(4, 8, cwd);
    expect(code).toBe(1);
    expect(err).toMatch(/^state: failed: git ls-remote: /m);
    expect(err).not.toContain('alive');
  });

  it('finds every mistake in its options before anything is asked', async () => {
    const wrong = [
      '--state-branch',
      'main',
      '--issue',
      'grave',
      '--pages-branch',
      '../x',
      '--timeout',
      'soon',
    ];
    const { code, err } = await play(server, '2025-10-24T09:00:00Z', wrong);
    expect(code).toBe(3);
    for (const name of ['--state-branch', '--issue', '--pages-branch', '--timeout'])
      expect(err).toContain(name);
    expect(err).not.toContain('state: ');
  });
});

/** Comes when a file is there. */
async function appeared(file: string): Promise<void> {
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('what names a state', () => {
  const server = startServer({
    'sources.json': only('aljazeera-2022'),
    '.gitignore': '.citewatch/\n',
  });
  const options = ['--issue', 'high', '--retries', '0'];
  let hour = 0;
  const next = () =>
    `2025-10-2${1 + Math.floor(hour / 20)}T${String(hour++ % 20).padStart(2, '0')}:00:00Z`;
  const night = (n: number, cwd?: string) => {
    replica.setNight(n);
    return play(server, next(), options, cwd);
  };
  let first = 0;
  const mails = () => sink.messages.slice(first);
  /** Holds the state as it is kept against every line of a log that any commit or mail ever named. */
  const verified = async () => {
    const said = [
      git(server.remote, 'log', '--format=%B', 'main'),
      ...mails().map(({ text }) => text ?? ''),
    ];
    const lines = [...new Set(said.join('\n').match(/\d+:[\da-f]{64}/gu))];
    expect(lines.length).toBeGreaterThan(0);
    const noted = lines.flatMap((line) => ['--noted', line]);
    return citewatch(['evidence', 'verify', ...noted], await broughtBack());
  };
  /** A folder to which the state was brought back, as somebody does who wants to look at it. */
  const broughtBack = async () => {
    const cwd = server.checkout();
    const { code, err } = await citewatch(['nightly', '--bring-back'], cwd);
    expect(code, err).toBe(0);
    return cwd;
  };
  const latest = () => JSON.parse(server.file('main', 'reports/latest.json')).run;

  beforeAll(async () => {
    github = await startLoopbackGithub(TOKEN);
    atMail = async () => {};
    first = sink.messages.length;
    expect((await night(1)).code).toBe(0);
  });
  afterAll(() => github.close());

  it('does not leave where the state is refused: what was found is published without it, and nobody is told', async () => {
    const [before, feed] = [mails().length, server.file('main', 'reports/feed.xml')];
    onPush(server, 'if grep -q citewatch-state; then echo "too large" >&2; exit 1; fi\n');
    const { code, err, summary } = await night(2);
    expect(code, err).toBe(1);
    expect(err).toMatch(/^state: failed: git push: /mu);
    expect(err).toMatch(/^reports: pushed to main$/mu);
    expect(err).toMatch(/^digest: failed: not sent: the state is not saved/mu);
    expect(err).toMatch(/^issue: failed: not told: the state is not saved/mu);
    expect(latest()).toMatchObject({ id: 2, unkept: true });
    expect(latest()).not.toHaveProperty('evidence');
    expect(server.lastMessage('main')).toBe('Reports of run 2');
    expect(server.file('main', 'reports/index.html')).toContain('This night could not be kept.');
    expect(server.file('main', 'reports/latest.md')).toContain('Passage changed');
    expect(server.file('main', 'reports/feed.xml')).toBe(feed);
    expect(`${err}${summary}`).not.toContain('Evidence ends at');
    expect([mails().length - before, github.issues.length]).toEqual([0, 0]);
  });

  it('is told by the next night, which notes that one was lost', async () => {
    onPush(server, 'exit 0\n');
    const before = mails().length;
    const { code, err } = await night(2);
    expect(code, err).toBe(2);
    expect(err).toContain(
      'the reports tell of run 2, and the branch citewatch-state knows no later one than 1',
    );
    expect(latest()).toMatchObject({ id: 3, evidence: {} });
    expect([mails().length - before, github.issues.length]).toEqual([1, 1]);
    const said = await verified();
    expect(said.code, said.out).toBe(0);
    expect(said.err).toContain(
      'run 2 was reported, and this night began with what was known up to run 1',
    );
  });

  it('is explained where what was kept is taken back, and anything else is no such loss', async () => {
    const before = git(server.remote, 'rev-parse', 'citewatch-state').trim();
    expect((await night(4)).code).toBe(0);
    const gone = latest().evidence;
    git(server.remote, 'update-ref', 'refs/heads/citewatch-state', before);
    const { err } = await night(4);
    expect(err).toContain(
      'the reports tell of run 4, and the branch citewatch-state knows no later one than 3',
    );
    const said = await verified();
    expect(said.code, said.out).toBe(2);
    expect(said.out).toContain(
      `record ${gone.n}: what was noted down names a line that was lost with run 4`,
    );
    expect(said.out).toContain('a line that was noted down later vouches for that');
    const other = await citewatch(
      ['evidence', 'verify', '--noted', `${gone.n}:${'0'.repeat(64)}`],
      await broughtBack(),
    );
    expect(other.code, other.out).toBe(1);
  });

  it('does not leave where another night was kept meanwhile, though that machine goes on', async () => {
    onPush(
      server,
      'if grep -q citewatch-state && mkdir first 2>/dev/null; then while [ ! -e go ]; do sleep 0.1; done; fi\n',
    );
    replica.setNight(2);
    const slow = begin(server, next(), options);
    await Promise.race([appeared(join(server.remote, 'first')), slow.ended]);
    const quick = await night(2);
    expect(quick.code, quick.err).toBe(2);
    const kept = latest();
    const [commits, told] = [server.log('main').length, mails().length];
    writeFileSync(join(server.remote, 'go'), '');
    const { code, err } = await slow.ended;
    expect(code, err).toBe(1);
    expect(err).toContain('state: failed: another night wrote to citewatch-state meanwhile');
    for (const step of [
      'reports: failed: not pushed',
      'digest: failed: not sent',
      'issue: failed: not told',
    ])
      expect(err).toContain(`${step}: another night took the place of this one`);
    expect(existsSync(slow.summary) && readFileSync(slow.summary, 'utf8')).not.toContain(
      'Evidence ends at',
    );
    expect([server.log('main').length - commits, mails().length - told]).toEqual([0, 0]);
    expect(latest()).toEqual(kept);
    const again = await night(2, slow.cwd);
    expect(again.code, again.err).toBe(0);
    expect(again.err).toContain('what was here does not go on from what citewatch-state holds');
    expect(latest().id).toBe(kept.id + 1);
    expect((await verified()).code).toBe(2);
  });

  it('leaves nothing behind where a night is killed between its state and its reports', async () => {
    onPush(server, 'if grep -q heads/main; then touch held; sleep 10; exit 1; fi\n');
    const before = latest().id;
    const { child, ended } = begin(server, next(), options);
    await Promise.race([appeared(join(server.remote, 'held')), ended]);
    child.kill('SIGKILL');
    await ended;
    onPush(server, 'exit 0\n');
    const { code, err } = await night(2);
    expect(code, err).toBe(0);
    expect(err).not.toContain('is lost');
    expect(latest().id).toBe(before + 2);
    const said = await verified();
    expect([said.code, said.out.match(/^lost: /gmu)?.length]).toEqual([2, 1]);
  });
});

describe('a setting of who is told that makes no sense', () => {
  const server = startServer({
    'sources.json': only('aljazeera-2022'),
    '.gitignore': '.citewatch/\n',
  });
  const night = (n: number, own: Readonly<Record<string, string>>, subscribers?: object) => {
    replica.setNight(n);
    const cwd = server.checkout();
    if (subscribers !== undefined)
      writeFileSync(join(cwd, 'subscribers.json'), JSON.stringify(subscribers, null, 1));
    const options = ['--issue', 'high', '--retries', '0'];
    return play(server, `2025-10-2${n}T02:00:00Z`, options, cwd, own);
  };
  const BY_FILE = { MAIL_TO: '', MAIL_FROM: '' };
  const file = (...subscribers: readonly object[]) => ({ from: 'bot@asylos.example', subscribers });
  const good = { address: 'good@asylos.example' };
  let first = 0;
  const reached = () => {
    const to = sink.messages
      .slice(first)
      .flatMap(({ to: one }) => [one].flat().flatMap((t) => t?.text ?? []));
    first = sink.messages.length;
    return to;
  };

  beforeAll(async () => {
    github = await startLoopbackGithub(TOKEN);
    atMail = async () => {};
    first = sink.messages.length;
  });
  afterAll(() => github.close());

  it('costs no night: that is held and kept, and says what is wrong', async () => {
    const wrong = {
      SMTP_URL: 'nonsense',
      MAIL_TO: '',
      CITEWATCH_WEBHOOK_URL: 'ftp://example.org/s3cret',
      CITEWATCH_TSA: 'ftp://tsa.example',
      CITEWATCH_PAGE_URL: 'nowhere',
    };
    const { code, err, summary } = await night(1, wrong);
    expect(code, err).toBe(1);
    expect(published(server)).toBe(1);
    expect(server.log('citewatch-state')).toEqual(['State after run 1']);
    expect(err).toMatch(
      /^settings: failed: CITEWATCH_TSA: must be .*; CITEWATCH_PAGE_URL: must be /mu,
    );
    expect(err).toMatch(
      /^digest: failed: nobody is told: SMTP_URL: .*MAIL_TO: .*CITEWATCH_WEBHOOK_URL: /mu,
    );
    for (const name of ['CITEWATCH\\_TSA', 'SMTP\\_URL', 'CITEWATCH\\_WEBHOOK\\_URL'])
      expect(summary.replaceAll('\\_', '_')).toContain(name.replaceAll('\\_', '_'));
    expect(`${err}${summary}`).not.toContain('s3cret');
  });

  it('keeps nobody else from his mail, and stands in the issue without an address', async () => {
    const bad = { address: 'late@asylos.example', send: 'daily', hour: 99 };
    const { code, err, summary } = await night(2, BY_FILE, file(bad, good));
    expect(code, err).toBe(1);
    expect(reached()).toEqual(['good@asylos.example']);
    expect(err).toMatch(
      /^digest: failed: not everybody was reached: subscribers\.json:7:\d+: "hour" must be/mu,
    );
    expect(github.issues[0]?.body.replaceAll('\\', '')).toContain(
      'not everybody was reached: subscribers.json:7',
    );
    expect(`${err}${summary}${github.issues[0]?.body}`).not.toContain('late@');
  });

  it('loses nothing: whoever stood there is told everything once it is mended', async () => {
    const { code, err } = await night(2, BY_FILE, file({ address: 'late@asylos.example' }, good));
    expect(code, err).toBe(0);
    expect(reached()).toEqual(['late@asylos.example']);
    expect(sink.messages.at(-1)?.text).toContain('firmly in charge');
    expect(github.issues[0]?.body).not.toContain('not everybody was reached');
  });
});

describe('a night without the web', () => {
  const server = startServer({
    'sources.json': only('aljazeera-2022', 'ukho-cpin', 'ti-2020', 'chinadaily'),
    '.gitignore': '.citewatch/\n',
  });
  const night = (n: number, ...more: readonly string[]) => {
    replica.setNight(1);
    return play(server, `2025-10-2${n}T02:00:00Z`, ['--retries', '0', '--issue', 'none', ...more]);
  };
  /** Nobody listens there; of several rules the first counts. */
  const AWAY = [80, 443].flatMap((port) => ['--connect-to', `:${port}:127.0.0.1:9`]);
  const pageOf = () => server.file('main', 'reports/index.html');

  beforeAll(async () => {
    github = await startLoopbackGithub(TOKEN);
    atMail = async () => {};
  });
  afterAll(() => github.close());

  it('is red, and publishes the page of the last good one with a banner, and nothing else that is new', async () => {
    expect((await night(1)).code).toBe(0);
    const before = pageOf();
    const table = server.file('main', 'reports/latest.csv');
    const { code, err } = await night(2, ...AWAY);
    expect(code, err).toBe(1);
    expect(err).toContain('reports: pushed to main');
    expect(pageOf()).toContain('Last night (22 October 2025) citewatch could not reach the web.');
    expect(pageOf()).toContain('What you see is of 21 October 2025.');
    expect(server.file('main', 'reports/latest.csv')).toBe(table);
    const latest = JSON.parse(server.file('main', 'reports/latest.json'));
    expect([latest.run.id, latest.run.online, latest.offlineSince.lastRun]).toEqual([1, true, 2]);
    const back = await night(3);
    expect(back.code, back.err).toBe(0);
    expect(pageOf()).not.toContain('could not reach the web');
    expect(pageOf().length / before.length).toBeCloseTo(1, 1);
  });

  it('is counted on where the state that knew it is lost: no number is given twice', async () => {
    await night(4, ...AWAY);
    git(server.remote, 'update-ref', '-d', 'refs/heads/citewatch-state');
    const { err } = await night(5);
    expect(err).toContain('the reports tell of run 4');
    expect(published(server)).toBe(5);
  });
});
