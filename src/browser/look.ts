import { setTimeout } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import type { RenderLimits } from './limits.js';
import type { PageRequests } from './page-requests.js';

/** Looks at a page from a place that its own scripts cannot reach: they cannot change what is seen by changing the tools. */
export interface Look {
  /** What an expression comes to there, once. Rejects when the page leads on meanwhile, or is gone. */
  evaluate(expression: string): Promise<unknown>;
}

/** The world of its own in which a window is looked at, made anew for each document that it shows. */
export const lookAt = (session: CDPSession): Look => ({
  async evaluate(expression) {
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId } = await session.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'citewatch',
    });
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      contextId: executionContextId,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
    return result.value;
  },
});

/** Whether it has come, its elements, and the length of its text. */
const STATE =
  '[document.readyState === "complete", document.getElementsByTagName("*").length, (document.body?.innerText ?? "").length].join()';

/** Milliseconds between two looks. */
const PAUSE = 200;
/** Characters of text below which a page is still loading, and how many milliseconds that is believed. Chosen by eye. */
const NEXT_TO_NOTHING = { characters: 200, time: 10_000 };

/** Waits until a page is done; false when its time, or what it may ask for, came to an end first. */
export async function settled(look: Look, requests: PageRequests, limits: RenderLimits): Promise<boolean> {
  const began = performance.now();
  let last = { state: '', since: began };
  for (;;) {
    const state = await look.evaluate(STATE).catch(() => null);
    const now = performance.now();
    if (state !== last.state) last = { state: String(state), since: now };
    const [isComplete, , characters] = last.state.split(',');
    const isEmpty = Number(characters) < NEXT_TO_NOTHING.characters;
    const isStill = requests.pending === 0 && now - Math.max(requests.lastAt, last.since) >= limits.still;
    const isBelieved = !isEmpty || now - began >= Math.min(NEXT_TO_NOTHING.time, limits.time / 2);
    if (requests.isOver) return false;
    if (isComplete === 'true' && isStill && isBelieved) return true;
    if (now - began >= limits.time) return false;
    await setTimeout(PAUSE);
  }
}

/**
 * The page as HTML, as a reader has it before him: parts that elements keep to themselves (shadow trees) stand where they are shown, but
 * for their styles, which are theirs alone. Null when it is too large.
 */
export async function htmlOf(look: Look, { elements, characters }: RenderLimits): Promise<string | null> {
  const html = await look.evaluate(`(() => {
    if (document.getElementsByTagName('*').length > ${elements}) return null;
    const paper = document.implementation.createHTMLDocument();
    const shown = (node) => {
      if (node.shadowRoot) return [...node.shadowRoot.childNodes].filter((one) => one.localName !== 'style');
      const assigned = node.localName === 'slot' ? node.assignedNodes() : [];
      return assigned.length > 0 ? assigned : node.childNodes;
    };
    let left = ${elements} * 4;
    const copy = (node) => {
      const own = paper.importNode(node, false);
      for (const child of shown(node)) if (left-- > 0) own.append(copy(child));
      return own;
    };
    let html;
    try {
      html = copy(document.documentElement).outerHTML;
    } catch {
      html = document.documentElement.outerHTML;
    }
    if (left <= 0 || html.length > ${characters}) return null;
    return '<!doctype html>' + html;
  })()`);
  return typeof html === 'string' ? html : null;
}
