import { basename } from 'node:path';
import { isMiscited } from '../../model/case.js';
import { MAX_REPORT_BYTES } from '../../model/manuscript.js';
import { UserError } from '../../model/problem.js';
import type { RawOptions } from '../../settings/options.js';
import { renderCases } from '../../surfaces/cases.js';
import { importFailure } from '../../surfaces/import.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { judgeCases } from '../../tasks/cases.js';
import { openWeb } from '../../tasks/services.js';
import { type Io, readNamedBytes } from '../io.js';
import { settingsOf } from './prepare.js';

/** Says of each case that a document cites whether its register has it under that name; gives the exit code: 2 where one has not. */
export async function runCases(
  file: string,
  options: RawOptions & { offline?: boolean },
  io: Io,
): Promise<number> {
  const { fetch } = settingsOf(options);
  const bytes = readNamedBytes(file, MAX_REPORT_BYTES);
  const web = openWeb(fetch, null);
  try {
    const read = await web.thought.cases({ bytes, name: basename(file) });
    if (read.kind !== 'cases') throw new UserError(importFailure(ENGLISH, read, file));
    const judged = await judgeCases(options.offline === true ? null : web.fetch, read.cases);
    io.out(renderCases(ENGLISH, judged, file));
    return judged.some(isMiscited) ? 2 : 0;
  } finally {
    await web.close();
  }
}
