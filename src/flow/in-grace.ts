/**
 * Milliseconds for which a server's answer is waited for once the process is asked to stop, our choice: most servers answer a message
 * within a second, a service has eight (`GRACE`), and Docker kills it after ten.
 */
export const ANSWER_GRACE = 5_000;

/**
 * What `work` gives, or null where it has not ended `ANSWER_GRACE` after `stop` fired. It is left then as if the process was killed: what
 * becomes of it is nobody's concern.
 */
export async function inGrace<T>(work: Promise<T>, stop: AbortSignal): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  let heed = () => {};
  const late = new Promise<null>((resolve) => {
    heed = () => {
      timer = setTimeout(() => resolve(null), ANSWER_GRACE);
    };
    if (stop.aborted) heed();
    else stop.addEventListener('abort', heed, { once: true });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.removeEventListener('abort', heed);
    clearTimeout(timer);
    work.catch(() => {});
  }
}
