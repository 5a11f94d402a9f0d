import { win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nearestThere } from '../../src/commands/options.js';
import { oldNodeSentence } from '../../src/commands/start.js';

describe('an older Node', () => {
  const needed = '>=22.19';

  it.each(['20.20.2', '22.18.0', '22.9.0', '9.11.2'])(
    'is told which one is needed: %s',
    (version) => {
      const sentence = oldNodeSentence({ version, needed, isClone: false });
      expect(sentence).toBe(
        `citewatch needs Node 22.19 or newer, and this is Node ${version}: install Node 24 from https://nodejs.org.`,
      );
    },
  );

  it.each(['22.19.0', '22.23.3', '24.0.0', '26.10.0', '100.0.0'])(
    'is none of these: %s',
    (version) => {
      expect(oldNodeSentence({ version, needed, isClone: false })).toBeNull();
    },
  );

  it('is told in a clone what to type there', () => {
    const sentence = oldNodeSentence({ version: '20.20.2', needed, isClone: true });
    expect(sentence).toContain('type npm run citewatch -- and what follows in its folder');
  });
});

describe('the nearest folder that is there', () => {
  const isThere = (path: string): boolean => path === 'C:\\Users';

  it('is looked for upwards, by the path of Windows too', () => {
    expect(nearestThere('C:\\Users\\a\\b.db', isThere, win32.dirname)).toBe('C:\\Users');
  });

  it('is none on a disk that is not there', () => {
    expect(nearestThere('Z:\\a\\b.db', isThere, win32.dirname)).toBeNull();
  });
});
