import type { Run } from '../model/run.js';

/** The run itself, `reports/latest.json` and `--json`: indented, ending in a newline. */
export const renderJson = (run: Run): string => `${JSON.stringify(run, null, 2)}\n`;
