import { column, pdf, wrap } from '../reading/pdf-writer.js';
import { prose } from './pages.js';

/** A PDF of one page, under a title. */
export const textPdf = (title: string): Uint8Array =>
  pdf({
    pages: [
      [
        { x: 60, y: 60, text: title, size: 18 },
        ...column(60, 100, wrap(prose('pdf', 12).replace(/<\/?p>/g, ' '), 90)),
      ],
    ],
    info: { Title: title },
  });
