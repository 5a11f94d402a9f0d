import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printPage } from '../web/browser/print-page.js';

/** Writes the certificate of a check into its folder, as a PDF too where a browser prints it (`path`: folders of programs). Gives the names of its files. */
export async function writeCertificate(
  folder: string,
  html: string,
  path: string | undefined,
): Promise<readonly string[]> {
  await writeFile(join(folder, 'certificate.html'), html);
  const pdf = await printPage(html, path);
  if (pdf === null) return ['certificate.html'];
  await writeFile(join(folder, 'certificate.pdf'), pdf);
  return ['certificate.html', 'certificate.pdf'];
}
