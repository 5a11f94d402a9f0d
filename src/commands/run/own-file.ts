import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Report } from '../../model/watchlist.js';

const ENDINGS = ['.docx', '.docm', '.odt', '.pdf'];

/** The report's own file, beside `sources.json`: the one that is named there, else one of the report's name; null for none. */
export function ownFileOf({ id, file }: Report, sources: string): string | null {
  const names = file === undefined ? ENDINGS.map((ending) => `${id}${ending}`) : [file];
  const paths = names.map((name) => join(dirname(sources), name));
  return paths.find((path) => existsSync(path)) ?? (file === undefined ? null : (paths[0] ?? null));
}
