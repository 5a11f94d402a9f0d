import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { citewatch, start } from '../command-line.js';
import { closeSinks, DB, gate, sinks, TO, troubled } from '../night/troubled.js';
import { type SmtpMoment, type SmtpSink, startSmtpSink } from '../replica/smtp.js';

afterEach(closeSinks);

describe('two processes that send the digests of one store', () => {
  it.each<[string, (folder: string) => string]>([
    ['under one name', () => DB],
    [
      'under another',
      (folder) => {
        mkdirSync(join(folder, 'elsewhere'));
        symlinkSync(join(folder, DB), join(folder, 'elsewhere/store.db'));
        return 'elsewhere/../elsewhere/store.db';
      },
    ],
  ])('%s send each mail once, and the second says why it sent none', async (_, nameOf) => {
    const held = gate('recipient');
    const { folder, sink, send } = await troubled(held.pause);
    const first = send();
    await held.reached;
    const second = await send(nameOf(folder)).ended;
    held.open();
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(second.code).toBe(1);
    expect(second.err).toMatch(
      /^citewatch could not do its job: another process is sending the digests of /u,
    );
    expect(sink.messages).toHaveLength(2);
    expect((await send().ended).err).toBe('nothing to say since the last digest: nothing sent\n');
  });

  it('and begin in the same moment send each mail once', async () => {
    const { sink, send } = await troubled();
    const codes = await Promise.all(
      [send(), send(), send()].map(async ({ ended }) => (await ended).code),
    );
    expect(codes).toContain(0);
    expect(sink.messages).toHaveLength(2);
  });
});

describe('a process that is killed while it sends', () => {
  const kill = async (at: SmtpMoment) => {
    const held = gate(at);
    const place = await troubled(held.pause);
    const { child, ended } = place.send();
    await held.reached;
    child.kill('SIGKILL');
    await ended;
    held.open();
    return place;
  };

  it('before the mail is whole loses none: the next one sends them all, once', async () => {
    const { sink, send, told } = await kill('recipient');
    expect(sink.messages).toHaveLength(0);
    expect(await send().ended).toMatchObject({ code: 0 });
    expect(new Set(told()).size).toBe(2);
    expect(sink.messages).toHaveLength(2);
  });

  it('after it was whole doubles none: the next one says so once, and sends the others', async () => {
    const { sink, send, told } = await kill('whole');
    const next = await send().ended;
    expect(next.code).toBe(1);
    expect(next.err).toContain('it may have arrived, and is not sent again');
    expect(new Set(told()).size).toBe(2);
    expect(sink.messages).toHaveLength(2);
    expect(await send().ended).toMatchObject({ code: 0 });
    expect(sink.messages).toHaveLength(2);
  });
});

describe('a server that fails half way', () => {
  const WEEKLY = 'cyn@asylos.example';
  const refusal = (responseCode: number) => Object.assign(new Error('not now'), { responseCode });
  const toOf = (sink: SmtpSink) => sink.messages.map(({ to }) => [to].flat()[0]?.text).sort();

  /** Three readers, one of them weekly, and a server that refuses the whole message of the second once. */
  async function failing(code: number) {
    let wholes = 0;
    const place = await troubled(async (moment) => {
      if (moment === 'whole' && ++wholes === 2) throw refusal(code);
    });
    const subscribers = [{ address: WEEKLY, send: 'weekly', kinds: ['passage-altered'] }];
    const file = { from: 'watch@asylos.example', to: TO, subscribers };
    writeFileSync(join(place.folder, 'subscribers.json'), JSON.stringify(file));
    const env = { SMTP_URL: place.sink.url };
    const send = () => start(['digest', '--send', '--db', DB], { cwd: place.folder, env }).ended;
    return { ...place, send };
  }

  it.each([451, 554])(
    'after DATA, with %d, has the message told to nobody twice and to everybody once',
    async (code) => {
      const { sink, send } = await failing(code);
      const first = await send();
      expect(first.code).toBe(1);
      expect(first.err).toMatch(
        /recipient 2 of 3: not sent, and tried again with the next digest/u,
      );
      expect(first.err).not.toContain('@asylos');
      expect(toOf(sink)).toEqual([TO[0], WEEKLY]);
      expect(await send()).toMatchObject({ code: 0 });
      expect(toOf(sink)).toEqual([...TO, WEEKLY]);
      expect((await send()).err).toBe('nothing to say since the last digest: nothing sent\n');
      expect(toOf(sink)).toEqual([...TO, WEEKLY]);
    },
  );

  it('and is killed with the sender while the second is sent has each told once', async () => {
    const held = gate('recipient');
    const place = await troubled(held.pause);
    const { child, ended } = place.send();
    await held.reached;
    child.kill('SIGKILL');
    await ended;
    held.open();
    await place.sink.close();
    expect((await place.send().ended).code).toBe(1);
    const again = await startSmtpSink();
    sinks.splice(0, sinks.length, again);
    const env = { SMTP_URL: again.url, MAIL_FROM: 'watch@asylos.example', MAIL_TO: TO.join(', ') };
    const send = () => start(['digest', '--send', '--db', DB], { cwd: place.folder, env }).ended;
    expect(await send()).toMatchObject({ code: 0 });
    await send();
    expect(toOf(again)).toEqual(TO);
    expect(place.sink.messages).toHaveLength(0);
  });
});

describe('a preview', () => {
  it('prints what each reader would be sent, sends nothing and changes nothing', async () => {
    const { folder, sink, send } = await troubled();
    const env = { MAIL_FROM: 'watch@asylos.example', MAIL_TO: TO.join(', ') };
    const see = (...more: readonly string[]) =>
      start(['digest', '--preview', ...more, '--db', DB], { cwd: folder, env }).ended;
    const all = await see();
    expect(all.code, all.err).toBe(0);
    expect(all.out.match(/^Subject: /gmu)).toHaveLength(2);
    expect(all.err).toBe(
      'recipient 1 of 2, as they happen: due\nrecipient 2 of 2, as they happen: due\n',
    );
    const one = await see(TO[1] ?? '');
    expect(one.err).toBe('recipient 2 of 2, as they happen: due\n');
    expect((await see('--html')).out).toMatch(/^<!doctype html>/u);
    expect(await see('nobody@asylos.example')).toMatchObject({ code: 3, out: '' });
    expect(sink.messages).toHaveLength(0);
    expect(await send().ended).toMatchObject({ code: 0 });
    expect(sink.messages).toHaveLength(2);
    expect((await see()).err).toContain('recipient 1 of 2, as they happen: nothing to say');
  });
});

it('a store that has two names in the file system is not opened under either', async () => {
  const { folder } = await troubled();
  linkSync(join(folder, DB), join(folder, 'twin.db'));
  for (const db of [DB, 'twin.db']) {
    const { code, err } = await citewatch(['history', 'a', '--db', db], folder);
    expect({ code, err }).toEqual({
      code: 1,
      err: `citewatch could not do its job: ${db} is one file under 2 names (hard links): remove all names but one\n`,
    });
  }
});
