import { Help, type HelpConfiguration } from 'commander';

/** Columns of a help text at most: what fits a terminal that nobody made wider, a mail and a side-by-side view. */
const WIDTH = 80;
/** Columns of a name; what explains a longer one begins on the next line, so that one long option does not push all others aside. */
const TERM = 24;
/** Columns of an explanation below which it is not wrapped any more. */
const NARROWEST = 20;

/** How help is laid out on a terminal of so many columns. */
export const helpLayout = (columns: number): HelpConfiguration => ({
  helpWidth: Math.min(columns, WIDTH),
  minWidthToWrap: NARROWEST,
  padWidth: () => TERM,
  subcommandTerm: (command) => new Help().subcommandTerm(command).replace(' [options]', ''),
  formatItem: (term, width, description, helper) => {
    const fits = helper.displayWidth(term) <= width;
    const item = Help.prototype.formatItem.call(helper, fits ? term : '', width, description, helper);
    return fits ? item : `  ${term}\n${item}`;
  },
});

/** Command lines that somebody may type as they stand, below the options of a command. */
export const examples = (...lines: readonly string[]): string =>
  `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}`;

/** What each exit code means, in a few words (docs/reference/exit-codes.md). */
export const EXIT_CODES: readonly (readonly [code: number, means: string])[] = [
  [0, 'nothing at or above --fail-on'],
  [1, 'could not do its job'],
  [2, 'findings at or above --fail-on'],
  [3, 'bad input'],
];

/** The exit codes as every help lists them. */
export const exitCodes = (): string =>
  `\nExit codes:\n${EXIT_CODES.map(([code, means]) => `  ${code}  ${means}`).join('\n')}`;
