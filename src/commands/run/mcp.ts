import type { CallToolResult, ServerContext, Transport } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { findingSchema, quoteSchema, sourceSchema } from '../../exports/verdicts.js';
import { formatProblem, UserError } from '../../model/problem.js';
import type { Tell } from '../../night/context.js';
import { openWeb } from '../../night/services.js';
import type { ParsedSettings } from '../../settings/options.js';
import { commandMessages } from '../../surfaces/words/messages.js';
import { allOrProblems, type Io, VERSION } from '../io.js';
import { describeFailure } from '../shutdown.js';
import { toolAnswer, toolRefusal } from './mcp-answer.js';
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
  const session: Session = { options, settings: { ...settings, tsa }, io: silent, lend: hands.lend };
  const open = new Set<Promise<CallToolResult>>();
  const answer: Answer = (job) => {
    const answered = answerOf(job, session);
    open.add(answered);
    return answered.finally(() => open.delete(answered));
  };
  const transport = wire ?? new StdioServerTransport();
  const serving = serveStdio(
    () => {
      const server = new McpServer({ name: 'citewatch', version: VERSION }, { instructions: words.about });
      addTools(server, session, answer);
      return server;
    },
    { transport, onerror: (error) => io.tell({ level: 'warn', event: 'protocol', message: io.hear(error.message) }) },
  );
  const { onclose } = transport;
  transport.onclose = () => {
    onclose?.();
    end();
  };
  if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
  await serving.close();
  await hands.close();
  await Promise.allSettled(open);
  return 0;
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

type Answer = (job: () => Promise<{ readonly said: string; readonly facts: object }>) => Promise<CallToolResult>;

/** The answer of a tool; bad arguments, and what fails here, are told to who called it and end nothing. */
async function answerOf(job: Parameters<Answer>[0], { io, options }: Session): Promise<CallToolResult> {
  try {
    const { said, facts } = await job();
    return toolAnswer(said, facts);
  } catch (error) {
    // Places of the command line are arguments here.
    if (error instanceof UserError)
      return toolRefusal(error.problems.map((one) => formatProblem(one).replace(/^--/u, '')).join('\n'));
    const message = describeFailure(error, io, options.db);
    io.tell({ level: 'error', event: 'tool-failed', message });
    return toolRefusal(message);
  }
}

const source = z.string().min(1).describe('its id in sources.json');
const answered = { quoted: z.string(), cut: z.number() };
const run = z.looseObject({ id: z.number(), startedAt: z.string(), online: z.boolean(), recorded: z.boolean() });
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
        ...{ ...answered, source: sourceSchema, findings: z.array(findingSchema), nights: z.array(night) },
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
        remedy: z.string().optional().describe('the id of the remedy to apply, where there are several'),
        apply: z.boolean().optional(),
      }),
      outputSchema: z.looseObject({
        ...{ ...answered, remedies: z.array(remedy), taken: z.looseObject({ written: z.boolean() }).nullable() },
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
