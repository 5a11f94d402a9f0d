import type { Command } from 'commander';

/** What has to be typed behind a command for those of these values that are options of it. */
export const argsOf = (command: Command, values: Readonly<Record<string, unknown>>): readonly string[] =>
  command.options.flatMap((option) => {
    const value = values[option.attributeName()];
    if (value === undefined || value === false) return [];
    if (value === true) return [`${option.long}`];
    return [value].flat().map((one) => `${option.long}=${one}`);
  });
