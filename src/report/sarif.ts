import type { Severity } from '../model/finding.js';

/** What SARIF calls a severity. */
export const SARIF_LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** A log of one run in SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines. */
export const sarifLog = (version: string, rules: readonly object[], results: readonly object[]): string =>
  `${JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        { tool: { driver: { name: 'citewatch', version, rules } }, columnKind: 'utf16CodeUnits', results },
      ],
    },
    null,
    2,
  )}\n`;
