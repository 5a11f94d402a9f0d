import { Batch, BatchJob, type Job } from '../fetch/batch.js';
import { Ranking } from '../fetch/ranking.js';
import { parseAddress } from '../model/address.js';
import type { InLanes } from '../model/outcome.js';
import { laneOf } from './ask-row.js';

/** Jobs of one host that are under way at once: so that its lane finds the next request while the last answer is thought about. */
const OF_A_HOST = 8;
/** Jobs under way at once: a lane of each of very many hosts, and no more memory than that takes. */
const IN_ALL = 2_000;

/** Jobs without an address belong to no host. */
const NOWHERE = '';

/** Begins jobs so far ahead that every lane of the fleet has something to do: it is the fleet that waits for hosts. */
export class Ahead {
  private readonly jobs = new Map<string, Job[]>();
  private readonly under = new Map<string, number>();
  /** Hosts of which another job may begin, by how many are left. */
  private readonly ready = new Ranking<string>();
  private inAll = 0;

  /** Jobs of a host that are left or under way. */
  leftFor(host: string): number {
    return (this.jobs.get(host)?.length ?? 0) + (this.under.get(host) ?? 0);
  }

  readonly inLanes: InLanes = (things, urlOf, work) => {
    const batch = new Batch(things.length);
    // Backwards: the next one is taken from the end.
    for (const thing of things.toReversed()) {
      const address = parseAddress(urlOf(thing) ?? '');
      const host = address === null ? NOWHERE : laneOf(address);
      const jobs = this.jobs.get(host) ?? [];
      jobs.push(new BatchJob(batch, work, thing));
      this.jobs.set(host, jobs);
    }
    for (const host of this.jobs.keys()) this.place(host);
    this.begin();
    return batch.done;
  };

  private begin(): void {
    while (this.inAll < IN_ALL) {
      const host = this.ready.first;
      const job = host === undefined ? undefined : this.jobs.get(host)?.pop();
      if (host === undefined || job === undefined) break;
      this.count(host, 1);
      void job.begin().then(() => {
        this.count(host, -1);
        this.begin();
      });
    }
  }

  private count(host: string, by: 1 | -1): void {
    this.inAll += by;
    this.under.set(host, (this.under.get(host) ?? 0) + by);
    this.place(host);
  }

  private place(host: string): void {
    const left = this.jobs.get(host)?.length ?? 0;
    const isReady = left > 0 && (this.under.get(host) ?? 0) < OF_A_HOST;
    this.ready.set(host, isReady ? left : null);
  }
}
