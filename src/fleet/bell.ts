import type { Pool, PoolClient } from 'pg';

/** Rings with the id of an ask that was answered. */
export const ANSWERS = 'citewatch_answers';
/** Rings when a lane was queued. */
export const LANES = 'citewatch_lanes';

/** Milliseconds before a connection that was lost is made again: whoever listens looks for himself meanwhile. */
const AGAIN = 5_000;

/** Tells at once what a poll would find a little later (LISTEN, NOTIFY). It may be deaf for a while: nobody relies on it. */
export class Bell {
  private readonly heard = new Map<string, (payload: string) => void>();
  private client: PoolClient | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly pool: Pool) {}

  /** `ring` is called with what was said on a channel, from now on. */
  async listen(channel: string, ring: (payload: string) => void): Promise<void> {
    this.heard.set(channel, ring);
    if (this.client === null) await this.connect();
    else await this.client.query(`LISTEN ${channel}`);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.client?.release(true);
    this.client = null;
  }

  private async connect(): Promise<void> {
    try {
      const client = await this.pool.connect();
      if (this.isClosed) return client.release();
      this.client = client;
      client.on('notification', ({ channel, payload }) => this.heard.get(channel)?.(payload ?? ''));
      client.once('error', () => this.lost(client));
      client.once('end', () => this.lost(client));
      for (const channel of this.heard.keys()) await client.query(`LISTEN ${channel}`);
    } catch {
      this.later();
    }
  }

  private lost(client: PoolClient): void {
    if (this.client !== client) return;
    this.client = null;
    client.release(true);
    this.later();
  }

  private later(): void {
    if (this.isClosed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), AGAIN).unref();
  }
}
