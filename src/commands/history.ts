import type { Command } from 'commander';
import { UserError } from '../model/problem.js';
import { renderHistory } from '../report/terminal/history.js';
import { openRecords } from '../world/records.js';
import type { Io } from './io.js';
import { addPlaces } from './options.js';

/** `citewatch history`: a source's life. */
export const addHistory = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('history'))
    .description('a source’s life, one line a night, latest first')
    .argument('<source>', 'its id in sources.json')
    .action(async (source: string, { db }: { db: string }) => {
      const store = openRecords(db);
      try {
        const visits = await store.life(source);
        const title = visits.find((visit) => visit.verdict !== null)?.verdict?.title;
        if (visits.length === 0)
          throw new UserError([{ file: source, line: 0, column: 0, message: 'was never looked at' }]);
        io.out(renderHistory(title ?? source, visits, io));
        exit(0);
      } finally {
        await store.close();
      }
    });
};
