import { randomBytes } from 'node:crypto';
import type { CallToolResult, ServerContext, Transport } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { findingSchema, quoteSchema, sourceSchema } from '../../exports/verdicts.js';
import { formatProblem, UserError } from '../../model/problem.js';
import type { Tell } from '../../night/context.js';
import type { ParsedSettings } from '../../settings/options.js';
import { commandMessages } from '../../surfaces/words/catalogues.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { openWeb } from '../../tasks/services.js';
import { allOrProblems, type Io, safeOutput, VERSION } from '../io.js';
import { describeFailure } from '../shutdown.js';
import { LONGEST_MESSAGE, limitLines } from './mcp-lines.js';
import {
  checkFolder,
  explainSource,
  findSource,
  type McpOptions,
  proposeFix,
  type Session,
  verifyPassage,
} from './mcp-tools.js';
import { archivesOf, settingsOf, tsaOf } from './prepare.js';

const words = commandMessages.mcp;

/** Serves agents over `wire`, by default standard input and output, until that ends or the process is stopped; gives the exit code. */
export async function runMcp(options: McpOptions, io: Io, wire?: Transport): Promise<number> {
  const [settings, tsa] = allOrProblems(
    () => settingsOf(options),
    () => tsaOf(io),
  );
  const { McpServer } = await import('@modelcontextprotocol/server');
  const { serveStdio, StdioServerTransport } = await import('@modelcontextprotocol/server/stdio');
  const ending = new AbortController();
  const stop = ending.signal;
  const end = () => ending.abort();
  io.stop.addEventListener('abort', end, { once: true });
  const hands = sharedHands(settings, stop);
  const silent: Io = { ...io, out: () => {}, command: () => {}, ask: null, stop };
  const session: Session = {
    options,
    settings: { ...settings, tsa },
    io: silent,
    lend: hands.lend,
  };
  const open = new Set<Promise<CallToolResult>>();
  const answer: Answer = (job) => {
    const answered = answerOf(job, session);
    open.add(answered);
    return answered.finally(() => open.delete(answered));
  };
  const transport = wire ?? new StdioServerTransport(process.stdin.pipe(limitLines(refuseLine)));
  const serving = serveStdio(
    () => {
      const server = new McpServer(
        { name: 'citewatch', version: VERSION },
        { instructions: words.about },
      );
      addTools(server, session, answer);
      return server;
    },
    {
      transport,
      onerror: (error) =>
        io.tell({ level: 'warn', event: 'protocol', message: io.hear(error.message) }),
    },
  );
  const { onclose } = transport;
  transport.onclose = () => {
    onclose?.();
    end();
  };
  if (!stop.aborted)
    await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
  await serving.close();
  await hands.close();
  await Promise.allSettled(open);
  return 0;
}

/** Answers a line that nobody reads to its end (JSON-RPC 2.0, 5: the id of such a request is null, -32600 that it is none). */
function refuseLine(): void {
  const message = ENGLISH.fill(words['long-line'], { megabytes: LONGEST_MESSAGE / 2 ** 20 });
  const error = { code: -32_600, message };
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: null, error })}\n`);
}

/** Milliseconds, our choice: by then nothing is left of any pause that a host is owed. */
const IDLE = 600_000;

/** What asks the web, opened when it is first lent. Let go of when idle: a host that was given up as dead is asked again after that. */
function sharedHands(settings: ParsedSettings, stop: AbortSignal) {
  let web: ReturnType<typeof openWeb> | null = null;
  let borrowers = 0;
  let idle: NodeJS.Timeout | undefined;
  const close = async (): Promise<void> => {
    clearTimeout(idle);
    const closing = web;
    web = null;
    await closing?.close();
  };
  const lend: Session['lend'] = async (job) => {
    stop.throwIfAborted();
    clearTimeout(idle);
    web ??= openWeb(settings.fetch, archivesOf(settings));
    borrowers += 1;
    try {
      return await job(web);
    } finally {
      borrowers -= 1;
      if (borrowers === 0) idle = setTimeout(() => void close(), IDLE).unref();
    }
  };
  return { lend, close };
}

type Answer = (
  job: () => Promise<{ readonly said: string; readonly facts: object }>,
) => Promise<CallToolResult>;

/** The answer of a tool; bad arguments, and what fails here, are told to who called it and end nothing. */
async function answerOf(
  job: Parameters<Answer>[0],
  { io, options }: Session,
): Promise<CallToolResult> {
  try {
    const { said, facts } = await job();
    return toolAnswer(said, facts);
  } catch (error) {
    // Places of the command line are arguments here.
    if (error instanceof UserError)
      return toolRefusal(
        error.problems.map((one) => formatProblem(one).replace(/^--/u, '')).join('\n'),
      );
    const message = describeFailure(error, io, options.db);
    io.tell({ level: 'error', event: 'tool-failed', message });
    return toolRefusal(message);
  }
}

const source = z.string().min(1).describe('its id in sources.json');
const answered = { quoted: z.string(), cut: z.number() };
const run = z.looseObject({
  id: z.number(),
  startedAt: z.string(),
  online: z.boolean(),
  recorded: z.boolean(),
});
const night = z.looseObject({ run: z.number(), at: z.string() });
const remedy = z.looseObject({ id: z.string(), kind: z.string(), source: z.string() });

type Server = InstanceType<typeof import('@modelcontextprotocol/server').McpServer>;

function addTools(server: Server, session: Session, answer: Answer): void {
  const writes = session.options.write === true;
  const reads = { readOnlyHint: true, destructiveHint: false };
  server.registerTool(
    'verify_quote',
    {
      description: words.verify_quote,
      annotations: { ...reads, openWorldHint: true },
      inputSchema: z.strictObject({
        quote: z.string().trim().min(1).describe('the passage, as it is quoted'),
        url: z.string().min(1).optional().describe('http or https address, or a DOI'),
        file: z.string().min(1).optional().describe('path of a file in the folder'),
      }),
      outputSchema: z.looseObject({
        ...answered,
        quote: quoteSchema,
        page: sourceSchema.omit({ citations: true }).nullable(),
      }),
    },
    (given) => answer(async () => verifyPassage(session, given)),
  );
  server.registerTool(
    'check_report',
    {
      description: words.check_report,
      annotations: { readOnlyHint: !writes, destructiveHint: false, openWorldHint: true },
      inputSchema: z.strictObject({ ask: z.boolean().optional(), record: z.boolean().optional() }),
      outputSchema: z.looseObject({ ...answered, run, findings: z.array(findingSchema) }),
    },
    (given, context) => answer(async () => checkFolder(session, given, progressOf(context))),
  );
  server.registerTool(
    'explain_source',
    {
      description: words.explain_source,
      annotations: { ...reads, openWorldHint: false },
      inputSchema: z.strictObject({ source }),
      outputSchema: z.looseObject({
        ...answered,
        source: sourceSchema,
        findings: z.array(findingSchema),
        nights: z.array(night),
      }),
    },
    (given) => answer(async () => explainSource(session, given.source)),
  );
  server.registerTool(
    'find_source',
    {
      description: words.find_source,
      annotations: { ...reads, openWorldHint: true },
      inputSchema: z.strictObject({ source }),
      outputSchema: z.looseObject({ ...answered, search: z.looseObject({ source: z.string() }) }),
    },
    (given) => answer(async () => findSource(session, given.source)),
  );
  server.registerTool(
    'propose_fix',
    {
      description: words.propose_fix,
      annotations: { readOnlyHint: !writes, destructiveHint: writes, openWorldHint: writes },
      inputSchema: z.strictObject({
        source,
        remedy: z
          .string()
          .optional()
          .describe('the id of the remedy to apply, where there are several'),
        apply: z.boolean().optional(),
      }),
      outputSchema: z.looseObject({
        ...answered,
        remedies: z.array(remedy),
        taken: z.looseObject({ written: z.boolean() }).nullable(),
      }),
    },
    (given) => answer(async () => proposeFix(session, given)),
  );
}

/** Tells who asked how far a night has come, so that it goes on waiting. */
function progressOf({ mcpReq }: ServerContext): Tell {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => {};
  return ({ done: progress, total }) => {
    const params = { progressToken, progress, total };
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
  };
}

/** Characters of one text, our choice: a passage with what surrounds it. */
const MAX_TEXT_LENGTH = 500;
/** Characters of all texts after which lists end, our choice: what an agent reads in one piece. */
const MAX_ANSWER_LENGTH = 40_000;

/**
 * An answer of a tool: our own sentence, which holds nothing of a page, and the facts, in which texts of others stand. Those are cut, without
 * what turns or hides text, and fenced by a mark that no page can know.
 */
export function toolAnswer(
  said: string,
  facts: object,
): CallToolResult & { readonly structuredContent: object } {
  const { quoted } = words;
  const told = { quoted, ...boundFacts(facts) };
  const fence = `page-${randomBytes(8).toString('hex')}`;
  return {
    structuredContent: told,
    content: [
      { type: 'text', text: plainWords(said) },
      { type: 'text', text: `${quoted}\n<${fence}>\n${JSON.stringify(told)}\n</${fence}>` },
    ],
  };
}

/** Why a tool gives no answer. */
export const toolRefusal = (why: string): CallToolResult => ({
  isError: true,
  content: [{ type: 'text', text: shortenText(plainWords(why)) }],
});

const plainWords = (text: string): string =>
  safeOutput(text, { colour: false, live: false, actions: false });

const shortenText = (text: string): string =>
  text.length > MAX_TEXT_LENGTH
    ? `${[...text.slice(0, MAX_TEXT_LENGTH)].slice(0, -1).join('')}…`
    : text;

/** The facts with every text made plain and cut. `cut`: how many texts and lists were. */
function boundFacts(facts: object): { readonly cut: number } {
  let [left, cut] = [MAX_ANSWER_LENGTH, 0];
  const boundValue = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const text = shortenText(plainWords(value));
      cut += Number(value.length > MAX_TEXT_LENGTH);
      left -= text.length;
      return text;
    }
    if (Array.isArray(value)) {
      const kept = [];
      for (const one of value) {
        if (left <= 0) break;
        left -= 1;
        kept.push(boundValue(one));
      }
      cut += Number(kept.length < value.length);
      return kept;
    }
    if (typeof value !== 'object' || value === null) return value;
    const given = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(given.map(([key, inner]) => [key, boundValue(inner)]));
  };
  return { ...(boundValue(facts) as object), cut };
}
