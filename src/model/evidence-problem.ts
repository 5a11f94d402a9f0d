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
