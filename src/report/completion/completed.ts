/** An option as a shell completes it. */
export interface CompletedOption {
  /** Such as `-q` and `--quiet`. */
  readonly names: readonly string[];
  readonly about: string;
  readonly takesValue: boolean;
  /** The values that there are; empty where anything goes. */
  readonly choices: readonly string[];
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  /** The words that call it; none for the program itself. */
  readonly path: readonly string[];
  readonly about: string;
  /** Names of the commands below it. */
  readonly commands: readonly string[];
  readonly options: readonly CompletedOption[];
  /** What its argument can be: ids of sources, these words, or anything, files too. */
  readonly argument: 'source' | 'any' | readonly string[];
}

/** What prints the ids of sources, a line each. */
export const IDS = 'completion sources';
