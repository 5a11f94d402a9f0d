import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Evidence, openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import type { Run } from '../../src/model/run.js';
import { keepAndReopen, keepCapture } from '../../src/night/in-browser.js';
import { loadPageContext } from '../../src/night/page-context.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { renderJson } from '../../src/surfaces/files/json.js';
import { renderSummary } from '../../src/surfaces/files/workflow.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import { renderTerminal, renderTodo } from '../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { answerOf } from '../evidence/samples.js';
import { fakeWorld, page } from '../world.js';
import { night, one, PASSAGE, quoteOf, url } from './nights.js';

/** Evidence on a disk that does this to each new file's bytes as soon as a capture is kept, so many times. */
function onBadDisk(damage: (bytes: Buffer) => Buffer, times = Number.POSITIVE_INFINITY) {
  const folder = emptyFolder();
  const evidence = openEvidence(folder, EVIDENCE_LIMITS);
  let left = times;
  const spoil = <T>(record: T): T => {
    if (left-- > 0)
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.warc.gz')))
        writeFileSync(join(folder, name), damage(readFileSync(join(folder, name))));
    return record;
  };
  const keep: Evidence['keep'] = async (capture) => spoil(await evidence.keep(capture));
  const keepResource: Evidence['keepResource'] = async (one) =>
    spoil(await evidence.keepResource(one));
  return { folder, evidence: { ...evidence, keep, keepResource } };
}

const losesAByte = (bytes: Buffer): Buffer => bytes.subarray(0, -1);
const turnsABit = (bytes: Buffer): Buffer => {
  const turned = Buffer.from(bytes);
  turned[turned.length >> 1] = (turned[turned.length >> 1] ?? 0) ^ 1;
  return turned;
};
const whole = (bytes: Buffer): Buffer => bytes;

async function nightOn(
  evidence: Evidence,
  answer: Parameters<ReturnType<typeof fakeWorld>['pages']['set']>[1],
) {
  const world = Object.assign(fakeWorld(), { evidence });
  world.pages.set(url, answer);
  return { world, run: await night(world, one, 1) };
}

const screen = { colour: false, width: 400 };

/** Everywhere where a night is told. */
const toldOf = (run: Run): readonly string[] => [
  renderTerminal(ENGLISH, run, screen),
  renderTodo(ENGLISH, run, screen),
  renderSummary(ENGLISH, run),
  renderPage(run),
  renderJson(run),
];

const body = (bytes: Buffer, truncated = false) => ({
  bytes,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  truncated,
});

describe('a capture is opened again on the night on which it is made', () => {
  it('and nothing is said of one that shows what was judged', async () => {
    const { evidence } = onBadDisk(whole);
    const { run } = await nightOn(evidence, page(PASSAGE));
    expect(run.run).not.toHaveProperty('badCaptures');
    for (const text of toldOf(run)) expect(text).not.toMatch(/not sound evidence|badCaptures/u);
    expect((await evidence.verify()).problems).toEqual([]);
  });

  it.each([
    ['loses a byte', losesAByte],
    ['turns a bit', turnsABit],
  ])(
    'one on a disk that once %s is kept a second time, told that night, and named by verify',
    async (_, damage) => {
      const { evidence } = onBadDisk(damage, 1);
      const { world, run } = await nightOn(evidence, page(PASSAGE));
      expect(quoteOf(run.sources[0])?.verdict).toBe('intact');
      expect(run.run.badCaptures).toMatchObject({
        count: 1,
        named: [{ subject: 'a', fault: { kind: 'damaged', again: true } }],
      });
      for (const text of toldOf(run)) expect(text).toContain('it was kept a second time');
      const [bad, good] = await evidence.list('a');
      await expect(evidence.read(bad?.n ?? 0)).rejects.toThrow('not as it was written');
      expect((await evidence.read(good?.n ?? 0))?.outcome.body?.bytes.toString()).toContain(
        PASSAGE,
      );
      expect((await evidence.verify()).problems).toEqual([expect.objectContaining({ n: 1 })]);
      const { lives } = await loadPageContext(world, run, one);
      expect(lives?.get('a')?.capture?.fault ?? run.run.badCaptures?.named[0]?.fault).toMatchObject(
        {
          again: true,
        },
      );
    },
  );

  it('on a disk that always does, the second is bad too, and the verdict is what it is', async () => {
    const { evidence } = onBadDisk(losesAByte);
    const { run } = await nightOn(evidence, page(PASSAGE));
    expect(run.run.badCaptures?.named[0]?.fault).toMatchObject({ kind: 'damaged', again: false });
    expect(renderTerminal(ENGLISH, run, screen)).toContain('fared no better');
    expect(quoteOf(run.sources[0])?.verdict).toBe('intact');
  });

  it('one of a document that is longer than the limit is told as a beginning', async () => {
    const { evidence } = onBadDisk(whole);
    const bytes = Buffer.from(page(PASSAGE));
    // As it comes: the hash is of all that was received, the bytes are its beginning.
    const { sha256 } = body(Buffer.concat([bytes, bytes]));
    const { run } = await nightOn(evidence, {
      ...answerOf(''),
      url,
      finalUrl: url,
      hops: [],
      body: { ...body(bytes, true), sha256 },
    });
    expect(run.run.badCaptures).toEqual({
      count: 1,
      named: [{ subject: 'a', fault: { kind: 'truncated' } }],
    });
    expect(renderTerminal(ENGLISH, run, screen)).toContain('its end is missing');
    expect(await evidence.list('a')).toHaveLength(1);
    const { evidence: bad } = onBadDisk(turnsABit);
    const cut = {
      ...answerOf(''),
      url,
      finalUrl: url,
      hops: [],
      body: { ...body(bytes, true), sha256 },
    };
    expect((await nightOn(bad, cut)).run.run.badCaptures?.named[0]?.fault.kind).toBe('damaged');
  });

  it('of an answer that was cut off nothing is kept that could be bad', async () => {
    const { evidence } = onBadDisk(whole);
    const { run } = await nightOn(evidence, {
      kind: 'failed',
      failure: 'cut-off',
      code: null,
      message: 'The answer ended before its end.',
    });
    expect(run.run).not.toHaveProperty('badCaptures');
    expect(await evidence.list('a')).toEqual([]);
  });

  it('a run that was killed tells what it noted before', async () => {
    const { evidence } = onBadDisk(losesAByte, 1);
    const db = join(emptyFolder(), 'citewatch.db');
    const worldOf = () => Object.assign(fakeWorld(), { evidence, store: openStore(db) });
    const killed = worldOf();
    killed.pages.set(url, page(PASSAGE));
    killed.store.finishRun = () => Promise.reject(new Error('killed'));
    await expect(night(killed, one, 1)).rejects.toThrow('killed');
    await killed.store.close();
    const world = worldOf();
    world.pages.set(url, page(PASSAGE));
    expect((await night(world, one, 1)).run.badCaptures?.count).toBe(1);
    expect(world.asked).toEqual([]);
    expect((await night(world, one, 2)).run).not.toHaveProperty('badCaptures');
  });
});

describe('a page whose charset only its header names', () => {
  // 無戸籍 in Shift_JIS: other bytes than in UTF-8, and the page does not say so.
  const bytes = Buffer.concat([
    Buffer.from('<title>x</title><main><p>'),
    Buffer.from([0x96, 0xb3, 0x8c, 0xcb, 0x90, 0xd0]),
    Buffer.from('</p></main>'),
  ]);
  const headers = { 'content-type': 'text/html; charset=shift_jis' };
  const outcome = { ...answerOf('', { headers }), body: body(bytes) };
  const { thought } = fakeWorld();
  const read = () =>
    thought.read({
      ...body(bytes),
      contentType: 'text/html; charset=shift_jis',
      url: outcome.finalUrl,
    });
  const received = async () => ({
    subject: 'a',
    run: 1,
    outcome,
    accepted: true,
    userAgent: 'citewatch/1',
    snapshot: await read(),
  });

  it('is kept with it, and read from the disk as it was read from the web', async () => {
    const { evidence } = onBadDisk(whole);
    expect((await read()).document.blocks[0]?.text).toBe('無戸籍');
    expect(await keepCapture(evidence, thought, await received())).toBeNull();
    const [record] = await evidence.list('a');
    const reopened = await evidence.reopen(record ?? expect.fail());
    expect(reopened).toMatchObject({ headers: { 'content-type': 'text/html; charset=shift_jis' } });
  });

  it('is a bad capture where the writer drops it', async () => {
    const { evidence } = onBadDisk(whole);
    const keep: Evidence['keep'] = (capture) =>
      evidence.keep({
        ...capture,
        outcome: { ...capture.outcome, headers: { 'content-type': 'text/html' } },
      });
    expect(await keepCapture({ ...evidence, keep }, thought, await received())).toMatchObject({
      kind: 'damaged',
      how: 'it holds something else than what was received',
    });
  });
});

describe('of one capture in sixty-four the text is read again', () => {
  const world = fakeWorld();
  /** A page whose digest chooses it, or does not. */
  const chosen = (isChosen: boolean): string => {
    for (let i = 0; ; i++) {
      const text = page(`${PASSAGE} ${i}`);
      if (/^.{6}[048c]0/.test(body(Buffer.from(text)).sha256) === isChosen) return text;
    }
  };
  /** What is said of a page where reading it again gives this text. */
  const faultOf = async (text: string, textSha256?: string) => {
    const bytes = Buffer.from(text);
    const outcome = { ...answerOf(''), body: body(bytes) };
    const contentType = outcome.headers['content-type'] ?? null;
    const snapshot = await world.thought.read({
      ...body(bytes),
      contentType,
      url: outcome.finalUrl,
    });
    const again = { ...snapshot, ...(textSha256 === undefined ? {} : { textSha256 }) };
    const received = {
      subject: 'a',
      run: 1,
      outcome,
      accepted: true,
      userAgent: 'citewatch/1',
      snapshot,
    };
    const thought = { ...world.thought, read: async () => again };
    return keepCapture(onBadDisk(whole).evidence, thought, received);
  };

  it('and another text is told', async () => {
    expect(await faultOf(chosen(true), 'another')).toEqual({ kind: 'other-text' });
    expect(await faultOf(chosen(true))).toBeNull();
  });

  it('and of the others nothing is read, for what is read is the same', async () => {
    expect(await faultOf(chosen(false), 'another')).toBeNull();
  });
});

describe('what a browser showed is opened again too', () => {
  const said = {
    subject: 'a',
    run: 1,
    url,
    at: '2025-10-01T02:00:09.000Z',
    userAgent: 'citewatch/1',
    by: 'Chromium',
  };
  const dom = {
    ...said,
    role: 'rendered',
    contentType: 'text/html',
    bytes: Buffer.from('<p>x'),
  } as const;

  it('and nothing is said of what comes back as it was kept', async () => {
    expect(await keepAndReopen(onBadDisk(whole).evidence, dom)).toBeNull();
  });

  it('and what does not is kept a second time', async () => {
    const { evidence } = onBadDisk(turnsABit, 1);
    expect(await keepAndReopen(evidence, dom)).toMatchObject({ kind: 'damaged', again: true });
    const [bad, good] = await evidence.beside('a');
    await expect(evidence.readBeside(bad?.n ?? 0)).rejects.toThrow('not as it was written');
    expect((await evidence.readBeside(good?.n ?? 0))?.resource.bytes.toString()).toBe('<p>x');
    expect(await keepAndReopen(onBadDisk(losesAByte).evidence, dom)).toMatchObject({
      again: false,
    });
  });
});
