import { type JobLine, renderJob } from '../../report/job.js';
import { whatFailed } from '../end-well.js';
import type { Io } from '../io.js';
import { addToSummary } from './job-summary.js';

/** The steps of a job, each told in one sentence: what fails in one does not keep those from their work that do not need it. */
export class Steps {
  private readonly lines: JobLine[] = [];

  constructor(
    private readonly io: Io,
    private readonly db: string,
  ) {}

  /** True when a step failed. */
  get failed(): boolean {
    return this.lines.some(({ outcome }) => outcome === 'failed');
  }

  /** Does a step, which says what it came to; gives whether it was done. */
  async step(name: string, work: () => Promise<string>): Promise<boolean> {
    try {
      this.tell({ name, outcome: 'done', words: await work() });
      return true;
    } catch (error) {
      this.tell({ name, outcome: 'failed', words: whatFailed(error, this.io, this.db) });
      return false;
    }
  }

  /** Something that people must know although no step failed. */
  warn(name: string, words: string): void {
    this.tell({ name, outcome: 'warning', words });
  }

  private tell(line: JobLine): void {
    this.lines.push(line);
    this.io.err(`${line.name}: ${line.outcome === 'done' ? '' : `${line.outcome}: `}${line.words}\n`);
  }

  /** Adds what the steps came to to the summary that GitHub shows. */
  summarise(): Promise<void> {
    return addToSummary(this.io, () => renderJob(this.lines));
  }
}
