/** A word of a command line to copy: as it is where it has letters, figures and signs that mean nothing to a shell, else in quotation marks. */
export const shellWord = (word: string): string =>
  /^[\p{L}\p{N}_.:/@%+=-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
