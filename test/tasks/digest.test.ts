import { describe, expect, it } from 'vitest';
import { sendDigest } from '../../src/tasks/digest.js';
import { night, one, PASSAGE, url } from '../night/nights.js';
import { type FakeWorld, fakeWorld, page, said } from '../world.js';

describe('the digest', () => {
  async function bad(): Promise<FakeWorld> {
    const world = fakeWorld();
    world.pages.set(url, page(PASSAGE.replace('16,349', '16,439')));
    await night(world, one, 1);
    return world;
  }

  it('is sent once, and not again when nothing has changed', async () => {
    const world = await bad();
    expect((await sendDigest(world, {})).delivered).toMatchObject([
      { state: 'sent', recipient: 'recipient 1 of 1' },
    ]);
    expect(await sendDigest(world, {})).toEqual({ digests: [], delivered: [] });
    await night(world, one, 2);
    await sendDigest(world, {});
    expect(world.sent).toHaveLength(1);
    expect(world.sent[0]?.subject).toContain('passage');
  });

  it('is tried again when the server refused it, also when there is nothing new to say', async () => {
    const world = await bad();
    world.answerMail = () => ({ kind: 'refused', detail: said('451 later'), permanent: false });
    expect((await sendDigest(world, {})).delivered).toMatchObject([
      { state: 'pending', detail: '451 later' },
    ]);
    world.answerMail = () => ({ kind: 'sent', detail: said('250 ok') });
    expect((await sendDigest(world, {})).delivered).toMatchObject([{ state: 'sent' }]);
  });

  it('is not sent again when it may have arrived, and says so once', async () => {
    const world = await bad();
    world.answerMail = () => {
      throw new Error('the process dies here');
    };
    await expect(sendDigest(world, {})).rejects.toThrow();
    world.answerMail = () => ({ kind: 'sent', detail: said('250 ok') });
    expect((await sendDigest(world, {})).delivered).toMatchObject([{ state: 'sending' }]);
    expect((await sendDigest(world, {})).delivered).toEqual([]);
    expect(world.sent).toHaveLength(1);
  });

  it('keeps no address of a person in the store', async () => {
    const world = await bad();
    await sendDigest(world, {});
    expect(JSON.stringify(await world.store.lastDigest())).not.toContain('volunteer@');
  });

  it('is silent about first failures, and tells a recovery only of what it told', async () => {
    const world = fakeWorld();
    world.pages.set(url, page(PASSAGE));
    await night(world, one, 1);
    world.pages.set(url, 404);
    await night(world, one, 2);
    expect((await sendDigest(world, {})).digests).toEqual([]);
    world.pages.set(url, page(PASSAGE));
    await night(world, one, 3);
    expect((await sendDigest(world, {})).digests).toEqual([]);
  });
});
