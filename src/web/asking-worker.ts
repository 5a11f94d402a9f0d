import { type MessagePort, parentPort } from 'node:worker_threads';
import type { FetchRequest, Outcome, Traffic } from '../model/outcome.js';
import type { FetchSettings } from '../model/settings.js';
import { createFetcher } from './fetcher.js';

/** One of the things that are done in lanes: which lanes, and its place among them. */
export interface ToldTurn {
  readonly lanes: number;
  readonly row: number;
}

/** What the thread is told after its settings: several at a time, for a message takes as long as a small part of a request. */
export type HandedOrder =
  | { readonly kind: 'fetch'; readonly id: number; readonly request: FetchRequest }
  /** Addresses of things, each to be begun when its host's turn comes. */
  | { readonly kind: 'lanes'; readonly lanes: number; readonly urls: readonly (string | null)[] }
  /** A thing that was begun is done. */
  | ({ readonly kind: 'done' } & ToldTurn);

/** What came of a request. */
interface ToldOutcome {
  readonly id: number;
  readonly outcome: Outcome;
}

/** What the thread tells, several at a time as well. */
export interface ToldByThread {
  /** Things to begin. */
  readonly turns: readonly ToldTurn[];
  readonly outcomes: readonly ToldOutcome[];
  /** All that was sent so far. */
  readonly traffic: Traffic;
}

/**
 * Turns and outcomes that are told together at most, half of what is asked at once unless it is said otherwise: were they told all
 * together, the thread would have nothing to do while the main thread goes on with them.
 */
const TOGETHER = 16;

const port = parentPort as MessagePort;
// They are told when there is something to ask: the thread may have been loaded before that was known.
port.once('message', (settings: FetchSettings) => {
  const desk = new Desk(settings);
  port.on('message', (orders: readonly HandedOrder[]) => {
    for (const order of orders) desk.heed(order);
  });
});

class Desk {
  private readonly fetcher;
  /** What ends the things that were begun, by their lanes. */
  private readonly begun = new Map<number, Map<number, () => void>>();
  private turns: ToldTurn[] = [];
  private outcomes: ToldOutcome[] = [];

  constructor(settings: FetchSettings) {
    this.fetcher = createFetcher(settings);
  }

  heed(order: HandedOrder): void {
    switch (order.kind) {
      case 'fetch':
        return void this.answer(order.id, order.request);
      case 'lanes':
        return void this.inLanes(order.lanes, order.urls);
      case 'done': {
        const ends = this.begun.get(order.lanes);
        ends?.get(order.row)?.();
        ends?.delete(order.row);
      }
    }
  }

  private async answer(id: number, request: FetchRequest): Promise<void> {
    const outcome = toTell(await this.fetcher.fetch(request));
    this.tellSoon(() => this.outcomes.push({ id, outcome }));
  }

  private async inLanes(lanes: number, urls: readonly (string | null)[]): Promise<void> {
    await this.put(urls, this.tellsTurn(lanes));
    this.begun.delete(lanes);
  }

  /** Where nothing else is at hand, so that the addresses of a long list are let go of once they are in their lanes. */
  private put(urls: readonly (string | null)[], begin: (row: number) => Promise<void>): Promise<void> {
    return this.fetcher.inLanes([...urls.keys()], (row) => urls[row] ?? null, begin);
  }

  private tellsTurn(lanes: number): (row: number) => Promise<void> {
    const ends = new Map<number, () => void>();
    this.begun.set(lanes, ends);
    return (row) =>
      new Promise((end) => {
        ends.set(row, end);
        this.tellSoon(() => this.turns.push({ lanes, row }));
      });
  }

  private tellSoon(add: () => void): void {
    if (this.turns.length + this.outcomes.length === 0) setImmediate(() => this.tell());
    add();
    if (this.turns.length + this.outcomes.length === TOGETHER) this.tell();
  }

  private tell(): void {
    const { turns, outcomes } = this;
    if (turns.length + outcomes.length === 0) return;
    const told: ToldByThread = { turns, outcomes, traffic: this.fetcher.traffic() };
    port.postMessage(told, outcomes.flatMap(bytesOf));
    [this.turns, this.outcomes] = [[], []];
  }
}

/** With bytes of its own, which the main thread takes over: those that came may be part of what others' lie in. */
const toTell = (outcome: Outcome): Outcome =>
  outcome.kind === 'failed' || outcome.body === null
    ? outcome
    : { ...outcome, body: { ...outcome.body, bytes: new Uint8Array(outcome.body.bytes) } };

const bytesOf = ({ outcome }: ToldOutcome): ArrayBuffer[] =>
  outcome.kind === 'failed' || outcome.body === null ? [] : [outcome.body.bytes.buffer as ArrayBuffer];
