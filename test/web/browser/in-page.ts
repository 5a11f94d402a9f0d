/// <reference lib="dom" />
// These functions run inside the browser: each stands alone, and names no function, which the test runner's compiler would wrap.

/** A rectangle of the viewport, in CSS pixels. */
export interface Box {
  /** Which passage is looked for, and which of its equals this is a line of. */
  readonly passage: number;
  readonly copy: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The lines on which passages stand, compared by letters; the first is brought into view. */
export function linesOf({ passages, nth }: { passages: readonly string[]; nth: number | null }): {
  boxes: Box[];
  scrolled: number;
} {
  const notLetters = /[^\p{L}\p{N}]/gu;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const places: [Node, number][] = [];
  let text = '';
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (/^(?:SCRIPT|STYLE|NOSCRIPT)$/.test(node.parentElement?.tagName ?? '')) continue;
    if (node.parentElement?.checkVisibility() === false) continue;
    const data = node.nodeValue ?? '';
    for (let i = 0; i < data.length; i++)
      for (const letter of (data[i] as string)
        .normalize('NFKD')
        .toLowerCase()
        .replace(notLetters, '')) {
        text += letter;
        places.push([node, i]);
      }
  }
  const boxes: Box[] = [];
  for (const [passage, wording] of passages.entries()) {
    const needle = wording.normalize('NFKD').toLowerCase().replace(notLetters, '');
    const found: number[] = [];
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) found.push(at);
    for (const [copy, at] of (nth === null ? found : found.slice(nth, nth + 1)).entries()) {
      const [from, to] = [places[at], places[at + needle.length - 1]];
      if (from === undefined || to === undefined) continue;
      const range = document.createRange();
      range.setStart(from[0], from[1]);
      range.setEnd(to[0], to[1] + 1);
      for (const { x, y, width, height } of range.getClientRects())
        if (width > 1) boxes.push({ passage, copy, x, y, width, height });
    }
  }
  const scrolled = Math.round(scrollY);
  const top = boxes[0]?.y ?? 0;
  // What loads late moves the text after the browser scrolled to it.
  const nudge = top < 0 || top > innerHeight - 100 ? top - innerHeight / 2 : 0;
  scrollBy({ top: nudge, behavior: 'instant' });
  const moved = scrollY - scrolled;
  return { boxes: boxes.map((box) => ({ ...box, y: box.y - moved })), scrolled };
}

/** Where the highlight is in a picture. */
export async function develop({
  picture,
  boxes,
}: {
  picture: string;
  boxes: readonly Box[];
}): Promise<{
  lines: number;
  astray: number;
}> {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext(
    '2d',
  ) as OffscreenCanvasRenderingContext2D;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const inView = boxes.filter((b) => b.y > 0 && b.y + b.height < height && b.x < width);
  const hit = new Set<Box>();
  let [all, outside] = [0, 0];
  for (let i = 0; i < data.length; i += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(i, i + 3);
    if (red < 240 || green > 20 || blue < 240) continue;
    all++;
    const [x, y] = [(i / 4) % width, Math.floor(i / 4 / width)];
    const on = boxes.filter(
      (b) => x > b.x - 4 && x < b.x + b.width + 12 && y > b.y - 4 && y < b.y + b.height + 4,
    );
    if (on.length === 0) outside++;
    for (const box of on) hit.add(box);
  }
  const best = new Map<number, number>();
  for (const { passage, copy } of inView) {
    const lines = inView.filter((b) => b.passage === passage && b.copy === copy);
    const share = lines.filter((b) => hit.has(b)).length / lines.length;
    best.set(passage, Math.max(share, best.get(passage) ?? 0));
  }
  return {
    lines: best.size === 0 ? 0 : Math.min(...best.values()),
    astray: all === 0 ? 0 : outside / all,
  };
}
