import { readdirSync } from 'node:fs';

/** All that lies below a folder, by its path in it with slashes, as imports and documents name it on every system. */
export const pathsBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
    path.replaceAll('\\', '/'),
  );
