import type { Command } from 'commander';
import { bashCompletion, zshCompletion } from '../../report/completion/bash.js';
import type { CompletedCommand } from '../../report/completion/completed.js';
import { fishCompletion } from '../../report/completion/fish.js';
import { type Io, readOptionalBytes } from '../io.js';

/** The options of `citewatch completion` as commander gives them. */
export interface CompletionOptions {
  readonly sources: string;
}

/** Prints the script of a shell, or the ids that it offers; gives the exit code. */
export function runCompletion(
  program: Command,
  shell: string,
  { sources }: CompletionOptions,
  io: Io,
): number {
  const tree = completed(program, []);
  if (shell === 'sources')
    io.out(
      idsIn(readOptionalBytes(sources)?.toString() ?? '')
        .map((id) => `${id}\n`)
        .join(''),
    );
  else
    io.out(
      shell === 'fish' ? fishCompletion(tree) : shell === 'zsh' ? zshCompletion(tree) : bashCompletion(tree),
    );
  return 0;
}

/** A command and all below it. */
function completed(command: Command, path: readonly string[]): readonly CompletedCommand[] {
  const help = command.createHelp();
  const inner = help.visibleCommands(command);
  const options = help.visibleOptions(command).map((option) => ({
    names: [option.short, option.long].filter((name) => name != null),
    about: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
  }));
  const [argument] = command.registeredArguments;
  const isSource = argument?.name() === 'source' || argument?.name() === 'sources';
  return [
    {
      path,
      about: help.subcommandDescription(command),
      commands: inner.map((one) => one.name()),
      options,
      argument: isSource ? 'source' : (argument?.argChoices ?? 'any'),
    },
    ...command.commands.flatMap((one) => completed(one, [...path, one.name()])),
  ];
}

/** Characters of ids that a shell takes as they are; others are not offered. */
const BARE = /^[\w.@%+,/-]+$/u;

/** The ids of a `sources.json`, which may be half-written: none then. */
function idsIn(text: string): readonly string[] {
  try {
    const { sources } = JSON.parse(text) as { readonly sources?: readonly { readonly id?: unknown }[] };
    return (sources ?? []).flatMap(({ id }) => (typeof id === 'string' && BARE.test(id) ? [id] : []));
  } catch {
    return [];
  }
}
