import { Argument, type Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { pathOf } from './options.js';
import type { CompletionOptions } from './run/completion.js';

/** `citewatch completion`: what a shell needs to complete commands, options, choices and sources. */
export const addCompletion = (program: Command, io: Io, exit: (code: number) => void): void => {
  program
    .command('completion')
    .description('print a script by which your shell completes citewatch')
    .addArgument(
      new Argument('<shell>', 'the shell, or what the scripts ask for: sources').choices([
        'bash',
        'zsh',
        'fish',
        'sources',
      ]),
    )
    .option('--sources <file>', 'what is cited, and where', pathOf('--sources'), 'sources.json')
    .addHelpText(
      'after',
      examples('citewatch completion bash >> ~/.bashrc', 'citewatch completion fish | source'),
    )
    .action(async (shell: string, options: CompletionOptions) => {
      const { runCompletion } = await import('./run/completion.js');
      exit(runCompletion(program, shell, options, io));
    });
};
