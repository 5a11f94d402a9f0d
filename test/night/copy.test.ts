import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/model/watchlist.js';
import { findCopy, makeCopy } from '../../src/night/witnesses.js';
import type { Archive } from '../../src/web/archives/archive.js';
import { fakeWorld, source } from '../world.js';
import { night, one } from './nights.js';

const [cited] = one.sources as readonly [Source];
const refusing = (reason: string): Archive => {
  const no = async () => ({ kind: 'unavailable' as const, reason });
  return { captures: no, nearest: no, read: no, save: no } as unknown as Archive;
};

describe('the copy of a source in an archive', () => {
  it('is looked for once the source was looked at', async () => {
    const world = Object.assign(fakeWorld(), { archive: refusing('it is closed') });
    expect(await findCopy(world, one, cited)).toBeNull();
    await night(world, one, 1);
    expect(await findCopy(world, one, cited)).toEqual({ copy: null, unasked: 'it is closed' });
    expect(await findCopy(world, one, source('another'))).toBeNull();
  });

  it('that could not be made is told with the archive’s reason', async () => {
    expect(await makeCopy({ archive: refusing('too many today') }, 'https://a.example/')).toEqual({
      kind: 'not-made',
      reason: 'too many today',
    });
  });

  it('needs an archive', async () => {
    await expect(findCopy(fakeWorld(), one, cited)).rejects.toThrow('no archive');
    await expect(makeCopy({ archive: null }, 'https://a.example/')).rejects.toThrow('no archive');
  });
});
