import { textBeside } from '../../text-beside.js';
import { fillTemplate } from '../init.js';

const BASH = textBeside(new URL('./completion.bash', import.meta.url));

/** A word between apostrophes, in which a shell sees nothing but the word. */
const shellQuoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** `pattern) assignment ;;` of a `case`. */
const entry = (pattern: string, words: readonly string[]): string =>
  `    ${shellQuoted(pattern)}) words=${shellQuoted(words.join(' '))} ;;`;

/**
 * Completion for bash: `source <(citewatch completion bash)`. What is offered is compared as text and never expanded, for ids are
 * what somebody wrote into `sources.json`; where nothing is known to fit, bash offers files.
 */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const nameOf = ({ path }: CompletedCommand): string => path.join(' ');
  const values = commands.flatMap((command) =>
    command.options
      .filter(({ takesValue }) => takesValue)
      .flatMap(({ names, choices }) =>
        names.map((name) => entry(`${nameOf(command)} ${name}`, choices)),
      ),
  );
  const words = commands.map((command) =>
    entry(nameOf(command), [
      ...command.commands,
      ...(typeof command.argument === 'string' ? [] : command.argument),
      ...command.options.flatMap(({ names }) => names),
    ]),
  );
  const sources = commands.filter(({ argument }) => argument === 'source').map(nameOf);
  return fillTemplate(BASH, {
    commands: commands
      .flatMap((command) => (command.path.length === 0 ? [] : shellQuoted(nameOf(command))))
      .join('|'),
    values: values.join('\n'),
    words: words.map((line) => `    ${line}`).join('\n'),
    sources: sources.map((name) => `${shellQuoted(`${name} `)}*`).join('|'),
  });
}

/** Completion for zsh, which takes that of bash: `source <(citewatch completion zsh)`. */
export const zshCompletion = (commands: readonly CompletedCommand[]): string =>
  `#compdef citewatch\nautoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bashCompletion(commands)}`;

/** A word between apostrophes as fish reads it. */
const fishQuoted = (text: string): string => `'${text.replace(/[\\']/gu, String.raw`\$&`)}'`;

const option = ({ names, about, takesValue, choices }: CompletedOption): string => {
  const flags = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const anyValue = takesValue ? ['-r'] : [];
  const value = choices.length > 0 ? [`-x -a ${fishQuoted(choices.join(' '))}`] : anyValue;
  return [...flags, ...value, `-d ${fishQuoted(about)}`].join(' ');
};

/** What fish offers for the argument of a command; empty for what nobody can know. */
function fishChoices(argument: CompletedCommand['argument']): string {
  if (argument === 'source') return '(citewatch completion sources 2>/dev/null)';
  return argument === 'any' ? '' : argument.join(' ');
}

/** Completion for fish: `citewatch completion fish | source`. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ path, options, argument, commands: below }) => {
    const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`);
    const here = seen.length === 0 ? [] : [`-n ${fishQuoted(seen.join('; and '))}`];
    const before = [
      ...seen,
      ...(below.length === 0 ? [] : [`not __fish_seen_subcommand_from ${below.join(' ')}`]),
    ];
    const names = commands
      .filter(
        ({ path: inner }) =>
          inner.length === path.length + 1 && path.every((word, i) => inner[i] === word),
      )
      .map(
        ({ path: inner, about }) =>
          `-n ${fishQuoted(before.join('; and '))} -f -a ${inner.at(-1)} -d ${fishQuoted(about)}`,
      );
    const given = fishChoices(argument);
    return [
      ...names,
      ...options.map((one) => [...here, option(one)].join(' ')),
      ...(given === '' ? [] : [[...here, `-f -a ${fishQuoted(given)}`].join(' ')]),
    ];
  });
  return `# fish completion for citewatch: citewatch completion fish | source\n${lines.map((line) => `complete -c citewatch ${line}\n`).join('')}`;
}

interface CompletedOption {
  /** Such as `-q` and `--quiet`. */
  readonly names: readonly string[];
  readonly about: string;
  readonly takesValue: boolean;
  /** The values that there are; empty where anything goes. */
  readonly choices: readonly string[];
}

export interface CompletedCommand {
  /** The words that call it; none for the program itself. */
  readonly path: readonly string[];
  readonly about: string;
  readonly commands: readonly string[];
  readonly options: readonly CompletedOption[];
  /** What its argument can be: ids of sources, these words, or anything, files too. */
  readonly argument: 'source' | 'any' | readonly string[];
}
