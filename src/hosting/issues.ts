import * as z from 'zod';
import type { Github } from './github.js';

/** An issue as it stands. */
export interface OpenedIssue {
  readonly number: number;
  readonly open: boolean;
  readonly title: string;
  readonly body: string;
}

/** What an issue is to say. */
export interface IssueText {
  readonly title: string;
  readonly body: string;
}

/** The issues that we opened. */
export interface Issues {
  /** Ours, oldest first. */
  list(): Promise<readonly OpenedIssue[]>;
  open(text: IssueText): Promise<OpenedIssue>;
  /** Brings one up to date, and opens or closes it. */
  update(number: number, text: IssueText, open: boolean): Promise<void>;
  comment(number: number, body: string): Promise<void>;
}

/** Only those who may write to the repository can put it on an issue, so that nobody else can pass one off as ours. */
const LABEL = 'citewatch';

/** Issues on a page, as many as GitHub gives. */
const PAGE = 100;

const ISSUE = z.object({
  number: z.int(),
  state: z.enum(['open', 'closed']),
  title: z.string(),
  body: z.string().nullable(),
  author_association: z.string().optional(),
  user: z.object({ type: z.string() }).nullable().optional(),
  pull_request: z.unknown().optional(),
});
type Sent = z.infer<typeof ISSUE>;

/** An issue template may put a label on what a stranger writes; a stranger's issue is not ours for that. */
const MEMBERS: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);
const isOurs = ({ user, author_association, pull_request }: Sent): boolean =>
  pull_request === undefined && (user?.type === 'Bot' || MEMBERS.has(author_association ?? ''));

const issueOf = ({ number, state, title, body }: Sent): OpenedIssue => ({
  number,
  open: state === 'open',
  title,
  body: body ?? '',
});

/** The issues of a repository on GitHub. */
export const openIssues = (github: Github): Issues => ({
  async list() {
    const found: OpenedIssue[] = [];
    for (let page = 1, more = true; more; page++) {
      const path = `/issues?state=all&labels=${LABEL}&per_page=${PAGE}&sort=created&direction=asc&page=${page}`;
      const { json, hasNext } = await github({ method: 'GET', path });
      found.push(...shape(z.array(ISSUE), json).filter(isOurs).map(issueOf));
      more = hasNext;
    }
    return found;
  },
  async open({ title, body }) {
    const { json } = await github({
      method: 'POST',
      path: '/issues',
      body: { title, body, labels: [LABEL] },
    });
    return issueOf(shape(ISSUE, json));
  },
  async update(number, { title, body }, open) {
    const state = open ? { state: 'open' } : { state: 'closed', state_reason: 'completed' };
    await github({ method: 'PATCH', path: `/issues/${number}`, body: { title, body, ...state } });
  },
  async comment(number, body) {
    await github({ method: 'POST', path: `/issues/${number}/comments`, body: { body } });
  },
});

function shape<T>(schema: z.ZodType<T>, json: unknown): T {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw new Error('GitHub’s answer has another shape than an issue');
}
