import { hash } from 'node:crypto';
import * as z from 'zod';
import { FINDING_KINDS } from '../model/finding.js';
import { jsonIn } from '../model/problem.js';
import type { Remedy, SourceEdit } from '../model/remedy.js';
import type { Watchlist } from '../model/watchlist.js';
import { shorten } from '../passage/text/sentences.js';
import { codeMarkdown, linkMarkdown } from './escape.js';
import { quiet, quietMarkdown } from './issue.js';
import { type Publication, rowAddress } from './publication.js';
import { plain } from './terminal/screen.js';
import { commandMessages } from './words/catalogues.js';
import { ENGLISH } from './words/locale.js';
import { proofWords } from './words/remedies.js';

/** A sentence about the pull request, with its blanks filled. */
export const proposalWords = (
  kind: keyof typeof commandMessages.proposal,
  values: object = {},
): string => ENGLISH.fill(commandMessages.proposal[kind], values);

/** A change that is proposed: a remedy, or what somebody asked for in a comment (its number). */
export interface ProposedChange {
  readonly source: string;
  /** What it does, in a few words. */
  readonly what: string;
  readonly edit: SourceEdit;
  readonly remedy?: Remedy;
  readonly asked?: { readonly comment: number; readonly by: string };
}

/** Names a remedy and its edit, but for the day of access, which each night moves on. */
export const remedyKey = ({ id, edit }: Pick<Remedy, 'id' | 'edit'>): string =>
  `${id}#${hash('sha256', JSON.stringify({ ...edit, accessed: undefined })).slice(0, 8)}`;

const TEXT = z.string();
const DECISION = z.looseObject({
  source: TEXT,
  about: z.enum(FINDING_KINDS),
  edition: TEXT.nullable(),
  keep: z.boolean(),
  reason: TEXT,
  on: TEXT,
  until: TEXT.nullable(),
});

const COPY = z.object({ url: TEXT, by: TEXT });

/** The edits that a comment can ask for, and a remedy's. */
const EDIT: z.ZodType<SourceEdit> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('decision'), decision: DECISION }),
  z.object({
    kind: z.literal('address'),
    source: TEXT,
    url: TEXT,
    before: TEXT.nullable(),
    copy: COPY.exactOptional(),
    decision: DECISION.exactOptional(),
  }),
  z.object({ kind: z.literal('accessed'), citation: TEXT, accessed: TEXT }),
  z.object({ kind: z.literal('copy'), source: TEXT, copy: COPY }),
  z.object({
    kind: z.literal('edition'),
    source: TEXT,
    to: z.object({
      title: TEXT,
      url: TEXT.nullable(),
      edition: TEXT.nullable(),
      published: TEXT.nullable(),
    }),
    before: z.object({ edition: TEXT.nullable(), url: TEXT.nullable() }),
  }),
  z.object({
    kind: z.literal('quote'),
    citation: TEXT,
    index: z.int().nonnegative(),
    before: TEXT,
    text: TEXT,
  }),
  z.object({ kind: z.literal('drop'), citation: TEXT }),
  z.object({ kind: z.literal('merge'), source: TEXT, into: TEXT }),
]);

/** What a pull request tells later nights: the keys of its remedies, and what was asked for. */
const MARK = z.object({
  remedies: z.array(TEXT).readonly(),
  asked: z
    .array(
      z.object({
        source: TEXT,
        what: TEXT,
        edit: EDIT,
        asked: z.object({ comment: z.int(), by: TEXT }),
      }),
    )
    .readonly(),
});
type Mark = Readonly<{ remedies: readonly string[]; asked: readonly ProposedChange[] }>;

/** What a pull request carries, by its hidden comment; nothing for one without, null where that cannot be read. */
export function readMark(body: string | null): Mark | null {
  const packed = /^<!-- citewatch proposal ([\w-]+) -->/u.exec(body ?? '')?.[1];
  if (packed === undefined) return { remedies: [], asked: [] };
  return MARK.safeParse(jsonIn(Buffer.from(packed, 'base64url').toString())).data ?? null;
}

// In base64url, for what it holds could end the comment.
function markOf(changes: readonly ProposedChange[]): string {
  const remedies = changes.flatMap(({ remedy }) =>
    remedy === undefined ? [] : [remedyKey(remedy)],
  );
  const mark: Mark = { remedies, asked: changes.filter(({ asked }) => asked !== undefined) };
  return `<!-- citewatch proposal ${Buffer.from(JSON.stringify(mark)).toString('base64url')} -->`;
}

/** Characters of a pull request's text, our choice: GitHub refuses more than 65,536. */
const LONGEST_BODY = 60_000;
/** Characters of an answer in a comment, our choice. */
const LONGEST_ANSWER = 2_000;
/** Characters of a commit's first line, our choice. */
const LONGEST_LINE = 150;
/** Citation lines and passages that are named of a remedy, our choice. */
const MAX_NAMED = 5;

/** The pull request; `file` is the path of `sources.json` in the repository. */
export function renderProposal(
  changes: readonly ProposedChange[],
  file: string,
  watch: Watchlist,
  { page }: Publication,
) {
  const sections = changes.map((change) => {
    const row =
      page === undefined ? '' : ` (${linkMarkdown('evidence', rowAddress(page, change.source))})`;
    const title = quietMarkdown(watch.sources.find(({ id }) => id === change.source)?.title ?? '');
    return [
      `### ${quietMarkdown(change.what)}`,
      `${title}, ${codeMarkdown(change.source)}${row}`,
      proofOf(change),
    ].join('\n\n');
  });
  const n = changes.length;
  const head = `${markOf(changes)}\n${proposalWords('intro', { file: codeMarkdown(file), n })}`;
  const shown = sections.filter((_, i) => (head + sections.slice(0, i + 1)).length < LONGEST_BODY);
  const body = [
    head,
    ...shown,
    proposalWords('more', { n: n - shown.length }),
    '---',
    proposalWords('foot'),
    '',
  ];
  return {
    title: proposalWords('title', { file: shorten(plain(file), LONGEST_LINE), n }),
    body: body.join('\n\n'),
  };
}

function proofOf({ remedy, asked }: ProposedChange): string {
  if (asked !== undefined) return quietMarkdown(proposalWords('asked', asked));
  const { lines = [], proof = null } = remedy ?? {};
  return [
    ...lines.slice(0, MAX_NAMED).map((line) => `> ${quietMarkdown(line)}\n`),
    `${quietMarkdown(proofWords(ENGLISH, { proof }))} ${linkMarkdown('It was read there', proof?.at ?? '')}.\n`,
    ...(proof?.quotes ?? [])
      .slice(0, MAX_NAMED)
      .map(({ quote, verdict }) => `- ${codeMarkdown(quote)}: ${ENGLISH.statuses.quote[verdict]}`),
  ].join('\n');
}

/** What a commit says: what is mended, and what shows that. It mentions nobody, and closes no issue. */
export const renderCommit = (change: ProposedChange): string =>
  `${shorten(quiet(plain(`${change.source}: ${change.what}`)), LONGEST_LINE)}\n\n${proofOf(change)}\n`;

/** The one answer to a comment. */
export const renderAnswer = (comment: number, words: string): string =>
  `<!-- citewatch answer=${comment} -->\n${quietMarkdown(words, LONGEST_ANSWER)}\n`;

/** The comment that a text answers; NaN for one that is no answer. */
export const commentAnswered = (body: string | null): number =>
  Number(/^<!-- citewatch answer=(\d{1,15}) -->/u.exec(body ?? '')?.[1]);
