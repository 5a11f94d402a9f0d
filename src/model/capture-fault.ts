/**
 * Why a capture is not sound evidence. `damaged`: it would not open again as it was kept, or its records say something else
 * (`how`, in a few words); `again`: the bytes were kept a second time, and that capture opens. `truncated`: the document was longer than
 * the limit, and its end is missing. `other-text`: read again from the disk, another text comes out.
 */
export type CaptureFault =
  | { readonly kind: 'damaged'; readonly how: string; readonly again: boolean }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'other-text' };

/** A capture of a night with such a fault. */
export interface BadCapture {
  /** Id of the source, or the address itself for pages that no report cites. */
  readonly subject: string;
  readonly fault: CaptureFault;
}

/** The bad captures of a night: how many, and those that are named. */
export interface BadCaptures {
  readonly count: number;
  readonly named: readonly BadCapture[];
}
