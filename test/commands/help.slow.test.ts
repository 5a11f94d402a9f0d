import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { citewatchProgram } from '../../src/commands/program.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { keptIo } from './run.js';

const tree = (width = 80): Command => citewatchProgram({ ...keptIo().io, width }, () => {});

/** A command and all below it, by the words that call it. */
const below = (
  command: Command,
  path: readonly string[] = [],
): readonly (readonly [string, Command])[] => [
  [path.join(' '), command],
  ...command.commands.flatMap((inner) => below(inner, [...path, inner.name()])),
];

/** What a command's help prints. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (piece) => {
      text += piece;
    },
  });
  command.outputHelp();
  return text;
}

/** The words of a line as a shell reads it, without what it redirects and what it sets before. */
const wordsOf = (line: string): readonly string[] =>
  [...line.replace(/ (?:>>?|\|) \S+$/u, '').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/gu)]
    .map(([, single, double, bare]) => single ?? double ?? bare ?? '')
    .filter((word) => !/^[A-Z_]+=/u.test(word));

const examplesIn = (help: string): readonly string[] =>
  /\nExamples?:\n((?: {2}.+\n)+)/u
    .exec(help)?.[1]
    ?.trimEnd()
    .split('\n')
    .map((line) => line.trim()) ?? [];

/** Parses a command line as the program does, and gives the command that would have run. */
async function parsed(words: readonly string[]): Promise<string> {
  const program = tree();
  let ran = '';
  for (const [name, command] of below(program))
    if (command.commands.length === 0)
      command.action(() => {
        ran = name;
      });
  await program.parseAsync(words, { from: 'user' });
  return ran;
}

describe('the help of', () => {
  const commands = below(tree());

  it.each(commands)(
    '“citewatch %s” stays within 80 columns, and within a narrower terminal',
    (name) => {
      for (const width of [80, 60]) {
        const help = helpOf(below(tree(width)).find(([path]) => path === name)?.[1] as Command);
        // On less than 80 columns, what stands as it is typed is not wrapped: examples, and what begins with the name of an option.
        const typed = width < 80 ? /^ {2}(?:-|citewatch |WAYBACK)/u : /^$/u;
        for (const line of help.split('\n'))
          if (!typed.test(line)) expect(line.length, line).toBeLessThanOrEqual(width);
      }
    },
  );

  it.each(commands.filter(([, command]) => command.commands.length === 0))(
    '“citewatch %s” has one or two examples, which the program takes',
    async (name, command) => {
      const examples = examplesIn(helpOf(command));
      expect(examples.length).toBeGreaterThan(0);
      for (const line of examples) {
        const [program, ...words] = wordsOf(line);
        expect(program).toBe('citewatch');
        expect(await parsed(words), line).toBe(name);
      }
    },
  );

  it.each(commands.filter(([, command]) => command.commands.length === 0))(
    '“citewatch %s” speaks of --fail-on only where it takes it',
    (_, command) => {
      const isTaken = command.options.some(({ long }) => long === '--fail-on');
      expect(helpOf(command).includes('--fail-on')).toBe(isTaken);
      for (const code of [0, 1, 2, 3])
        expect(helpOf(command)).toMatch(new RegExp(`^  ${code}  \\S`, 'mu'));
    },
  );

  it('the program names each command once, under what one wants to do, and the exit codes', () => {
    const help = helpOf(tree());
    for (const command of tree().commands) {
      expect(
        help.match(new RegExp(`^  ${command.name()}(?![-\\w])`, 'gmu')),
        command.name(),
      ).toHaveLength(1);
      expect(command.helpGroup(), command.name()).toMatch(/:$/u);
    }
    expect(help).not.toContain('\nCommands:');
    for (const code of [0, 1, 2, 3]) expect(help).toMatch(new RegExp(`^  ${code}  \\S`, 'mu'));
  });
});

it('an example that the program would refuse is seen', async () => {
  await expect(parsed(wordsOf('citewatch check --onyl a').slice(1))).rejects.toThrow('--onyl');
});

describe('a mistake is told by what the user gave:', () => {
  it.each<readonly [readonly string[], readonly string[]]>([
    [['chek'], ["unknown command 'chek'", 'citewatch --help']],
    [
      ['check', '--jsn'],
      ["unknown option '--jsn'", 'citewatch check --help'],
    ],
    [
      ['report', '--format', 'pdf'],
      ['--format', "'pdf'", 'citewatch report --help'],
    ],
    [
      ['evidence', 'export'],
      ["'source'", 'citewatch evidence export --help'],
    ],
    [
      ['check', '--cacert', 'no.pem', '--retries', 'many', '--sources', 'none.json'],
      [
        '--cacert: no.pem cannot be read',
        '--retries: must be',
        '"many"',
        'none.json: there is no such',
        '3 problems',
      ],
    ],
    [
      ['watch', '--timezone', 'Mars', '--cron', 'x'],
      ['--timezone: ', '"Mars"', '--cron: ', '2 problems'],
    ],
    [
      ['schedule', '--sources', 'none.json', '--format', 'docx'],
      ['--format: ', '--out'],
    ],
  ])('%j', async (args, told) => {
    const { code, err, out } = await citewatch(args, emptyFolder());
    expect({ code, out }, err).toEqual({ code: 3, out: '' });
    for (const words of told) expect(err).toContain(words);
  });
});
