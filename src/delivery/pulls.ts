import * as z from 'zod';
import { everyEntry, type Github, GithubRefusal, ISSUE, type IssueText, shape } from './issues.js';

const PULL = ISSUE.extend({ merged_at: z.string().nullish(), head: z.object({ sha: z.string() }) });
const USER = z.object({ login: z.string(), type: z.string() }).nullable();
const COMMENT = ISSUE.pick({ body: true, author_association: true }).extend({
  ...{ id: z.int(), created_at: z.string(), user: USER },
});

export type Pulls = ReturnType<typeof openPulls>;

/** The pull requests of a repository, `owner/name`, on GitHub, and what people write below its issues. */
export function openPulls(github: Github, repository: string) {
  /** All from a branch of the repository itself, latest first. */
  const list = (branch: string) => {
    const head = encodeURIComponent(`${repository.split('/')[0]}:${branch}`);
    return everyEntry(github, `/pulls?state=all&head=${head}&sort=created&direction=desc`, PULL);
  };
  const update = async (number: number, text: IssueText, state: 'open' | 'closed'): Promise<number> => {
    await github({ method: 'PATCH', path: `/pulls/${number}`, body: { ...text, state } });
    return number;
  };
  return {
    list,
    update,
    /** Opens one, or brings up to date what another night opened meanwhile; gives its number. */
    async open(text: IssueText, branch: string, base: string): Promise<number> {
      try {
        const { json } = await github({ method: 'POST', path: '/pulls', body: { ...text, head: branch, base } });
        return shape(PULL, json).number;
      } catch (error) {
        const there = (await list(branch)).find(({ state }) => state === 'open');
        if (there === undefined) throw error;
        return update(there.number, text, 'open');
      }
    },
    comments: (issue: number) => everyEntry(github, `/issues/${issue}/comments?sort=created`, COMMENT),
    /** Marks a comment, which may be done twice, and then answers it. */
    async answer(issue: number, comment: number, content: '+1' | 'confused', body: string): Promise<void> {
      await github({ method: 'POST', path: `/issues/comments/${comment}/reactions`, body: { content } });
      await github({ method: 'POST', path: `/issues/${issue}/comments`, body: { body } });
    },
    /** True for somebody who may push to the repository. */
    mayWrite: (login: string): Promise<boolean> =>
      github({ method: 'GET', path: `/collaborators/${encodeURIComponent(login)}/permission` }).then(
        ({ json }) => ['admin', 'write'].includes(shape(z.object({ permission: z.string() }), json).permission),
        (error) => (error instanceof GithubRefusal && error.http === 404 ? false : Promise.reject(error)),
      ),
  };
}
