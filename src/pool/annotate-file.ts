import { annotateOdt } from '../manuscript/annotate/annotate-odt.js';
import { annotatePdf } from '../manuscript/annotate/annotate-pdf.js';
import { type Annotator, annotateWord, type Remark } from '../manuscript/annotate/annotate-word.js';

/** A report's own file, and what is to be put into it. */
export interface AnnotationOrder {
  readonly bytes: Uint8Array;
  readonly format: keyof typeof ANNOTATE;
  readonly remarks: readonly Remark[];
  readonly by: Annotator;
}

const ANNOTATE = { word: annotateWord, odt: annotateOdt, pdf: annotatePdf };

/** The file with the remarks in it. Throws for one that is broken. */
export const annotateFile = async ({
  bytes,
  format,
  remarks,
  by,
}: AnnotationOrder): Promise<Uint8Array> => ANNOTATE[format](bytes, remarks, by);
