import * as z from 'zod';
import { WATCHLIST_SHAPE } from './shape.js';

/** The text of `sources.schema.json`: draft 7, which is what editors know best. */
export const schemaText = (): string =>
  `${JSON.stringify(z.toJSONSchema(WATCHLIST_SHAPE, { target: 'draft-7', io: 'input' }), null, 2)}\n`;
