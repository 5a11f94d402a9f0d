import { type KeyFiles, makeKeys } from '../../flow/keys.js';
import { KEY_DIRECTORY } from '../../load/signing.js';
import { renderNewKey } from '../../report/keys.js';
import type { Io } from '../io.js';

/** Makes a key, and says what is to be done with it. */
export async function runKeys(files: KeyFiles, io: Io): Promise<number> {
  const thumbprint = await makeKeys(files);
  io.out(renderNewKey(files.out, files.directory, thumbprint, KEY_DIRECTORY));
  return 0;
}
