import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { FetchSettings } from '../model/settings.js';
import { systemClock } from './clock.js';
import type { Ask, Reply } from './reply.js';
import { askHere } from './sender.js';
import { openTransport } from './transport.js';

/** What the thread is asked: several at a time, for a message takes as long as a small part of a request. */
export interface HandedAsk {
  readonly id: number;
  readonly ask: Omit<Ask, 'url'> & { readonly url: string };
}

/** What came of it. */
export interface ToldReply {
  readonly id: number;
  readonly reply: Reply;
}

/**
 * Replies told together at most, half of what is asked at once unless it is said otherwise: were they told all together, the thread
 * would have nothing to do while the main thread goes on with them (a fifth of its time, on a night on which nothing changed).
 */
const TOGETHER = 8;

const port = parentPort as MessagePort;
const settings = workerData as FetchSettings;
const { send } = askHere(openTransport(settings), settings, systemClock);
let told: ToldReply[] = [];

function tell(): void {
  if (told.length === 0) return;
  port.postMessage(told, told.flatMap(bytesOf));
  told = [];
}

/** With bytes of its own, which the main thread takes over: those that came may be part of what others' lie in. */
const toTell = (reply: Reply): Reply =>
  reply.kind === 'failed' || reply.body === null
    ? reply
    : { ...reply, body: { ...reply.body, bytes: new Uint8Array(reply.body.bytes) } };

const bytesOf = ({ reply }: ToldReply): ArrayBuffer[] =>
  reply.kind === 'failed' || reply.body === null ? [] : [reply.body.bytes.buffer as ArrayBuffer];

async function answer({ id, ask }: HandedAsk): Promise<void> {
  const reply = await send({ ...ask, url: new URL(ask.url) });
  if (told.length === 0) setImmediate(tell);
  if (told.push({ id, reply: toTell(reply) }) === TOGETHER) tell();
}

port.on('message', (asks: readonly HandedAsk[]) => {
  for (const one of asks) void answer(one);
});
