import type { ReturningPieces } from '../../model/memory.js';
import { fnv1a } from '../../text/hash.js';
import type { Piece, Turn } from './pieces.js';

/** Nights that are remembered: what has stood, or been away, for a fortnight has settled, and its return is an edit. */
const NIGHTS = 14;
/** Pieces that are remembered: a page whose variants have more is rewritten every night, and that is told. */
const REMEMBERED = 400;

/** The turn that takes each back. */
const BACK: Readonly<Record<Turn, Turn>> = { '+': '-', '-': '+', '*': '/', '/': '*' };

const nameOf = ({ key }: Piece): string => `p${fnv1a(key).toString(36)}`;

/** Adds a night: what changed, and by its silence all else that is remembered. */
export function recordTurns(returning: ReturningPieces, pieces: readonly Piece[]): ReturningPieces {
  const nights = new Map(Object.entries(returning).map(([name, turns]) => [name, `${turns}.`]));
  for (const piece of pieces) {
    const name = nameOf(piece);
    const before = nights.get(name)?.slice(0, -1) ?? '';
    // Set anew, so that the latest stand last.
    nights.delete(name);
    nights.set(name, before + piece.turn);
  }
  const lately = [...nights].map(([name, turns]) => [name, turns.slice(-NIGHTS)] as const);
  return Object.fromEntries(lately.filter(([, turns]) => /[^.]/.test(turns)).slice(-REMEMBERED));
}

const turnsOf = (returning: ReturningPieces, piece: Piece): string => returning[nameOf(piece)] ?? '';

/** True for a piece that turned the other way within the last fortnight: tonight takes that back. */
export const returns = (returning: ReturningPieces, piece: Piece): boolean =>
  turnsOf(returning, piece).includes(BACK[piece.turn]);

/**
 * Tells flapping from edits: the pieces that do not only return. A part of a page that comes back within a fortnight of
 * leaving, or leaves within a fortnight of coming, is a variant, and no news. What gets its former words back in exchange for
 * others is an edit taken back, which is told, until it has turned both ways: then it flaps too.
 */
export const newsAmong = (returning: ReturningPieces, pieces: readonly Piece[]): readonly Piece[] =>
  pieces.filter((piece) => {
    const isVariant = piece.turn === '+' || piece.turn === '-';
    const flaps = isVariant || turnsOf(returning, piece).includes(piece.turn);
    return !(flaps && returns(returning, piece));
  });
