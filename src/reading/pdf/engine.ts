import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

type Engine = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

let engine: Promise<Engine> | null = null;

/** pdf.js, loaded where a first PDF is read. */
export const loadEngine = (): Promise<Engine> => (engine ??= withoutWarnings(importEngine));

async function importEngine(): Promise<Engine> {
  // Its worker goes first and makes itself known: a thread of ours already is one, so that it needs no other.
  // @ts-expect-error: it has no types, and exports nothing that is used.
  await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  return await import('pdfjs-dist/legacy/build/pdf.mjs');
}

/** While it loads, pdf.js warns on the console that it finds no canvas to draw on. Nobody draws here. */
async function withoutWarnings<T>(load: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await load();
  } finally {
    console.warn = warn;
  }
}

/** The tables of all encodings in one file, beside the packed program: its first line says where each lies. */
const PACKED = new URL('../pdfjs/cmaps.br', import.meta.url);

/** Gives pdf.js its tables of Chinese, Japanese and Korean encodings: in a clone from its package. */
export class EncodingTables {
  /** Rejects for a table that is not there, and for whatever else pdf.js asks for: fonts and colours, to draw with. */
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const table = kind === 'cMapUrl' ? readTable(filename) : undefined;
    if (table === undefined) throw new Error(`${filename} is not read`);
    return new Uint8Array(table);
  }
}

function readTable(name: string): Uint8Array | undefined {
  if (existsSync(PACKED)) {
    tables ??= unpackTables();
    return tables.get(name);
  }
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return readFileSync(join(folder, 'cmaps', name));
}

let tables: ReadonlyMap<string, Uint8Array> | null = null;

function unpackTables(): ReadonlyMap<string, Uint8Array> {
  const unpacked = brotliDecompressSync(readFileSync(PACKED));
  const head = unpacked.indexOf('\n') + 1;
  const places = JSON.parse(unpacked.toString('utf8', 0, head)) as readonly TablePlace[];
  return new Map(
    places.map(([name, from, to]) => [name, unpacked.subarray(head + from, head + to)]),
  );
}

/** The name of a table, and where it lies behind the first line, in bytes. */
type TablePlace = readonly [name: string, from: number, to: number];
