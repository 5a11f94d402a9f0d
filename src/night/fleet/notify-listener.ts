import type { Pool, PoolClient } from 'pg';

/** Notifies with the id of a request that was answered. */
export const ANSWERS_CHANNEL = 'citewatch_answers';
/** Notifies when a lane has something to ask. */
export const LANES_CHANNEL = 'citewatch_lanes';

/** Milliseconds before a lost connection is made again, our choice: whoever listens polls meanwhile. */
const RECONNECT = 5_000;

/** Tells at once what a poll would find a little later (LISTEN, NOTIFY). It may be deaf for a while: nobody relies on it. */
export class NotifyListener {
  private readonly heard = new Map<string, (payload: string) => void>();
  private client: PoolClient | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly pool: Pool) {}

  async listen(channel: string, notified: (payload: string) => void): Promise<void> {
    this.heard.set(channel, notified);
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
      for (const event of ['error', 'end'] as const) client.once(event, () => this.lost(client));
      for (const channel of this.heard.keys()) await client.query(`LISTEN ${channel}`);
    } catch {
      this.reconnect();
    }
  }

  private lost(client: PoolClient): void {
    if (this.client !== client) return;
    this.client = null;
    client.release(true);
    this.reconnect();
  }

  private reconnect(): void {
    if (this.isClosed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), RECONNECT).unref();
  }
}
