import { createHash, X509Certificate } from 'node:crypto';
import { mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import {
  type KeptCapture,
  type KeptResource,
  type KeptWarc,
  lastOfRoles,
} from '../evidence/capture-reader.js';
import type { Evidence } from '../evidence/evidence.js';
import { refuse } from '../model/problem.js';
import type { SourceVerdict } from '../model/verdict.js';
import { quoteId } from '../model/watchlist.js';
import { type JudgedCapture, judgedCaptures, rankCaptures } from '../night/capture-text.js';
import { digestOfJudging } from '../night/rules.js';
import type { World } from '../night/world.js';
import type { StoreReader } from '../store/store.js';
import {
  CERTIFICATES_FILE,
  captureName,
  type Exhibit,
  type ExhibitCertificate,
  type ExhibitConnection,
  type ExhibitFile,
  type ExhibitOther,
  type ExhibitRecord,
  type ExhibitResource,
  type ExhibitStamp,
  fileStem,
  renderEvidenceProblem,
  renderManifest,
  renderSums,
} from '../surfaces/exhibit/exhibit.js';
import { renderEvidencePage, resourceWords } from '../surfaces/exhibit/exhibit-page.js';
import { type Replay, type ReplayQuestion, renderReplay } from '../surfaces/exhibit/replay.js';
import {
  renderCdx,
  renderDatapackage,
  renderDatapackageDigest,
  renderPages,
  WACZ,
  type WaczPart,
} from '../surfaces/exhibit/wacz.js';
import { commandMessages } from '../surfaces/words/catalogues.js';
import type { Locale } from '../surfaces/words/locale.js';
import { printPage } from '../web/browser/start-browser.js';

/** What is to be handed out, and where. */
export interface ExportOrder {
  readonly source: string;
  /** The capture of this run is shown, or the latest of this day (ISO); by default the latest that carries the passages. */
  readonly run?: number | undefined;
  readonly night?: string | undefined;
  /** True when all captures of the source go into the archives, and not that one alone. */
  readonly all: boolean;
  /** True when the log's lines from the capture to its time stamp go with it: they name other sources. */
  readonly log?: boolean | undefined;
  /** Who hands it out, in his own words. */
  readonly by: string | null;
  /** The folder to make; undefined for one named after the source. */
  readonly to?: string | undefined;
  /** Name and version of the program. */
  readonly program: string;
  /** What whoever gets it can judge again ({@link replayArchive}); null where the source is cited no more. */
  readonly question?: ReplayQuestion | null | undefined;
}

/**
 * Makes a folder that can be filed: a capture, its records, and a page that explains them. Throws a `UserError` when
 * no such capture is kept, or when the folder has something in it already. Gives when the capture was made (`at`, ISO), how much of what is
 * cited it shows (`passages`), the other captures that are kept, latest first, and when a page was saved that somebody handed in (`savedAt`).
 */
export async function exportExhibit(
  locale: Locale,
  {
    evidence,
    store,
    now,
    thought,
  }: { readonly evidence: Evidence; readonly store: StoreReader } & Pick<World, 'now' | 'thought'>,
  order: ExportOrder,
) {
  const judged = judgedCaptures(await evidence.list(order.source), await store.life(order.source));
  const { chosen, capture } = await captureFor(evidence, judged, order);
  const folder = order.to ?? `evidence-${fileStem(order.source)}`;
  await makeEmpty(folder);
  const name = captureName(
    order.source,
    capture.record.at,
    capture.outcome.headers['content-type'],
  );
  const bytes = capture.outcome.body?.bytes ?? new Uint8Array();
  const served = await writeExhibitFile(folder, name, bytes, locale.messages.evidenceFile.document);
  const warc = await writeWarc(locale, folder, order, evidence, chosen.record.n);
  const beside = await writeBeside(locale, folder, evidence, warc.resources, chosen.record.run);
  const { connection, certificates } = await exportConnection(locale, evidence, folder, capture);
  const around = await exportLog(locale, evidence, folder, chosen.record.n, order.log === true);
  const question = order.question ?? null;
  const answer = question && (await replayOf(thought, folder, warc, question));
  const replay = answer === 'beyond-budget' ? null : answer;
  const said: Omit<Exhibit, 'files'> = {
    schema: 'citewatch.exhibit/1',
    program: order.program,
    exportedAt: now().toISOString(),
    custody: { by: order.by },
    ...shownCapture(capture, connection, served, chosen),
    judgedAt: chosen.judgedAt,
    requoted: requotedIn(chosen, replay),
    others: othersOf(judged, chosen),
    records: warc.records,
    resources: beside.resources,
    stamps: around.stamps,
    log: around.log,
    rules: replay?.rules ?? null,
  };
  const wacz = await packWacz(locale, folder, said, warc, replay);
  const files = [served, warc.file, wacz, ...certificates, ...around.files, ...beside.files];
  await explain(locale, folder, { ...said, files });
  const { url, at } = capture.record;
  const saved = beside.resources.findLast(
    ({ role, file }) => role === 'handed-in' && file !== null,
  );
  return {
    folder,
    url,
    at,
    passages: chosen.passages,
    others: said.others,
    savedAt: saved?.at ?? null,
    problems: [
      ...said.log.problems,
      ...(answer === 'beyond-budget' ? [commandMessages.replay.unjudged] : []),
    ],
  };
}

async function explain(locale: Locale, folder: string, exhibit: Exhibit): Promise<void> {
  const json = renderManifest(locale, exhibit);
  const manifest = await writeExhibitFile(
    folder,
    'manifest.json',
    json,
    locale.messages.evidenceFile.manifest,
  );
  const html = renderEvidencePage(locale, exhibit, manifest);
  const page = await writeExhibitFile(
    folder,
    'index.html',
    html,
    locale.messages.evidenceFile.page,
  );
  await writeFile(join(folder, 'SHA256SUMS'), renderSums([...exhibit.files, manifest, page]));
}

async function writeBeside(
  locale: Locale,
  folder: string,
  evidence: Evidence,
  resources: readonly Omit<ExhibitResource, 'file'>[],
  run: number,
): Promise<{
  readonly resources: readonly ExhibitResource[];
  readonly files: readonly ExhibitFile[];
}> {
  const files = new Map<number, ExhibitFile>();
  for (const { n, role, url, at, contentType } of lastOfRoles(resources, run)) {
    const kept = await evidence.readBeside(n);
    if (kept === null) continue;
    const name = captureName(`${kept.record.subject}-${role}`, at, contentType);
    const words = locale.fill(locale.messages.evidenceFile.beside, {
      what: resourceWords(locale, role),
      url,
    });
    files.set(n, await writeExhibitFile(folder, name, kept.resource.bytes, words));
  }
  return {
    resources: resources.map((one) => ({ ...one, file: files.get(one.n)?.name ?? null })),
    files: [...files.values()],
  };
}

/** Of the captures that are asked for, the one of most worth whose bytes are still kept. */
async function captureFor(
  evidence: Evidence,
  judged: readonly JudgedCapture[],
  { source, run, night }: ExportOrder,
): Promise<{ readonly chosen: JudgedCapture; readonly capture: KeptCapture }> {
  if (judged.length === 0) refuse(source, 'no evidence of it is kept');
  const asked = judged.filter(
    ({ record }) =>
      (run === undefined || record.run === run) &&
      (night === undefined || record.at.startsWith(night)),
  );
  const named = run !== undefined || night !== undefined;
  for (const chosen of named ? asked.toReversed() : rankCaptures(asked)) {
    const reading = evidence.read(chosen.record.n);
    // One that was damaged is passed over where there is a choice; the verification that follows names it.
    const capture = await (named ? reading : reading.catch(() => null));
    if (capture !== null) return { chosen, capture };
  }
  const from = [
    run === undefined ? '' : ` from run ${run}`,
    night === undefined ? '' : ` of ${night}`,
  ];
  const runs = judged
    .map(({ record }) => `${record.run} (${record.at.slice(0, 10)})`)
    .slice(-RUNS_NAMED);
  const chosenNight = night === undefined ? source : '--night';
  return refuse(
    run === undefined ? chosenNight : '--run',
    `no bytes of ${source} are kept${from.join('')}; the latest runs that kept it: ${runs.join(', ')}`,
  );
}

/** Runs that a complaint names, our choice. */
const RUNS_NAMED = 5;

const othersOf = (
  judged: readonly JudgedCapture[],
  chosen: JudgedCapture,
): readonly ExhibitOther[] =>
  judged
    .filter((one) => one !== chosen)
    .map(({ record: { n, run, at, http, payloadSha256 }, passages }) => ({
      n,
      run,
      at,
      http,
      payloadSha256,
      passages,
    }))
    .reverse();

function shownCapture(
  { record, holder, outcome, userAgent }: KeptCapture,
  connection: ExhibitConnection | null,
  file: ExhibitFile,
  { verdict, passages }: JudgedCapture,
): Pick<Exhibit, 'source' | 'capture' | 'quotes'> {
  const { body, at, url, hops, finalUrl, http, headers } = outcome;
  return {
    source: {
      id: record.subject,
      title: verdict?.title ?? record.subject,
      publisher: verdict?.publisher ?? null,
    },
    capture: {
      n: record.n,
      run: record.run,
      at,
      url,
      hops,
      finalUrl,
      http,
      headers,
      userAgent,
      connection,
      file: file.name,
      bytes: file.bytes,
      sha256: file.sha256,
      ...(record.sameAs && { sameAs: { n: holder.n, at: holder.at } }),
      truncated: body?.truncated ?? false,
      accepted: record.accepted,
      passages,
    },
    quotes: verdict && quotesOf(verdict),
  };
}

async function makeEmpty(folder: string): Promise<void> {
  if ((await stat(folder).catch(() => null))?.isDirectory() === false)
    refuse(folder, 'is a file: name a folder');
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) refuse(folder, 'is not empty');
}

const quotesOf = (verdict: SourceVerdict) =>
  verdict.citations.flatMap((citation) =>
    citation.quotes.map((quote) => ({ citation: citation.id, cited: citation.cited, quote })),
  );

/** The passages that were not judged of a capture as the report quotes them now: its author edited them since, or added them. */
function requotedIn(
  { record, verdict }: JudgedCapture,
  replay: Replay | null,
): Exhibit['requoted'] {
  if (verdict === null || replay === null) return [];
  const judged = new Map(quotesOf(verdict).map(({ quote }) => [quote.id, quote.text]));
  const again = replay.captures.find(({ run }) => run === record.run)?.judged?.quotes ?? [];
  return replay.uses.flatMap(({ citation }) =>
    citation.quotes.flatMap(({ text, original }, i) => {
      const id = quoteId(citation, i);
      const then = judged.get(id);
      if (then === text || then === original?.text) return [];
      const quote = again.find((one) => one.id === id) ?? null;
      return [
        {
          id,
          citation: citation.id,
          cited: citation.cited ?? null,
          text: original?.text ?? text,
          quote,
        },
      ];
    }),
  );
}

async function writeExhibitFile(
  folder: string,
  name: string,
  content: string | Uint8Array,
  what: string,
): Promise<ExhibitFile> {
  const bytes = Buffer.from(content);
  await writeFile(join(folder, name), bytes);
  return {
    name,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    what,
  };
}

/** Writes the WARC records of a capture, or of all of its source, one capture after another in memory. */
async function writeWarc(
  locale: Locale,
  folder: string,
  { source, all }: { readonly source: string; readonly all: boolean },
  evidence: Evidence,
  n: number,
) {
  const name = `${fileStem(source)}.warc.gz`;
  const hash = createHash('sha256');
  const records: ExhibitRecord[] = [];
  const resources: Omit<ExhibitResource, 'file'>[] = [];
  let offset = 0;
  const file = await open(join(folder, name), 'w');
  try {
    for await (const kept of evidence.warcs({ subject: source, n: all ? undefined : n })) {
      await file.appendFile(kept.bytes);
      hash.update(kept.bytes);
      const { record } = kept;
      if (record.kind === 'capture') records.push(recordAt(record, placeOf(kept, offset)));
      else resources.push(resourceAt(record, placeOf(kept, offset)));
      offset += kept.bytes.length;
    }
  } finally {
    await file.close();
  }
  const words = locale.fill(locale.messages.evidenceFile.records, { all });
  return {
    file: { name, bytes: offset, sha256: hash.digest('hex'), what: words },
    records,
    resources,
  };
}

const placeOf = ({ record, bytes, shown }: KeptWarc, offset: number) => ({
  offset,
  length: bytes.length,
  recordSha256: record.recordSha256,
  shown: { ...shown, offset: offset + shown.offset },
  lineSha256: record.sha256,
  previousSha256: record.previous,
});

function recordAt(record: KeptCapture['record'], place: ReturnType<typeof placeOf>): ExhibitRecord {
  const { n, run, at, url, finalUrl, http, revisit, payloadSha256, sameAs } = record;
  return {
    n,
    run,
    at,
    url,
    finalUrl,
    http,
    revisit,
    payloadSha256,
    ...(sameAs && { sameAs }),
    ...place,
  };
}

function resourceAt(
  record: KeptResource['record'],
  place: ReturnType<typeof placeOf>,
): Omit<ExhibitResource, 'file'> {
  const {
    n,
    run,
    at,
    url,
    role,
    contentType,
    by = null,
    how = null,
    payloadSha256,
    payloadBytes,
  } = record;
  return {
    n,
    run,
    at,
    url,
    role,
    contentType,
    by,
    how,
    payloadSha256,
    bytes: payloadBytes,
    ...place,
  };
}

/** What the captures that go into an archive say by their own bytes. */
async function replayOf(
  { replayWarc }: World['thought'],
  folder: string,
  { file }: { readonly file: ExhibitFile },
  question: ReplayQuestion,
): Promise<Replay | 'beyond-budget'> {
  const bytes = await readFile(join(folder, file.name));
  return (await replayWarc({ bytes, question, rules: digestOfJudging() })) ?? 'beyond-budget';
}

/** The first of January 1980, the oldest date in ZIP: equal contents give equal archives. */
const NO_DATE = new Date(1980, 0, 1);

/** Packs a WARC file of the folder into a WACZ beside it. Everything is stored uncompressed, so that parts can be read alone. */
async function packWacz(
  locale: Locale,
  folder: string,
  said: Omit<Exhibit, 'files'>,
  { file }: { readonly file: ExhibitFile },
  replay: Replay | null,
): Promise<ExhibitFile> {
  const warc = await readFile(join(folder, file.name));
  const archive = { ...file, path: WACZ.warc };
  const texts = [textOf(WACZ.index, renderCdx(said)), textOf(WACZ.pages, renderPages(said))];
  if (replay !== null) texts.push(textOf(WACZ.replay, renderReplay(replay)));
  const manifest = textOf(WACZ.manifest, renderDatapackage(said, [archive, ...texts]));
  const digest = textOf(WACZ.digest, renderDatapackageDigest(manifest.sha256));
  const files = [manifest, digest, ...texts].map(({ path, content }) => [path, content] as const);
  const name = `${fileStem(said.source.id)}.wacz`;
  const packed = zipSync(Object.fromEntries([...files, [WACZ.warc, warc]]), {
    level: 0,
    mtime: NO_DATE,
  });
  return writeExhibitFile(folder, name, packed, locale.messages.evidenceFile.wacz);
}

function textOf(path: string, text: string) {
  const content = Buffer.from(text);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path, content, bytes: content.length, sha256 } satisfies WaczPart & { content: Buffer };
}

/** Writes what is handed out of a capture's connection. Certificates that are not as they were written are left out. */
async function exportConnection(
  locale: Locale,
  evidence: Evidence,
  folder: string,
  capture: KeptCapture,
) {
  const { wire } = capture;
  if (wire === null) return { connection: null, certificates: [] };
  const { asked, request, ip, tls } = wire;
  const chain = (await evidence.certificates(capture).catch(() => [])).map(
    ({ der }) => new X509Certificate(der),
  );
  const connection = {
    asked,
    request,
    ip,
    tls: tls && { ...tls, certificates: chain.map(describe) },
  };
  if (chain.length === 0) return { connection, certificates: [] };
  const pem = chain.map((one) => one.toString()).join('');
  return {
    connection,
    certificates: [
      await writeExhibitFile(
        folder,
        CERTIFICATES_FILE,
        pem,
        locale.messages.evidenceFile.certificates,
      ),
    ],
  };
}

const describe = ({ subject, issuer, validFrom, validTo, fingerprint256 }: X509Certificate) =>
  ({
    subject: nameIn(subject),
    issuer: nameIn(issuer),
    from: new Date(validFrom).toISOString(),
    until: new Date(validTo).toISOString(),
    sha256: fingerprint256.replaceAll(':', '').toLowerCase(),
  }) satisfies ExhibitCertificate;

/** Characters of a name that are shown: whoever made the certificate chose it. */
const LONGEST_NAME = 300;

const nameIn = (name: string | undefined): string =>
  (name ?? '').replaceAll('\n', ', ').slice(0, LONGEST_NAME);

/**
 * Reads the log, and writes the time stamps that cover a line of the log, each with the text that was stamped and the authority's certificates; with
 * `lines`, also the log's lines from that one to the last that is stamped.
 */
async function exportLog(
  locale: Locale,
  evidence: Evidence,
  folder: string,
  n: number,
  lines: boolean,
) {
  const stamps: ExhibitStamp[] = [];
  const files: ExhibitFile[] = [];
  const write = async (name: string, content: string | Uint8Array, words: string) => {
    files.push(await writeExhibitFile(folder, name, content, words));
  };
  for (const { line, text, time, signer, response, pem } of await evidence.stampsOver(n)) {
    const { tsa, of } = line;
    const name = `stamp-${line.n}`;
    stamps.push({ n: line.n, tsa, of, time, signer, file: `${name}.tsr` });
    await write(`${name}.tsr`, response, locale.fill(locale.messages.evidenceFile.stamp, { tsa }));
    await write(`${name}.txt`, text, locale.messages.evidenceFile.stamped);
    await write(`${name}.pem`, pem, locale.messages.evidenceFile.stampCertificates);
  }
  const { captures, tip, problems } = await evidence.verify();
  const log: Exhibit['log'] = {
    lines: tip.n,
    sha256: tip.sha256,
    captures,
    excerpt: null,
    problems: problems.map(renderEvidenceProblem),
  };
  if (!lines) return { stamps, files, log };
  const to = Math.max(n, ...stamps.map(({ of }) => of.n));
  const excerpt = `log-${n}-to-${to}.jsonl`;
  const texts: string[] = [];
  for await (const text of evidence.logLines(n, to)) texts.push(`${text}\n`);
  await write(
    excerpt,
    texts.join(''),
    locale.fill(locale.messages.evidenceFile.lines, { from: n, to }),
  );
  return { stamps, files, log: { ...log, excerpt } };
}

/**
 * Writes the certificate of a check into its folder, as a PDF too where a browser prints it (`path`: folders of programs). Gives the names
 * of its files, and why a browser that is there did not print it, or null.
 */
export async function writeCertificate(folder: string, html: string, path: string | undefined) {
  await writeFile(join(folder, 'certificate.html'), html);
  try {
    const pdf = await printPage(html, path);
    if (pdf === null) return { names: ['certificate.html'], unprinted: null };
    await writeFile(join(folder, 'certificate.pdf'), pdf);
    return { names: ['certificate.html', 'certificate.pdf'], unprinted: null };
  } catch (error) {
    return {
      names: ['certificate.html'],
      unprinted: (error as Error).message.split('\n', 1)[0] ?? '',
    };
  }
}
