import { readFileSync } from 'node:fs';

/** The text of a file that lies beside a module, read when the module is loaded, as JSON is imported; the packed program holds it itself. */
export const textBeside = (file: URL): string => readFileSync(file, 'utf8');
