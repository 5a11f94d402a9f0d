import { type CompletedCommand, type CompletedOption, IDS } from './completed.js';

/** A word between apostrophes as fish reads it. */
const quoted = (text: string): string => `'${text.replace(/[\\']/gu, String.raw`\$&`)}'`;

const option = ({ names, about, takesValue, choices }: CompletedOption): string => {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const value = choices.length > 0 ? [`-x -a ${quoted(choices.join(' '))}`] : takesValue ? ['-r'] : [];
  return [...flags, ...value, `-d ${quoted(about)}`].join(' ');
};

/** Completion for fish: `citewatch completion fish | source`. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ path, options, argument, commands: below }) => {
    const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`);
    const here = seen.length === 0 ? [] : [`-n ${quoted(seen.join('; and '))}`];
    const before = [
      ...seen,
      ...(below.length === 0 ? [] : [`not __fish_seen_subcommand_from ${below.join(' ')}`]),
    ];
    const names = commands
      .filter(
        ({ path: inner }) => inner.length === path.length + 1 && path.every((word, i) => inner[i] === word),
      )
      .map(
        ({ path: inner, about }) =>
          `-n ${quoted(before.join('; and '))} -f -a ${inner.at(-1)} -d ${quoted(about)}`,
      );
    const given =
      argument === 'source' ? `(citewatch ${IDS} 2>/dev/null)` : argument === 'any' ? '' : argument.join(' ');
    return [
      ...names,
      ...options.map((one) => [...here, option(one)].join(' ')),
      ...(given === '' ? [] : [[...here, `-f -a ${quoted(given)}`].join(' ')]),
    ];
  });
  return `# fish completion for citewatch: citewatch completion fish | source\n${lines.map((line) => `complete -c citewatch ${line}\n`).join('')}`;
}
