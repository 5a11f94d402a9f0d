/** What a register answers. */
export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** Judgments of Find Case Law by their slug; `pdf` where it has no text of one, and only its feed names it. */
const JUDGMENTS: readonly {
  readonly cite: string;
  readonly slug: string;
  readonly name: string;
  readonly pdf?: true;
}[] = [
  {
    cite: '[2025] UKUT 305 (IAC)',
    slug: 'ukut/iac/2025/305',
    name: 'UK (on the application of MS (Bangladesh)) v Secretary of State for the Home Department (professional conduct: AI)',
  },
  {
    cite: '[2025] EWHC 1383 (Admin)',
    slug: 'ewhc/admin/2025/1383',
    name: 'Ayinde, R (On the Application Of) v London Borough of Haringey',
  },
  {
    cite: '[2012] UKUT 16 (IAC)',
    slug: 'ukut/iac/2012/16',
    name: 'AA (unattended children) Afghanistan CG',
  },
  {
    cite: '[2010] UKSC 31',
    slug: 'uksc/2010/31',
    name: 'HJ (Iran) &amp; HT (Cameroon) v Secretary of State for the Home Department',
  },
  {
    cite: '[2010] EWCA Civ 696',
    slug: 'ewca/civ/2010/696',
    name: 'FA (Iraq) v Secretary of State for the Home Department',
    pdf: true,
  },
  {
    cite: '[2018] UKUT 118 (IAC)',
    slug: 'ukut/iac/2018/118',
    name: 'AS (Safety of Kabul) Afghanistan CG',
  },
  {
    cite: '[2020] UKUT 130 (IAC)',
    slug: 'ukut/iac/2020/130',
    name: 'AS (Safety of Kabul) Afghanistan CG',
  },
];

/** As doc/openapi/public_api.yml of nationalarchives/ds-find-caselaw-docs shows them. */
const feed = (judgments: typeof JUDGMENTS): string =>
  `<?xml version="1.0" encoding="utf-8"?><feed xml:lang="en-us" xmlns="http://www.w3.org/2005/Atom" xmlns:tna="https://caselaw.nationalarchives.gov.uk"><title>Latest documents</title>${judgments
    .map(
      ({ cite, slug, name }) =>
        `<entry><title>${name}</title><link href="https://caselaw.nationalarchives.gov.uk/${slug}" rel="alternate"/><tna:uri>d-1</tna:uri><tna:identifier slug="${slug}" type="ukncn">${cite}</tna:identifier><tna:identifier slug="tna.r8d6ps87" type="fclid">r8d6ps87</tna:identifier></entry>`,
    )
    .join('')}</feed>`;

const document = ({ cite, name }: (typeof JUDGMENTS)[number]): string =>
  `<?xml version="1.0"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:uk="https://caselaw.nationalarchives.gov.uk/akn"><judgment name="judgment"><meta><identification source="#tna"><FRBRWork><FRBRname value="${name}"/></FRBRWork></identification><proprietary><uk:cite>${cite}</uk:cite></proprietary></meta><judgmentBody><p>[2010] UKSC 31</p></judgmentBody></judgment></akomaNtoso>`;

const MISSING: Reply = { status: 404, body: '<title>Page not found</title>' };

function findCaseLaw({ pathname, searchParams }: URL): Reply {
  if (pathname !== '/atom.xml') {
    const one = JUDGMENTS.find(({ slug }) => pathname === `/${slug}/data.xml`);
    return one === undefined || one.pdf ? MISSING : { status: 200, body: document(one) };
  }
  const [query, court, year] = ['query', 'court', 'year'].map((name) => searchParams.get(name));
  // A search finds what cites a judgment, too; newest first where it was asked for so.
  const words = query?.replaceAll('"', '') ?? '';
  const isCitation = words.startsWith('[');
  const found = JUDGMENTS.filter(({ cite, slug, name }) =>
    query == null
      ? slug.startsWith(`${court}/${year}/`)
      : words.includes(cite) ||
        name.includes(words) ||
        (isCitation && cite === '[2020] UKUT 130 (IAC)'),
  );
  if (searchParams.get('order') === '-date') found.sort((a, b) => (a.cite < b.cite ? 1 : -1));
  return { status: 200, body: feed(found) };
}

const APPLICATIONS = [
  {
    docname: 'CASE OF M.S.S. v. BELGIUM AND GREECE',
    itemid: '001-103050',
    appno: '30696/09',
    ecli: 'ECLI:CE:ECHR:2011:0121JUD003069609',
  },
  {
    docname: 'AFFAIRE M.S.S. c. BELGIQUE ET GRÈCE',
    itemid: '001-103293',
    appno: '30696/09',
    ecli: 'ECLI:CE:ECHR:2011:0121JUD003069609',
  },
  {
    docname: 'CASE OF SUFI AND ELMI v. THE UNITED KINGDOM',
    itemid: '001-105434',
    appno: '8319/07;11449/07',
    ecli: 'ECLI:CE:ECHR:2011:0628JUD000831907',
  },
];

function hudoc({ searchParams }: URL): Reply {
  const [, field = '', key = ''] =
    /(appno|ecli):"([^"]+)"/u.exec(searchParams.get('query') ?? '') ?? [];
  const found = APPLICATIONS.filter((one) =>
    one[field as 'appno' | 'ecli'].split(';').includes(key),
  );
  return {
    status: 200,
    body: JSON.stringify({
      resultcount: found.length,
      results: found.map((columns) => ({ columns })),
    }),
  };
}

const WORKS = [
  {
    celex: '62007CJ0465',
    ecli: 'ECLI:EU:C:2009:94',
    titles: [
      'Urteil des Gerichtshofes (Große Kammer) vom 17. Februar 2009.#Meki Elgafaji und Noor Elgafaji gegen Staatssecretaris van Justitie.#Rechtssache C-465/07.',
      'Judgment of the Court (Grand Chamber) of 17 February 2009.#Meki Elgafaji and Noor Elgafaji v Staatssecretaris van Justitie.#Reference for a preliminary ruling: Raad van State - Netherlands.#Directive 2004/83/EC.#Case C-465/07.',
    ],
  },
  {
    celex: '62013CJ0148',
    ecli: 'ECLI:EU:C:2014:2406',
    titles: [
      'Judgment of the Court (Grand Chamber), 2 December 2014.#A and Others v Staatssecretaris van Veiligheid en Justitie.#Joined Cases C-148/13 to C-150/13.',
    ],
  },
];

/** Answers by https://www.w3.org/TR/sparql11-results-json/, whatever is not bound left out. */
function cellar({ searchParams }: URL): Reply {
  const query = searchParams.get('query') ?? '';
  const control = { type: 'literal', value: 'ECLI:EU:C:1954:1' };
  const found = WORKS.filter(
    ({ celex, ecli }) => query.includes(`"${celex}"`) || query.includes(`"${ecli}"`),
  );
  const rows = found.flatMap(({ celex, titles }) =>
    titles.map((title) => ({
      control,
      celex: { type: 'literal', value: celex },
      title: { type: 'literal', value: title },
    })),
  );
  const bindings = rows.length > 0 ? rows : [{ control }];
  return {
    status: 200,
    body: JSON.stringify({ head: { vars: ['celex', 'title', 'control'] }, results: { bindings } }),
  };
}

/** The registers of cases, as their documentation describes them; all else is missing. */
export function askRegister(address: string): Reply {
  const url = new URL(address);
  switch (url.hostname) {
    case 'caselaw.nationalarchives.gov.uk':
      return findCaseLaw(url);
    case 'hudoc.echr.coe.int':
      return url.pathname === '/app/query/results' ? hudoc(url) : MISSING;
    case 'publications.europa.eu':
      return url.pathname === '/webapi/rdf/sparql' ? cellar(url) : MISSING;
    default:
      return MISSING;
  }
}

/** Citations, each with what its register makes of it: existing, misnamed, invented, replaced, and out of reach. */
export const CITED: readonly (readonly [
  string,
  'exists' | 'other-name' | 'not-found' | 'not-asked',
])[] = [
  ['MS (Bangladesh) v SSHD [2025] UKUT 305 (IAC)', 'exists'],
  ['AS (Bangladesh) v SSHD [2025] UKUT 305 (IAC)', 'other-name'],
  ['MS (Pakistan) v SSHD [2025] UKUT 305 (IAC)', 'other-name'],
  ['R (Ayinde) v London Borough of Haringey [2025] EWHC 1383 (Admin)', 'exists'],
  ['R (Ayinde) v London Borough of Camden [2025] EWHC 1383 (Admin)', 'other-name'],
  ['R (El Gendi) v London Borough of Camden [2025] EWHC 2435 (Admin)', 'not-found'],
  ['AA (unattended children) Afghanistan CG [2012] UKUT 16 (IAC)', 'exists'],
  ['HJ (Iran) v Secretary of State for the Home Department [2010] UKSC 31', 'exists'],
  ['HT (Cameroon) v SSHD [2010] UKSC 31', 'exists'],
  ['HK (Iran) v SSHD [2010] UKSC 31', 'other-name'],
  ['FA (Iraq) v SSHD [2010] EWCA Civ 696', 'exists'],
  ['FA (Iraq) v SSHD [2010] EWCA Civ 9696', 'not-found'],
  // Later guidance replaced it, which the register shows by what names it.
  ['AS (Safety of Kabul) Afghanistan CG [2018] UKUT 118 (IAC)', 'exists'],
  ['Smith v Jones [2004] EWHC 12 (Ch)', 'not-asked'],
  ['A v B [2020] CSIH 12', 'not-asked'],
  ['Case C-465/07 Elgafaji v Staatssecretaris van Justitie', 'exists'],
  ['Elgafaji, ECLI:EU:C:2009:94', 'exists'],
  ['Case C-465/07 Diakité v Commissaire général', 'other-name'],
  ['Case C-999/07 Elgafaji v Staatssecretaris van Justitie', 'not-found'],
  [
    'Joined Cases C-148/13 to C-150/13 A, B and C v Staatssecretaris van Veiligheid en Justitie',
    'exists',
  ],
  ['M.S.S. v. Belgium and Greece [GC], no. 30696/09', 'exists'],
  ['M.S.S. v. Sweden, no. 30696/09', 'other-name'],
  ['Elmi v. the United Kingdom (Application no. 11449/07)', 'exists'],
  ['Karimi v. Austria (Application no. 99999/19)', 'not-found'],
  ['ECLI:CE:ECHR:2011:0121JUD003069609', 'exists'],
  ['ECLI:CE:ECHR:2011:0122JUD003069609', 'not-found'],
];
