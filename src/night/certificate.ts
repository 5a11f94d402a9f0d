import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printPage } from '../web/browser/start-browser.js';

/**
 * Writes the certificate of a check into its folder, as a PDF too where a browser prints it (`path`: folders of programs). Gives the names
 * of its files, and why a browser that is there did not print it, or null.
 */
export async function writeCertificate(folder: string, html: string, path: string | undefined) {
  await writeFile(join(folder, 'certificate.html'), html);
  try {
    const pdf = await printPage(html, path);
    if (pdf === null) return { names: ['certificate.html'], unprinted: null };
    await writeFile(join(folder, 'certificate.pdf'), pdf);
    return { names: ['certificate.html', 'certificate.pdf'], unprinted: null };
  } catch (error) {
    return { names: ['certificate.html'], unprinted: (error as Error).message.split('\n', 1)[0] ?? '' };
  }
}
