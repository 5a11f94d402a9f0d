/**
 * Bytes of the process that are not the main thread's: the threads' heaps, and what they hold outside of any heap, which no
 * limit of V8's sees (a stream that unpacks, a buffer that doubles).
 */
export function bytesElsewhere(): number {
  const { rss, heapTotal, external } = process.memoryUsage();
  return rss - heapTotal - external;
}
