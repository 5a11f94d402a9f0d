import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** The command of LibreOffice. */
const OFFICE = 'soffice';

const folder = mkdtempSync(join(tmpdir(), 'citewatch-makers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file as LibreOffice writes it again in another format; null where LibreOffice is not on this machine. */
export function byOffice(file: Uint8Array, format: 'docx' | 'pdf' | 'txt'): Uint8Array | null {
  const place = mkdtempSync(join(folder, 'office-'));
  writeFileSync(join(place, 'in.docx'), file);
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  const out = join(place, 'out', `in.${format}`);
  // The first start of a profile may end before it has converted anything.
  for (let tries = 0; tries < 3 && !existsSync(out); tries++)
    try {
      execFileSync(
        OFFICE,
        [profile, '--headless', '--convert-to', format, '--outdir', 'out', 'in.docx'],
        {
          cwd: place,
          stdio: 'ignore',
          timeout: 60_000,
        },
      );
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    }
  return new Uint8Array(readFileSync(out));
}
