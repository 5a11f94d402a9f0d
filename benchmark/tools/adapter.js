import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Answers the runner's questions, one a line, by `judge`, which gives a verdict. */
export async function answer(judge) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, passage, page, contentType, url } = JSON.parse(line);
    const verdict = await judge(passage, { bytes: readFileSync(page), contentType, url });
    process.stdout.write(`${JSON.stringify({ id, verdict })}\n`);
  }
}

export const standsIf = (stands) => (stands ? 'stands' : 'does-not-stand');
