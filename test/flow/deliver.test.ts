import { describe, expect, it } from 'vitest';
import { deliver } from '../../src/flow/deliver.js';
import { sendDigest } from '../../src/flow/digest.js';
import { type FakeWorld, fakeWorld, page } from '../world.js';
import { night, one, PASSAGE, url } from './nights.js';

const [ANN, BEN] = ['ann@asylos.example', 'ben@asylos.example'];

/** A world after a night that has something to say. */
async function troubled(...to: readonly string[]): Promise<FakeWorld> {
  const world = fakeWorld(to);
  world.pages.set(url, page(PASSAGE.replace('16,349', '16,439')));
  await night(world, one, 1);
  return world;
}
const recipients = (world: FakeWorld) => world.sent.map(({ to }) => to);

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
        ? { kind: 'refused', detail: '451 later', permanent: false }
        : { kind: 'sent', detail: '250 ok' };
    const [first, second] = (await sendDigest(world, {})).delivered;
    expect([first?.state, second?.state].sort()).toEqual(['pending', 'sent']);
    const refused = recipients(world)[0];
    await sendDigest(world, {});
    expect(recipients(world).slice(2)).toEqual([refused]);
  });

  it('has one message id for each, the same on every attempt, so that a mailbox can tell a second copy', async () => {
    const world = await troubled(ANN, BEN);
    world.answerMail = () => ({ kind: 'refused', detail: '451 later', permanent: false });
    await sendDigest(world, {});
    await sendDigest(world, {});
    const ids = world.sent.map(({ to, messageId }) => `${to} ${messageId}`);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(2);
    expect(new Set(world.sent.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('is told to nobody who has left the list in the meantime', async () => {
    const world = await troubled(ANN, BEN);
    world.answerMail = () => ({ kind: 'refused', detail: '451 later', permanent: false });
    await sendDigest(world, {});
    world.sent.length = 0;
    Object.assign(world, { mail: { ...world.mail, to: [BEN] } });
    await sendDigest(world, {});
    expect(recipients(world)).toEqual([BEN]);
  });
});

describe('a delivery', () => {
  it('is the same recipient however the address is written', async () => {
    const world = await troubled(ANN);
    world.answerMail = () => ({ kind: 'refused', detail: '451 later', permanent: false });
    await sendDigest(world, {});
    Object.assign(world, { mail: { ...world.mail, to: [` ${ANN.toUpperCase()}`] } });
    expect((await sendDigest(world, {})).delivered).toHaveLength(1);
  });

  it('of which the server’s answer was lost may have arrived: it is not sent again', async () => {
    const world = await troubled(ANN);
    world.answerMail = () => ({ kind: 'unknown', detail: 'the connection broke' });
    expect((await sendDigest(world, {})).delivered).toMatchObject([
      { state: 'sending', detail: 'the connection broke' },
    ]);
    expect(await deliver(world, null, {})).toEqual([]);
    expect(world.sent).toHaveLength(1);
  });

  it('needs a mail server', async () => {
    const world = await troubled(ANN);
    Object.assign(world, { mail: null });
    await expect(deliver(world, null, {})).rejects.toThrow('no mail server');
  });
});
