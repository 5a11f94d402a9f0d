import { describe, expect, it } from 'vitest';
import { parseNightly, reportedRun } from '../../src/settings/nightly.js';
import { problemsOf } from './problems.js';

const RAW = {
  db: '.citewatch/citewatch.db',
  remote: 'origin',
  stateBranch: 'citewatch-state',
  issue: 'medium',
};
const ENV = {
  GITHUB_REPOSITORY: 'asylos/reports',
  GITHUB_TOKEN: 'secret',
  GITHUB_REF_NAME: 'main',
};

describe('the settings of the nightly job', () => {
  it('are those of GitHub’s job, as far as nothing else is said', () => {
    expect(parseNightly(RAW, ENV)).toEqual({
      remote: 'origin',
      stateBranch: 'citewatch-state',
      reportsBranch: 'main',
      pagesBranch: null,
      issue: 'medium',
      proposal: null,
      github: { api: 'https://api.github.com', repository: 'asylos/reports', token: 'secret' },
      server: 'https://github.com',
    });
  });

  it('leave out what is none, and know no issues without leave to write them', () => {
    const none = {
      ...RAW,
      stateBranch: 'none',
      reportsBranch: 'none',
      pagesBranch: 'none',
      issue: 'none',
    };
    const nothing = { stateBranch: null, reportsBranch: null, pagesBranch: null, issue: null };
    expect(parseNightly(none, ENV)).toMatchObject(nothing);
    expect(parseNightly(RAW, {})).toMatchObject({ github: null, reportsBranch: undefined });
    expect(parseNightly(RAW, { ...ENV, GITHUB_REF_TYPE: 'tag' }).reportsBranch).toBeUndefined();
  });

  it('have every problem told at once, and no secret', () => {
    const env = {
      ...ENV,
      GITHUB_REPOSITORY: 'a/b/c',
      GITHUB_API_URL: 'ftp://x',
      GITHUB_SERVER_URL: 'x',
    };
    const raw = {
      ...RAW,
      remote: '--upload-pack=x',
      stateBranch: '-x',
      pagesBranch: 'a..b',
      issue: 'grave',
    };
    const problems = problemsOf(() => parseNightly(raw, env));
    expect(problems.map(({ file }) => file).sort()).toEqual([
      '--issue',
      '--pages-branch',
      '--remote',
      '--state-branch',
      'GITHUB_API_URL',
      'GITHUB_REPOSITORY',
      'GITHUB_SERVER_URL',
    ]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it('keep a shared store on no branch', () => {
    const shared = { ...RAW, db: 'postgres://h/all#China' };
    expect(problemsOf(() => parseNightly(shared, ENV))).toHaveLength(1);
    expect(parseNightly({ ...shared, stateBranch: 'none' }, ENV).stateBranch).toBeNull();
  });

  it('give each its own branch, for two of them are replaced whole', () => {
    expect(problemsOf(() => parseNightly({ ...RAW, stateBranch: 'main' }, ENV))).toHaveLength(1);
    expect(problemsOf(() => parseNightly({ ...RAW, pagesBranch: 'main' }, ENV))).toHaveLength(1);
  });

  it.each([
    ['citewatch-state', 'x.db', 'citewatch-remedies'],
    ['china-state', 'x.db', 'china-remedies'],
    ['china/state', 'x.db', 'china-remedies'],
    ['state', 'x.db', 'citewatch-remedies'],
    ['memory', 'x.db', 'memory-remedies'],
    ['none', 'x.db', 'citewatch/remedies'],
    ['none', 'postgres://h/all#China 2', 'citewatch/remedies-23China-202'],
  ])(
    'propose on a branch of each watched folder’s own: beside %s, %s',
    (stateBranch, db, branch) => {
      const { proposal } = parseNightly({ ...RAW, stateBranch, db, propose: true }, ENV);
      expect(proposal).toEqual({ branch, onto: 'main' });
    },
  );

  it.each(['a b', 'a.lock', '.a', 'a/', 'a//b', 'a/.b', '', 'a~1', 'a:b', '@{u}'])(
    'refuse a branch that git could not have: %j',
    (stateBranch) => {
      expect(problemsOf(() => parseNightly({ ...RAW, stateBranch }, ENV))).toHaveLength(1);
    },
  );
});

describe('the run that a report is of', () => {
  it.each([
    ['', null],
    ['{}', null],
    ['{"schema": "citewatch.run/1", "run": {"id": 7}', null],
    ['{"run": {"id": "7", "startedAt": "2025-11-24T02:00:11.000Z", "online": true}', null],
  ])('is none in %j', (text, run) => {
    expect(reportedRun(text)).toBe(run);
  });

  it('is read from the beginning of the text alone', () => {
    const facts = { id: 7, startedAt: '2025-11-24T02:00:11.000Z', online: false };
    const text = `{"schema": "citewatch.run/1", "run": ${JSON.stringify(facts)}, "sources": [{`;
    expect(reportedRun(text)).toEqual(facts);
    const named = [{ subject: 'a', fault: { kind: 'truncated' } }];
    const more = {
      ...facts,
      tally: { work: 1, stand: 2 },
      bytes: 3,
      badCaptures: { count: 1, named },
    };
    expect(reportedRun(text.replace(JSON.stringify(facts), JSON.stringify(more)))).toEqual(facts);
    const part = { ...facts, partOf: 34, sources: 3 };
    expect(reportedRun(text.replace(JSON.stringify(facts), JSON.stringify(part)))).toEqual({
      ...facts,
      partOf: 34,
    });
    const lost = { unkept: true, ...facts };
    expect(reportedRun(text.replace(JSON.stringify(facts), JSON.stringify(lost)))).toEqual(lost);
    const evidence = { n: 12, sha256: 'a'.repeat(64) };
    const noted = { ...facts, evidence, badCaptures: more.badCaptures };
    expect(reportedRun(text.replace(JSON.stringify(facts), JSON.stringify(noted)))).toEqual({
      ...facts,
      evidence,
    });
  });
});
