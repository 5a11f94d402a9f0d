import { randomBytes } from 'node:crypto';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { commandMessages } from '../../surfaces/words/messages.js';
import { safeOutput } from '../io.js';

const { quoted } = commandMessages.mcp;

/** Characters of one text, and of all texts after which lists end, our choice: a passage with what surrounds it, and what an agent reads in one piece. */
const [LONGEST, MOST] = [500, 40_000];

/**
 * An answer of a tool: our own sentence, which holds nothing of a page, and the facts, in which texts of others stand. Those are cut, without
 * what turns or hides text, and fenced by a mark that no page can know.
 */
export function toolAnswer(said: string, facts: object): CallToolResult & { readonly structuredContent: object } {
  const told = { quoted, ...bounded(facts) };
  const fence = `page-${randomBytes(8).toString('hex')}`;
  return {
    structuredContent: told,
    content: [
      { type: 'text', text: plainWords(said) },
      { type: 'text', text: `${quoted}\n<${fence}>\n${JSON.stringify(told)}\n</${fence}>` },
    ],
  };
}

/** Why a tool gives no answer. */
export const toolRefusal = (why: string): CallToolResult => ({
  isError: true,
  content: [{ type: 'text', text: shortened(plainWords(why)) }],
});

const plainWords = (text: string): string => safeOutput(text, { colour: false, live: false, actions: false });

const shortened = (text: string): string =>
  text.length > LONGEST ? `${[...text.slice(0, LONGEST)].slice(0, -1).join('')}…` : text;

/** The facts with every text made plain and cut. `cut`: how many texts and lists were. */
function bounded(facts: object): { readonly cut: number } {
  let [left, cut] = [MOST, 0];
  const within = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const text = shortened(plainWords(value));
      cut += Number(value.length > LONGEST);
      left -= text.length;
      return text;
    }
    if (Array.isArray(value)) {
      const kept = [];
      for (const one of value) {
        if (left <= 0) break;
        left -= 1;
        kept.push(within(one));
      }
      cut += Number(kept.length < value.length);
      return kept;
    }
    if (typeof value !== 'object' || value === null) return value;
    const given = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(given.map(([key, inner]) => [key, within(inner)]));
  };
  return { ...(within(facts) as object), cut };
}
