/**
 * Closed classes of English, a row each: directions, points of the compass, times of day, spans of time, the sexes, the ages. Words of one
 * group may stand for one another; one of another group in its place says something else.
 */
const CLASSES = [
  'to into onto toward towards inside within|from out off|outside beyond|near',
  'north northern|south southern|east eastern|west western|northeast northeastern|northwest northwestern|southeast southeastern|southwest southwestern',
  'day days daytime|morning mornings|afternoon|noon|evening|night nights overnight|dawn|dusk|midnight',
  'second seconds|minute minutes|hour hours hourly|day days daily|week weeks weekly|month months monthly|year years yearly annual annually|decade decades|century centuries',
  'he him his himself|she her hers herself',
  'male males|female females',
  'man men|boy boys|woman women|girl girls',
].map((row) => row.split('|').map((group): ReadonlySet<string> => new Set(group.split(' '))));

/** The groups in which two words are, class by class; -1 for none. */
const groupsOf = (one: string, other: string): readonly (readonly [number, number])[] =>
  CLASSES.map((groups) => {
    const groupOf = (key: string): number => groups.findIndex((group) => group.has(key));
    return [groupOf(one), groupOf(other)];
  });

/** True for words of one class that may not stand for one another. */
export const areOpposed = (one: string, other: string): boolean =>
  groupsOf(one, other).some(([mine, theirs]) => mine !== theirs && mine >= 0 && theirs >= 0);

/** True for words of one group. */
export const areOneClass = (one: string, other: string): boolean =>
  groupsOf(one, other).some(([mine, theirs]) => mine === theirs && mine >= 0);
