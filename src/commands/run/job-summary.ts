import { appendFile } from 'node:fs/promises';
import { whatFailed } from '../end-well.js';
import type { Io } from '../io.js';

/**
 * Adds a text to the summary of the job that GitHub shows, where there is one. That it cannot be written is told, and no more: what the
 * night found, and its exit code, are the same without it.
 */
export async function addToSummary(io: Io, text: () => string): Promise<void> {
  const file = io.env.GITHUB_STEP_SUMMARY ?? '';
  if (file === '') return;
  try {
    await appendFile(file, text());
  } catch (error) {
    io.err(`the job’s summary (GITHUB_STEP_SUMMARY) was not written: ${whatFailed(error, io)}\n`);
  }
}
