/** Dice that fall alike for a like seed: mulberry32 over an FNV-1a hash of the seed's text. */
export function dice(seed) {
  let state = 0x811c9dc5;
  for (const letter of String(seed)) state = Math.imul(state ^ letter.codePointAt(0), 0x01000193);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const roll = (least, most) => least + Math.floor(next() * (most - least + 1));
  const pick = (from) => from[roll(0, from.length - 1)];
  /** In any order, each as likely as another (Fisher and Yates). */
  const shuffled = (list) => {
    const all = [...list];
    for (let last = all.length - 1; last > 0; last--) {
      const at = roll(0, last);
      [all[last], all[at]] = [all[at], all[last]];
    }
    return all;
  };
  return {
    roll,
    pick,
    shuffled,
    chance: (share) => next() < share,
    pickOther: (from, not) => pick(from.filter((one) => one !== not)),
  };
}
