import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addPlaces } from './options.js';
import type { AckOptions } from './run/ack.js';

/** `citewatch ack`: record a decision in sources.json. */
export const addAck = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('ack'), 'sources')
    .description('record a decision in sources.json, so that a finding stops alerting')
    .argument('<source>', 'its id in sources.json')
    .option('--keep', 'the citation stays as it is (the only decision there is)', true)
    .option('--about <kind>', 'the kind of finding (default: the only one that is open)')
    .option('--edition <name>', 'the newer edition that was considered (default: the latest that was found)')
    .requiredOption('--reason <text>', 'why, for those who come after')
    .option('--by <owner>', 'who answers for it: a name or a role, no address')
    .option('--until <date>', 'the last day on which it holds (default: until further notice)')
    .addHelpText(
      'after',
      examples(
        'citewatch ack usdos-tip-2024-china --reason "2025 drops the passage"',
        'citewatch ack dfat-2024 --about no-url --reason "filed" --until 2026-06-30',
      ),
    )
    .action(async (source: string, options: AckOptions) => {
      const { runAck } = await import('./run/ack.js');
      exit(await runAck(source, options, io));
    });
};
