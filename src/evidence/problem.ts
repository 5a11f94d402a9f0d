/** Something in the evidence that is not as it was written, and the capture that it happened to, as far as it is known. */
export interface EvidenceProblem {
  /** The capture's line in the log. */
  readonly n?: number | undefined;
  readonly subject?: string | undefined;
  readonly url?: string | undefined;
  /** When it was captured, ISO. */
  readonly at?: string | undefined;
  readonly file?: string | undefined;
  /** Where its records begin in the file, in bytes. */
  readonly offset?: number | undefined;
  readonly message: string;
}

/** A problem in one line: `run-000003.warc.gz at 120: record 5 (tip, https://…, 2025-10-01T02:00:00Z): …`. */
export function formatEvidenceProblem({
  n,
  subject,
  url,
  at,
  file,
  offset,
  message,
}: EvidenceProblem): string {
  const place = file === undefined ? 'log.jsonl' : offset === undefined ? file : `${file} at ${offset}`;
  const who = [subject, url, at].filter((part) => part !== undefined && part !== '').join(', ');
  const record = n === undefined ? '' : ` record ${n}`;
  return `${place}:${record}${who === '' ? '' : ` (${who})`}: ${message}`;
}
