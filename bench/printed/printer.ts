import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import type { Print } from './layouts.js';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Chromium's printer, or null, with a printed reason, where there is no Chromium. */
export async function openPrinter(): Promise<Printer | null> {
  if (!existsSync(EXECUTABLE)) {
    console.log(`skipped: no Chromium at ${EXECUTABLE} to print PDFs (CHROMIUM names another one)`);
    return null;
  }
  return new Printer(
    await chromium.launch({ executablePath: EXECUTABLE, args: ['--no-sandbox', '--disable-gpu'] }),
  );
}

/** Prints pages as PDF, as a person does who saves one from the browser. */
export class Printer {
  constructor(private readonly browser: Browser) {}

  async print({ html, options }: Print): Promise<Uint8Array> {
    const page = await this.browser.newPage({ javaScriptEnabled: false });
    try {
      await page.setContent(html);
      const margin = { top: '20mm', bottom: '20mm', left: '20mm', right: '20mm' };
      return await page.pdf({ format: 'A4', margin, printBackground: true, ...options });
    } finally {
      await page.close();
    }
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
