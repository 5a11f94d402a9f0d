// Preloaded into a child with `--import`: adds the address of every module that an `import` finds to the file that
// LOADED_MODULES names.
import { appendFileSync } from 'node:fs';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register(import.meta.url);

export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  appendFileSync(process.env.LOADED_MODULES, `${found.url}\n`);
  return found;
}
