import { spawnSync } from 'node:child_process';

/** Names of languages that fontconfig has otherwise. */
const FONTCONFIG_NAMES: Readonly<Record<string, string>> = { 'zh-Hans': 'zh-cn' };

/** The languages for which this machine has no font, or null where fontconfig does not say. */
function withoutFont(languages: readonly string[]): readonly string[] | null {
  const missing: string[] = [];
  for (const language of languages) {
    const { status, stdout } = spawnSync('fc-list', [
      `:lang=${FONTCONFIG_NAMES[language] ?? language}`,
    ]);
    if (status !== 0) return null;
    if (stdout.length === 0) missing.push(language);
  }
  return missing;
}

const sentenceOn = (missing: readonly string[] | null): string =>
  missing === null
    ? 'fontconfig (fc-list) does not say which languages have one'
    : missing.length === 0
      ? 'every language of the tables has one'
      : `none on this machine for ${missing.join(', ')}: drawn as boxes, whose letters the PDF does not all name, so that ` +
        'passages are unverifiable (u). Debian: fonts-noto-core, fonts-noto-cjk';

/** Says for which languages Chromium has no font: it draws boxes then, and the PDF does not name all of their letters. */
export const sayFonts = (languages: readonly string[]): void =>
  console.log(`fonts: ${sentenceOn(withoutFont(languages))}`);
