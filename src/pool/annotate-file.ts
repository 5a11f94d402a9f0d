import { annotateOdt } from '../manuscript/annotate/annotate-odt.js';
import { annotatePdf } from '../manuscript/annotate/annotate-pdf.js';
import { type Annotator, annotateWord, type Remark } from '../manuscript/annotate/annotate-word.js';

import type { AnnotatedFile } from '../manuscript/annotate/offered.js';

/** A report's own file, and what is to be put into it. */
export interface AnnotationOrder {
  readonly bytes: Uint8Array;
  readonly format: keyof typeof ANNOTATE;
  readonly remarks: readonly Remark[];
  readonly by: Annotator;
}

const ANNOTATE = { word: annotateWord, odt: annotateOdt, pdf: annotatePdf };

/** Puts the remarks into the file. Throws for one that is broken. */
export async function annotateFile(order: AnnotationOrder): Promise<AnnotatedFile> {
  const { bytes, format, remarks, by } = order;
  const made = await ANNOTATE[format](bytes, remarks, by);
  return 'offered' in made ? made : { file: made, offered: [] };
}
