import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Answer } from './reply.js';
import { noteAnswered, type RequestLine, type SentRequest, wasKept, watchSending, wireOf } from './wire.js';

/** An answer as its headers come, names in lower case. */
export interface Head {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** An answer whose body, where it is wanted, has yet to be read. */
export interface RawAnswer extends Head {
  /** Null when nobody wanted it; it has ended then. */
  readonly body: Readable | null;
  /** How it came, where the body is wanted. */
  readonly wire?: Answer['wire'];
}

/** One request under way. */
export interface RequestUnderWay {
  /** Resolves when the headers have come, and the end where the body is not wanted. Rejects with undici's and the system's own errors. */
  readonly answer: Promise<RawAnswer>;
  /** True once the server had ended a kept connection as the request went out: whoever asked may not have been heard. */
  readonly lostKept?: boolean;
  /** Breaks it off, whatever has come. */
  stop(why: Error): void;
}

/** How the system and undici say that the other side ended the connection. */
const ENDED: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
/** Bytes: a body that nobody wants is read no further, only so that its connection can be used again. */
const UNWANTED_BODY = 16_384;
/** Bytes of a body that are kept ready, as many as undici's own bodies keep: at more of them the server is made to wait. */
const READY = 65_536;

/**
 * A request as undici tells of it. Where no body is wanted none is made, nor anything that only a body needs: on
 * a quiet night that is most of what a request costs.
 */
export class Exchange implements Dispatcher.DispatchHandler, RequestUnderWay {
  readonly answer: Promise<RawAnswer>;
  lostKept = false;
  private resolve!: (answer: RawAnswer) => void;
  private reject!: (error: unknown) => void;
  private controller: Dispatcher.DispatchController | null = null;
  private stopped: Error | null = null;
  private sent: SentRequest | null = null;
  private head: Head | null = null;
  private body: Readable | null = null;
  private skipped = 0;
  private hasEnded = false;

  constructor(
    private readonly isWanted: (head: Head) => boolean,
    private readonly asked: RequestLine,
  ) {
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  stop(why: Error): void {
    this.stopped = why;
    this.controller?.abort(why);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    watchSending((sent) => {
      this.sent = sent;
    });
    if (this.stopped !== null) controller.abort(this.stopped);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Head['headers'],
  ): void {
    // Of what a server says in between (103) nothing is used.
    if (statusCode < 200) return;
    this.head = { statusCode, headers };
    if (this.sent !== null) noteAnswered(this.sent);
    if (!this.isWanted(this.head)) return;
    this.body = new Readable({
      highWaterMark: READY,
      read: () => controller.resume(),
      destroy: (error, done) => {
        if (!this.hasEnded) controller.abort(error ?? unwanted());
        done(error);
      },
    });
    // It may fail before anybody reads, and after.
    this.body.on('error', () => {});
    const wire = this.sent === null ? undefined : wireOf(this.sent, this.asked);
    this.resolve({ ...this.head, body: this.body, wire });
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.body === null) {
      this.skipped += piece.length;
      if (this.skipped > UNWANTED_BODY) controller.abort(unwanted());
    } else if (!this.body.push(piece)) controller.pause();
  }

  onResponseEnd(): void {
    this.hasEnded = true;
    if (this.body !== null) this.body.push(null);
    else this.endUnread();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.hasEnded = true;
    if (this.head === null) {
      const { code } = error as NodeJS.ErrnoException;
      this.lostKept = ENDED.has(code) && this.sent !== null && wasKept(this.sent);
      this.reject(error);
    } else if (this.body !== null) this.body.destroy(error);
    else this.endUnread();
  }

  private endUnread(): void {
    if (this.head !== null) this.resolve({ ...this.head, body: null });
  }
}

const unwanted = (): Error => new Error('the rest is not wanted');
