import { describe, expect, it } from 'vitest';
import type { DeliveryResult } from '../../src/model/settings.js';
import { sendDigest } from '../../src/tasks/digest.js';
import { night, one, PASSAGE, url } from '../night/nights.js';
import { type FakeWorld, fakeWorld, page, readers, said } from '../world.js';

const [ANN, BEN] = ['ann@asylos.example', 'ben@asylos.example'];

/** A world after a night that has something to say. */
async function troubled(...to: readonly string[]): Promise<FakeWorld> {
  const world = fakeWorld(to);
  world.pages.set(url, page(PASSAGE.replace('16,349', '16,439')));
  await night(world, one, 1);
  return world;
}
const recipients = (world: FakeWorld) => world.sent.map(({ to }) => to);

/** A webhook that takes whatever it is given, and what it was given. */
function listening() {
  const posted: object[] = [];
  const post = async (body: object): Promise<DeliveryResult> => {
    posted.push(body);
    return { kind: 'sent', detail: said('200') };
  };
  return { posted, webhook: { url: 'https://hooks.example.org/x', format: 'json' as const, post } };
}

describe('a digest with several recipients', () => {
  it('goes to each by itself, so that none sees another’s address', async () => {
    const world = await troubled(ANN, BEN);
    await sendDigest(world, {});
    expect(recipients(world).sort()).toEqual([ANN, BEN]);
  });

  it('is sent again only to the one whom it did not reach', async () => {
    const world = await troubled(ANN, BEN);
    world.answerMail = () =>
      world.sent.length === 1
        ? { kind: 'refused', detail: said('451 later'), permanent: false }
        : { kind: 'sent', detail: said('250 ok') };
    const [first, second] = (await sendDigest(world, {})).delivered;
    expect([first?.state, second?.state].sort()).toEqual(['pending', 'sent']);
    const refused = recipients(world)[0];
    await sendDigest(world, {});
    expect(recipients(world).slice(2)).toEqual([refused]);
  });

  it('has one message id for each, the same on every attempt, so that a mailbox can tell a second copy', async () => {
    const world = await troubled(ANN, BEN);
    world.answerMail = () => ({ kind: 'refused', detail: said('451 later'), permanent: false });
    await sendDigest(world, {});
    await sendDigest(world, {});
    const ids = world.sent.map(({ to, messageId }) => `${to} ${messageId}`);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(2);
    expect(new Set(world.sent.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('is told to nobody who has left the list in the meantime', async () => {
    const world = await troubled(ANN, BEN);
    world.answerMail = () => ({ kind: 'refused', detail: said('451 later'), permanent: false });
    await sendDigest(world, {});
    world.sent.length = 0;
    Object.assign(world, { mail: { ...world.mail, readers: readers([BEN]) } });
    await sendDigest(world, {});
    expect(recipients(world)).toEqual([BEN]);
  });
});

describe('a delivery', () => {
  it('is the same recipient however the address is written', async () => {
    const world = await troubled(ANN);
    world.answerMail = () => ({ kind: 'refused', detail: said('451 later'), permanent: false });
    await sendDigest(world, {});
    Object.assign(world, { mail: { ...world.mail, readers: readers([` ${ANN.toUpperCase()}`]) } });
    expect((await sendDigest(world, {})).delivered).toHaveLength(1);
  });

  it('of which the server’s answer was lost may have arrived: it is not sent again', async () => {
    const world = await troubled(ANN);
    world.answerMail = () => ({ kind: 'unknown', detail: said('the connection broke') });
    expect((await sendDigest(world, {})).delivered).toMatchObject([
      { state: 'sending', detail: 'the connection broke' },
    ]);
    expect((await sendDigest(world, {})).delivered).toEqual([]);
    expect(world.sent).toHaveLength(1);
  });

  it('that is refused is told without anybody’s address, whomever the server names', async () => {
    const world = await troubled(ANN);
    const words = `550 <${ANN}>: sent on to Ann.Private@home.example; relay@asylos.example may not, see https://mail.example/@help`;
    world.answerMail = () => ({ kind: 'refused', detail: said(words), permanent: true });
    const { delivered } = await sendDigest(world, {});
    expect(delivered).toMatchObject([
      {
        detail:
          '550 <the recipient>: sent on to an address; an address may not, see https://mail.example/@help',
      },
    ]);
    expect(JSON.stringify(await world.store.lastDigest())).not.toMatch(/ann@|private@|relay@/iu);
  });

  it('keeps the id by which its mail is found again at the server', async () => {
    const world = await troubled(ANN);
    world.answerMail = () => ({
      kind: 'sent',
      detail: said(`250 2.6.0 ${world.sent.at(-1)?.messageId} queued`),
    });
    const { delivered } = await sendDigest(world, {});
    expect(delivered[0]?.detail).toBe(`250 2.6.0 ${world.sent[0]?.messageId} queued`);
  });

  it('needs somebody to send to', async () => {
    const world = await troubled(ANN);
    Object.assign(world, { mail: null });
    await expect(sendDigest(world, {})).rejects.toThrow('neither a mail server nor a webhook');
  });
});

describe('a webhook', () => {
  const HOOK = 'https://hooks.example.org/T0/s3cret';

  /** A world whose webhook does as it is told, and what it was told. */
  async function hooked(answer: () => DeliveryResult) {
    const world = await troubled(ANN);
    const told: object[] = [];
    const post = async (body: object) => {
      told.push(body);
      return answer();
    };
    return {
      world: Object.assign(world, { webhook: { url: HOOK, format: 'json' as const, post } }),
      told,
    };
  }

  it('is told a digest once, beside the mail, and what is kept of it names no secret', async () => {
    const { world, told } = await hooked(() => ({ kind: 'sent', detail: said('200 ok') }));
    const { delivered } = await sendDigest(world, {});
    expect(delivered.map(({ recipient, state }) => [recipient, state])).toEqual(
      expect.arrayContaining([
        ['recipient 1 of 1', 'sent'],
        ['the webhook at hooks.example.org', 'sent'],
      ]),
    );
    await sendDigest(world, {});
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      run: 1,
      text: expect.stringContaining(world.sent[0]?.subject ?? '-'),
    });
    expect(JSON.stringify([delivered, await world.store.lastDigest()])).not.toMatch(/s3cret|ann@/u);
  });

  it('that fails is told, tried again the next time, and keeps the mail from nobody', async () => {
    const answers: DeliveryResult[] = [
      { kind: 'refused', detail: said('503 later'), permanent: false },
    ];
    const { world, told } = await hooked(
      () => answers.shift() ?? { kind: 'sent', detail: said('200 ok') },
    );
    const { delivered } = await sendDigest(world, {});
    expect(delivered.find(({ recipient }) => recipient.startsWith('the webhook'))).toMatchObject({
      state: 'pending',
      detail: '503 later',
    });
    expect((await sendDigest(world, {})).delivered).toMatchObject([{ state: 'sent' }]);
    expect([told.length, world.sent.length]).toEqual([2, 1]);
  });

  it('that may have got it is not told again', async () => {
    const { world, told } = await hooked(() => ({ kind: 'unknown', detail: said('504') }));
    await sendDigest(world, {});
    expect((await sendDigest(world, {})).delivered).toEqual([]);
    expect(told).toHaveLength(1);
  });

  it('needs no mail server', async () => {
    const { world, told } = await hooked(() => ({ kind: 'sent', detail: said('200 ok') }));
    Object.assign(world, { mail: null });
    expect((await sendDigest(world, {})).delivered).toHaveLength(1);
    expect(told).toHaveLength(1);
  });
});

describe('a store that is kept elsewhere', () => {
  it('has each claim before the message is handed over, so that no other machine hands it over again', async () => {
    const world = await troubled(ANN, BEN);
    const kept: string[] = [];
    const keep = async () => {
      const record = await world.store.lastDigest();
      kept.push(record?.deliveries.map(({ state }) => state).join() ?? '');
    };
    await sendDigest({ ...world, keep }, {});
    expect(kept).toHaveLength(2);
    expect(kept[0]).toMatch(/sending,pending|pending,sending/);
    expect(kept[1]).toMatch(/sending,sent|sent,sending/);
  });

  it('lets nothing go out when it cannot be reached, and all of it the next time', async () => {
    const world = await troubled(ANN);
    const { posted, webhook } = listening();
    const keep = () => Promise.reject(new Error('no way to the branch'));
    const post = { ...world, mail: null, webhook };
    const { delivered } = await sendDigest({ ...post, keep }, {});
    expect(delivered).toMatchObject([{ state: 'pending', detail: 'no way to the branch' }]);
    expect(posted).toEqual([]);
    await sendDigest(post, {});
    expect(posted).toHaveLength(1);
  });

  it('hands nothing over when the process is asked to stop while the claim is kept, and all of it the next time', async () => {
    const world = await troubled(ANN, BEN);
    const { posted, webhook } = listening();
    const stop = new AbortController();
    const keep = async () => stop.abort(new Error('stopped by SIGTERM'));
    const post = { ...world, mail: null, webhook };
    const { delivered } = await sendDigest({ ...post, keep, stop: stop.signal }, {});
    expect(delivered).toMatchObject([{ state: 'pending', detail: 'stopped by SIGTERM' }]);
    expect(posted).toEqual([]);
    expect((await sendDigest(post, {})).delivered).toMatchObject([{ state: 'sent' }]);
    expect(posted).toHaveLength(1);
  });
});
