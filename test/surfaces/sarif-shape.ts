import { z } from 'zod';
import { publishedSchema } from './published-schema.js';

/** The schema that OASIS published, with what errata 01 adds for a region: it says where it begins. */
export const publishedSarif = (): z.ZodType =>
  publishedSchema('sarif-2.1.0-rtm.5.json', ({ region }) => ({
    region: {
      ...region,
      anyOf: ['startLine', 'charOffset', 'byteOffset'].map((one) => ({ required: [one] })),
    },
  }));

const message = z.strictObject({ text: z.string().min(1) });
const level = z.enum(['none', 'note', 'warning', 'error']);
const rule = z.strictObject({
  id: z.string().min(1),
  shortDescription: message.optional(),
  help: message.optional(),
  defaultConfiguration: z.strictObject({ level }).optional(),
});
const location = z.strictObject({
  physicalLocation: z.strictObject({
    // §3.4.3: a URI reference, so that no space and no other character stands in it that a URI has not.
    artifactLocation: z.strictObject({ uri: z.string().regex(/^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/u) }),
    region: z.strictObject({ startLine: z.int().min(1) }).optional(),
  }),
  logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string().min(1) })).optional(),
});
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().min(0),
  level,
  message,
  locations: z.array(location).length(1),
  baselineState: z.enum(['new', 'unchanged', 'updated', 'absent']).optional(),
  partialFingerprints: z.record(z.string(), z.string()).optional(),
  suppressions: z
    .array(
      z.strictObject({
        kind: z.enum(['inSource', 'external']),
        status: z.enum(['accepted', 'underReview', 'rejected']),
        justification: z.string(),
      }),
    )
    .optional(),
});
const run = z
  .strictObject({
    tool: z.strictObject({
      driver: z.strictObject({ name: z.string(), version: z.string(), rules: z.array(rule) }),
    }),
    columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
    results: z.array(result),
  })
  // §3.27.6: the rule that the index names is the rule that is named; §3.49.3: no two rules have one id.
  .refine(({ tool, results }) =>
    results.every(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId),
  )
  .refine(
    ({ tool }) => new Set(tool.driver.rules.map(({ id }) => id)).size === tool.driver.rules.length,
  );

/** What SARIF 2.1.0 asks of the parts of it that we write; anything else in a log is refused, a misspelt name too. */
export const SARIF_LOG = z.strictObject({
  $schema: z.literal('https://json.schemastore.org/sarif-2.1.0.json'),
  version: z.literal('2.1.0'),
  runs: z.array(run).length(1),
});
