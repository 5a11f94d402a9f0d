import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGithub, openIssues } from '../../src/delivery/issues.js';
import { type LoopbackGithub, startLoopbackGithub } from '../replica/github.js';
import { loopbackDoor } from '../web/archives/door.js';

const TOKEN = 'gh-secret';
const TEXT = { title: 'China report: 1 finding is open', body: 'text' };

let github: LoopbackGithub;
let slept: number[];
beforeEach(async () => {
  github = await startLoopbackGithub(TOKEN, 2);
  slept = [];
});
afterEach(() => github.close());

const hand = (token = TOKEN) => {
  const settings = { api: `http://127.0.0.1:${github.port}/`, repository: 'asylos/reports', token };
  const sleep = async (ms: number) => void slept.push(ms);
  return openIssues(openGithub(loopbackDoor(), settings, sleep));
};

describe('the issues of a repository', () => {
  it('are opened, changed, closed and commented on', async () => {
    const { number } = await hand().open(TEXT);
    await hand().update(number, { ...TEXT, body: 'new' }, false);
    await hand().comment(number, 'something new');
    expect(github.issues).toMatchObject([{ body: 'new', state: 'closed', labels: ['citewatch'] }]);
    expect(github.comments).toMatchObject([{ issue: number, body: 'something new' }]);
    expect(await hand().list()).toMatchObject([{ number, open: false, body: 'new' }]);
  });

  it('are found on every page, and only those that we opened', async () => {
    for (let n = 0; n < 5; n++) await hand().open({ ...TEXT, body: `${n}` });
    const [ours] = github.issues;
    const stranger = { user: { type: 'User' }, author_association: 'NONE' };
    github.issues.splice(1, 0, {
      ...(ours as (typeof github.issues)[number]),
      number: 9,
      ...stranger,
    });
    expect((await hand().list()).map(({ body }) => body)).toEqual(['0', '1', '2', '3', '4']);
    expect(github.requests.filter((request) => request === 'GET /issues')).toHaveLength(3);
  });

  it('are opened once when GitHub asks for patience first, which is had', async () => {
    github.turnAway = 3;
    await hand().open(TEXT);
    expect(github.issues).toHaveLength(1);
    expect(slept).toEqual([1000, 1000, 1000]);
  });

  it.each([
    [
      'a body that is too long',
      TOKEN,
      'x'.repeat(70_000),
      /422 to POST \/issues: Validation Failed$/,
    ],
    ['another token', 'wrong-secret', 'text', /401 to POST \/issues: Bad credentials$/],
  ])('are refused in a sentence without a secret in it: %s', async (_, token, body, words) => {
    const refused = hand(token).open({ ...TEXT, body });
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.not.toThrow(/secret/);
  });
});
