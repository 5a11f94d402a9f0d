import {
  chmodSync,
  lstatSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addAck } from '../../src/commands/review.js';
import type { Finding } from '../../src/model/finding.js';
import { UserError } from '../../src/model/problem.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { HOUR, lifeOf, night, runOf, verdictOf, visitOf } from '../store/samples.js';
import { run } from './run.js';

const TEXT = `{
  "reports": [],
  "sources": [
    { "id": "tip", "publisher": "P", "title": "T", "url": "https://p.example/tip" },
    { "id": "top", "publisher": "P", "title": "U", "url": "https://p.example/top" },
    { "id": "new", "publisher": "P", "title": "V" },
    { "id": "bare", "publisher": "P", "title": "W", "url": "https://p.example/bare" }
  ]
}
`;
const TEXT_HASH = 'a'.repeat(64);
const found = (kind: Finding['kind'], more: Partial<Finding> = {}): Finding => ({
  ...lifeOf(`${kind}:tip`, 1, null).finding,
  kind,
  ...more,
});
const newer = found('edition-newer', { edition: '2025' });
const missing = found('passage-missing');

/** A folder with a list, and a store whose last run found this. */
async function place(...findings: readonly Finding[]) {
  const folder = emptyFolder();
  const [sources, db] = [join(folder, 'sources.json'), join(folder, 'citewatch.db')];
  writeFileSync(sources, TEXT);
  const store = openStore(db);
  const { id } = await store.beginRun(night(1), HOUR);
  const { content, ...tip } = verdictOf('tip');
  const judged = [
    { ...tip, content: { ...content, textSha256: TEXT_HASH } },
    verdictOf('top'),
    verdictOf('bare'),
  ];
  for (const verdict of judged) await store.keepVisit(visitOf(id, verdict.id, { verdict }), null);
  await store.finishRun(
    { ...runOf(id), sources: judged, findings },
    findings.map((finding) => ({ finding, openedIn: id, freshIn: id, resolvedIn: null })),
  );
  await store.close();
  const ack = (...args: readonly string[]) =>
    run(addAck, ['ack', ...args, '--sources', sources, '--db', db]);
  const decisions = () => JSON.parse(readFileSync(sources, 'utf8')).decisions ?? [];
  return { sources, db, ack, decisions, text: () => readFileSync(sources, 'utf8') };
}

const refused = async (asked: Promise<unknown>): Promise<readonly string[]> => {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).problems.map(({ file, message }) => `${file}: ${message}`);
};

describe('citewatch ack', () => {
  it('takes the only open finding, and shows the lines that it wrote', async () => {
    const { ack, decisions, sources } = await place(
      newer,
      found('source-moved', { state: 'acknowledged' }),
    );
    const { code, out } = await ack(
      'tip',
      '--reason',
      'it says  less',
      '--by',
      'the editor',
      '--until',
      '2999',
    );
    expect(code).toBe(0);
    expect(decisions()).toMatchObject([
      {
        source: 'tip',
        about: 'edition-newer',
        edition: '2025',
        reason: 'it says less',
        by: 'the editor',
        until: '2999',
      },
    ]);
    expect(out).toContain(`${sources}\n`);
    expect(out).toContain('+     { "source": "tip", "about": "edition-newer"');
    expect(out).toContain('tip is kept until 2999.');
  });

  const isWindows = process.platform === 'win32';
  // Windows has no such modes.
  it.skipIf(isWindows).each([0o600, 0o664])(
    'leaves the file to those who could read and write it: %o',
    async (mode) => {
      const { ack, sources } = await place(newer);
      chmodSync(sources, mode);
      await ack('tip', '--reason', 'it says less');
      expect(statSync(sources).mode & 0o777).toBe(mode);
    },
  );

  it('writes what a link leads to, and leaves the link', async () => {
    const { ack, sources, text } = await place(newer);
    const real = `${sources}.real`;
    renameSync(sources, real);
    symlinkSync(real, sources);
    await ack('tip', '--reason', 'it says less');
    expect(lstatSync(sources).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toBe(text());
    expect(text()).toContain('it says less');
  });

  it('says that a decision has no end where none was given, and changes a line where it had one', async () => {
    const { ack, decisions } = await place(missing);
    expect((await ack('tip', '--reason', 'one')).out).toContain(
      'until further notice: no --until was given',
    );
    const again = await ack('tip', '--reason', 'two');
    expect(again.out.match(/^[-+] /gm)).toEqual(['- ', '+ ']);
    expect(decisions()).toMatchObject([{ reason: 'two' }]);
  });

  it('records a false alarm, with the text in which it was raised', async () => {
    const { ack, decisions } = await place(missing);
    const { code, out } = await ack('tip', '--false-alarm');
    expect(code).toBe(0);
    expect(decisions()).toMatchObject([
      {
        about: 'passage-missing',
        keep: true,
        falseAlarm: TEXT_HASH,
        reason: expect.stringContaining('False alarm'),
      },
    ]);
    expect(out).toContain('tip does not alert until the text of its page changes.');
  });

  it('records a false alarm of a page in which no text was read', async () => {
    const { ack, decisions } = await place(
      found('source-blocked', { id: 'source-blocked:bare', source: 'bare' }),
    );
    expect((await ack('bare', '--false-alarm', '--reason', 'I can open it')).out).toContain(
      'until its page can be read',
    );
    expect(decisions()).toMatchObject([
      { source: 'bare', falseAlarm: null, reason: 'I can open it' },
    ]);
  });

  it('notes who has taken a finding on, which stays open', async () => {
    const { ack, decisions } = await place(missing);
    const { code, out } = await ack('tip', '--owner', 'Ada  (desk)', '--until', '2999');
    expect(code).toBe(0);
    expect(decisions()).toMatchObject([
      {
        about: 'passage-missing',
        keep: false,
        by: 'Ada (desk)',
        reason: 'Ada (desk) has taken it on.',
        until: '2999',
      },
    ]);
    expect(out).toContain('Ada (desk) has taken it on until 2999. The finding stays open.');
  });

  it('puts the answer in place of the owner, when that one has an answer', async () => {
    const { ack, decisions } = await place(missing);
    await ack('tip', '--owner', 'Ada');
    await ack('tip', '--reason', 'it was re-sourced');
    expect(decisions()).toMatchObject([{ keep: true, reason: 'it was re-sourced' }]);
    expect(decisions()[0]).not.toHaveProperty('by');
  });

  it.each(['--false-alarm', '--by=Bob'])('takes no owner together with %s', async (other) => {
    const { ack, text } = await place(missing);
    await expect(ack('tip', '--owner', 'Ada', other)).rejects.toThrow('cannot be used with');
    expect(text()).toBe(TEXT);
  });

  it('lists several open findings with the line for each, and writes nothing', async () => {
    const { ack, text, sources, db } = await place(newer, missing);
    const { code, out, err } = await ack('tip', '--reason', 'because');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('tip has 2 open findings');
    for (const kind of ['edition-newer', 'passage-missing'])
      expect(err).toContain(
        `citewatch ack tip --sources ${sources} --db ${db} --about ${kind} --reason "…"`,
      );
    expect((await ack('tip', '--owner', 'Ada L')).err).toContain(
      "--owner 'Ada L' --about edition-newer",
    );
    expect((await ack('tip', '--false-alarm')).err).toContain(
      '--false-alarm --about edition-newer',
    );
    expect(text()).toBe(TEXT);
  });

  it.each([
    [
      'a source that is not there',
      ['tipp', '--reason', 'x'],
      ['ack: unknown source "tipp"; did you mean "tip"?'],
    ],
    [
      'a kind that is not there',
      ['tip', '--about', 'passage-mising', '--reason', 'x'],
      ['--about: must be a kind of finding, not "passage-mising"; did you mean "passage-missing"?'],
    ],
    [
      'a kind that the last run did not find',
      ['tip', '--about', 'source-gone', '--reason', 'x'],
      ['--about: the last run found no source-gone on tip: it found edition-newer'],
    ],
    [
      'another edition than was found',
      ['tip', '--edition', '2031', '--reason', 'x'],
      ['--edition: "2031" is not what the finding is about: that is 2025'],
    ],
    [
      'an edition of what is about none',
      ['tip', '--about', 'no-url', '--edition', '2025', '--reason', 'x'],
      ['--edition: only edition-newer is about an edition, and not no-url'],
    ],
    [
      'a decision about a decision',
      ['tip', '--about', 'lint-decision-expired', '--reason', 'x'],
      [
        '--about: cannot be "lint-decision-expired": a decision does not answer for another one, which is mended itself',
      ],
    ],
    ['a source on which nothing is open', ['top', '--reason', 'x'], ['top: nothing is open here']],
    [
      'a source that no run has seen',
      ['new', '--reason', 'x'],
      ['--about: no run has looked at new yet: name the finding'],
    ],
    ['an answer without a reason', ['tip'], ['--reason: must not be empty']],
    [
      'an address for an owner',
      ['tip', '--owner', 'a@b.example'],
      ['--owner: must be a name or a role'],
    ],
    ['nobody for an owner', ['tip', '--owner', ' '], ['--owner: must not be empty']],
    [
      'a false alarm where no run has looked',
      ['new', '--about', 'source-gone', '--false-alarm'],
      ['new: no run has looked at it yet, so nothing was found'],
    ],
    [
      'every mistake at once',
      ['tip', '--reason', ' ', '--by', 'a@b.example', '--until', '2001'],
      [
        '--reason: must not be empty',
        '--by: must be a name or a role, not an e-mail address: this file is public',
        '--until: is over already',
      ],
    ],
  ])('refuses %s', async (_, args, problems) => {
    const { ack, text } = await place(newer);
    const told = await refused(ack(...args));
    expect(told).toHaveLength(problems.length);
    for (const [i, problem] of problems.entries()) expect(told[i]).toContain(problem);
    expect(text()).toBe(TEXT);
  });

  it('leads to the source under which a whole host is told', async () => {
    const host = found('source-unreachable', {
      why: { kind: 'host', host: 'p.example', sources: 2, each: { kind: 'no-url' } },
    });
    const { ack, decisions } = await place(host);
    expect(await refused(ack('top', '--reason', 'x'))).toEqual([
      'top: this is found of all sources of p.example, and decided at the first: citewatch ack tip',
    ]);
    expect((await ack('tip', '--reason', 'x')).code).toBe(0);
    expect(decisions()).toMatchObject([{ source: 'tip', about: 'source-unreachable' }]);
  });

  it('needs no store where the finding is named', async () => {
    const { sources, decisions } = await place();
    const asked = (...args: readonly string[]) =>
      run(addAck, [
        'ack',
        'tip',
        '--reason',
        'x',
        ...args,
        '--sources',
        sources,
        '--db',
        `${sources}.none`,
      ]);
    expect(await refused(asked('--about', 'edition-newer'))).toEqual([
      '--edition: no run has looked at tip yet: name the edition',
    ]);
    expect((await asked('--about', 'source-gone')).code).toBe(0);
    expect(decisions()).toMatchObject([{ source: 'tip', about: 'source-gone', edition: null }]);
  });
});
