import type { FailureKind } from '../model/outcome.js';
import { DEADLINE } from './failure.js';
import type { Failure, Reply } from './reply.js';

/** Connections in a row that must fail before an origin is put aside: one alone may be a hiccup. */
const FAILED_CONNECTIONS = 2;

const OF_CONNECTIONS: ReadonlySet<FailureKind> = new Set(['dns', 'connection', 'tls', 'timeout']);
/** Time-outs of a server that had begun to answer: there is nothing wrong with the way to it. */
const WHILE_ANSWERING: ReadonlySet<string> = new Set(['UND_ERR_BODY_TIMEOUT', DEADLINE]);

/** True when nobody answered at all. What a server says, a failing status too, is no failed connection. */
export const isFailedConnection = (reply: Reply): reply is Failure =>
  reply.kind === 'failed' &&
  OF_CONNECTIONS.has(reply.failure) &&
  !(reply.failure === 'timeout' && WHILE_ANSWERING.has(reply.code ?? ''));

/**
 * Whether an origin is worth a connection. `closed`: it is asked. `open`: it failed twice in a row, and what is left for it
 * is put aside until the end of the night. `half-open`: it is tried once more. `given-up`: that failed too, and nothing is
 * asked of it any more. An origin is put aside once: two more failures after it answered the try give it up.
 *
 * Of origins, not hosts: another port, or the other of http and https, may well answer.
 */
export class HostBreaker {
  state: 'closed' | 'open' | 'half-open' | 'given-up' = 'closed';
  /** The last failed connection, and the milliseconds that it took: as long as a try may take. */
  last: { readonly reply: Failure; readonly took: number } | null = null;
  private inARow = 0;
  private wasTried = false;

  /** One that goes on where another, written down as JSON, ended. */
  static from(json: object): HostBreaker {
    return Object.assign(new HostBreaker(), json);
  }

  ended(reply: Reply, took: number): void {
    if (!isFailedConnection(reply)) {
      this.inARow = 0;
      this.state = 'closed';
      return;
    }
    this.last = { reply, took };
    this.inARow += 1;
    if (this.state === 'half-open') this.state = 'given-up';
    else if (this.inARow >= FAILED_CONNECTIONS) this.state = this.wasTried ? 'given-up' : 'open';
  }

  /** The try begins. */
  beginTry(): void {
    this.state = 'half-open';
    this.wasTried = true;
  }

  /** The try came to no request. */
  cancelTry(): void {
    if (this.state !== 'half-open') return;
    this.state = 'open';
    this.wasTried = false;
  }

  /** What is said, without asking, of everything that is left for an origin that was given up. */
  refusal(now: number): Failure | null {
    return this.state === 'given-up' && this.last !== null
      ? { ...this.last.reply, requests: 0, received: 0, startedAt: now, isFinal: true }
      : null;
  }
}
