import { type Dice, dice, sentence } from '../../test/replica/prose.js';

/** A document that a made-up report cites, with all that a style prints of it. */
export interface CitedDocument {
  readonly by: string;
  readonly abbreviation: string;
  readonly title: string;
  readonly url: string;
  /** ISO, whole. */
  readonly published: string;
  readonly accessed: string;
}

/** One use of a document; without a quotation it is a statement of the report's own. */
export interface Use {
  readonly document: CitedDocument;
  readonly page: number;
  /** Paragraphs of the quotation. */
  readonly quote: readonly string[];
  /** `inline`: in its sentence; `after`: a sentence of its own behind a colon; `block`: set in; `opened`: each paragraph opened anew. */
  readonly layout: 'inline' | 'after' | 'block' | 'opened' | 'stated';
}

export interface MadeUpReport {
  readonly name: string;
  readonly title: string;
  readonly documents: readonly CitedDocument[];
  readonly uses: readonly Use[];
}

const BODIES = [
  ['Human Rights Watch', 'HRW'],
  ['Department of Foreign Affairs and Trade', 'DFAT'],
  ['United Nations High Commissioner for Refugees', 'UNHCR'],
  ['Amnesty International', 'AI'],
  ['International Crisis Group', 'ICG'],
  ['Immigration and Refugee Board of Canada', 'IRB'],
  ['Danish Immigration Service', 'DIS'],
  ['Freedom House', 'FH'],
] as const;

const TITLES = {
  Karvan: [
    'Empty Villages: How the Northern Offensive Displaced a Generation',
    'DFAT Country Information Report Karvan',
    'International Protection Considerations with Regard to People Fleeing Karvan',
    'Karvan: Arrests of Teachers and Students in the Northern Provinces',
    'A Truce in Name Only: Politics and Violence on the Karvan Border',
    'Karvan: Treatment of Returnees by the Authorities',
    'Exit and Entry: Documents, Checkpoints and Fees',
    'Freedom in the World 2025',
  ],
  Tessaly: [
    'Nobody Signs: Debt Bondage among Brick Workers',
    'DFAT Thematic Report Tessaly: Women and Girls',
    'Guidance Note on Asylum Claims Relating to Gangs in Tessaly',
    'Tessaly 2025',
    'The Price of Silence: Courts and Police in Tessaly’s Port Cities',
    'Tessaly: Domestic Violence, State Protection and Support Services',
    'Blood Feuds and Reconciliation in Rural Districts',
    'Freedom on the Net 2024',
  ],
} as const;

const two = (n: number): string => String(n).padStart(2, '0');
const dayIn = (year: number, throws: Dice): string =>
  `${year}-${two(throws.roll(1, 12))}-${two(throws.roll(1, 28))}`;

const LAYOUTS = [
  'inline',
  'after',
  'inline',
  'block',
  'opened',
  'inline',
  'stated',
  'after',
] as const;
/** Uses of each report. */
const USES = 26;

function madeUp(name: keyof typeof TITLES): MadeUpReport {
  const throws = dice(`report on ${name}`);
  const accessed = dayIn(2026, throws);
  const documents = BODIES.map(([by, abbreviation], i) => {
    const title = TITLES[name][i] as string;
    const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const url = `https://${abbreviation.toLowerCase()}.example/${name.toLowerCase()}/${slug}`;
    return {
      by,
      abbreviation,
      title,
      url,
      published: dayIn(throws.roll(2021, 2025), throws),
      accessed,
    };
  });
  const quote = (): string => sentence(throws, 'en');
  const uses = Array.from({ length: USES }, (_, i): Use => {
    const layout = LAYOUTS[i % LAYOUTS.length] as Use['layout'];
    const document = documents[i < 5 ? i : throws.roll(0, documents.length - 1)] as CitedDocument;
    const paragraphs = layout === 'opened' ? 3 : layout === 'stated' ? 0 : 1;
    return {
      document,
      page: throws.roll(2, 90),
      layout,
      quote: Array.from({ length: paragraphs }, quote),
    };
  });
  return { name, title: `Country report: ${name}`, documents, uses };
}

export const REPORTS: readonly MadeUpReport[] = [madeUp('Karvan'), madeUp('Tessaly')];
