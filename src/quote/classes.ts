/**
 * Closed classes of English, and open ones of which reports of human rights name few, a row each. Words of one group may stand for
 * one another; one of another group in its place says something else: another person, place, deed, paper or degree.
 */
const CLASSES = [
  // Where, when, how long.
  'to into onto toward towards inside within|from out off|outside beyond|near',
  'north northern|south southern|east eastern|west western|northeast northeastern|northwest northwestern|southeast southeastern|southwest southwestern',
  'day days daytime|morning mornings|afternoon|noon|evening|night nights overnight|dawn|dusk|midnight',
  'second seconds|minute minutes|hour hours hourly|day days daily|week weeks weekly|month months monthly|year years yearly annual annually|decade decades|century centuries',
  // Whom it befell.
  'he him his himself|she her hers herself',
  'male males|female females',
  'person persons people individual individuals anyone|man men|boy boys|woman women|girl girls|child children minor minors',
  'child children|parent parents',
  'father fathers|mother mothers|son sons|daughter daughters|brother brothers|sister sisters|uncle uncles|aunt aunts|nephew nephews|niece nieces|cousin cousins|husband husbands|wife wives|widow widows|grandfather grandfathers|grandmother grandmothers|neighbour neighbours neighbor neighbors|friend friends',
  // Who did it, who says so, and to whom.
  'police policeman policemen|army military soldier soldiers troops|militia militias militiaman militiamen paramilitary paramilitaries|rebel rebels insurgent insurgents guerrilla guerrillas|gang gangs cartel cartels|smuggler smugglers|trafficker traffickers|' +
    'government governments authorities|ministry ministries minister ministers|president presidents|king kings|governor governors|mayor mayors|commander commanders|parliament lawmaker lawmakers legislator legislators legislature|' +
    'court courts judge judges tribunal tribunals judiciary|prosecutor prosecutors|lawyer lawyers attorney attorneys|media press journalist journalists reporter reporters newspaper newspapers|activist activists|doctor doctors|teacher teachers|student students|' +
    'refugee refugees|migrant migrants|foreigner foreigners|citizen citizens|civilian civilians|villager villagers|prisoner prisoners inmate inmates detainee detainees|worker workers|farmer farmers|family families relative relatives|' +
    'cleric clerics imam imams priest priests|prophet prophets|convert converts|missionary missionaries|victim victims|witness witnesses|suspect suspects|perpetrator perpetrators',
  // What was done, and what for.
  'imprisonment|execution executions|fine fines|flogging floggings lashes whipping|amputation amputations|deportation deportations expulsion|ransom ransoms|bribe bribes|tax taxes|bail',
  'rape rapes|torture|murder murders homicide homicides|theft thefts robbery robberies|extortion|blasphemy|apostasy|adultery|treason|terrorism|defamation libel|espionage spying|abduction abductions kidnapping kidnappings|trafficking|smuggling|discrimination|violence|harassment',
  // Papers.
  'asylum|visa visas|passport passports|residence residency|identity|citizenship nationality|permit permits licence licences license licenses|certificate certificates|warrant warrants',
  // Places and occasions.
  'school schools|mosque mosques|church churches|temple temples|hospital hospitals clinic clinics|prison prisons jail jails|airport airports|border borders frontier|checkpoint checkpoints|camp camps|market markets|city cities town towns|village villages|home homes house houses|embassy embassies consulate consulates|university universities|district districts county counties|province provinces',
  'protest protests demonstration demonstrations rally rallies|wedding weddings|funeral funerals|election elections|trial trials',
  'urban|rural',
  'local|regional|provincial|federal national|international foreign',
  'public|private',
  'political|economic|religious|ethnic|social societal|sexual|racial|official',
  // How much.
  'low lower lowest|moderate medium|high higher highest',
  'expired|valid',
  'theory principle paper|practice',
  'strong stronger strongest|weak weaker weakest',
  'rich wealthy|poor',
  'easy easier|difficult hard harder',
  'open|closed',
  'good better best|bad worse worst poor',
  'young younger|old older elderly',
].map((row) => row.split('|').map((group): ReadonlySet<string> => new Set(group.split(' '))));

/** True for words of one class that may not stand for one another. */
export const areOpposed = (one: string, other: string): boolean =>
  CLASSES.some((groups) => {
    const [mine, theirs] = [one, other].map((key) => groups.findIndex((group) => group.has(key)));
    return mine !== theirs && (mine ?? -1) >= 0 && (theirs ?? -1) >= 0;
  });
