import { changed, p, type Twins } from './twins.js';

/** Spaces, capitals and question marks. */
export const WORDS: readonly Twins[] = [
  changed(
    'hyphens and spaces',
    'The loan-shark was not able to co-operate with the police, who told us nothing of note',
    [
      ['co-operate', 'cooperate'],
      ['loan-shark', 'loan shark'],
      ['loan-shark', 'loan‑shark'],
    ],
    [
      ['not able', 'notable'],
      ['told us', 'told US'],
    ],
  ),
  changed(
    'apostrophes',
    'The guards don’t say where they were taken, and its walls show that we’ll never know what O’Neill saw',
    [
      ['don’t', 'dont'],
      ['don’t', "don't"],
      ['we’ll', 'we`ll'],
    ],
    [
      ['were', 'we’re'],
      ['its', 'it’s'],
      ['we’ll', 'well'],
      ['don’t', 'do'],
    ],
  ),
  changed(
    'Greek question marks',
    'Γιατί δεν συνέλαβαν κανέναν; Η έρευνα διακόπηκε μέσα σε δύο εβδομάδες χωρίς καμία εξήγηση.',
    [['κανέναν;', 'κανέναν\u037e']],
    [
      ['κανέναν;', 'κανέναν.'],
      ['εξήγηση.', 'εξήγηση;'],
    ],
  ),
  changed(
    'words that make another one together',
    'Every day some times were set for therapists, and any one of the health care workers had a part in it',
    [['health care', 'healthcare']],
    [
      ['Every day', 'Everyday'],
      ['some times', 'sometimes'],
      ['therapists', 'the rapists'],
      ['any one', 'anyone'],
      ['a part', 'apart'],
    ],
  ),
  {
    what: 'a Korean word over the end of a column',
    quote: '그들은 한 번도 기소되지 않았고 항구 도시의 법원이 석방을 명령했다고 변호사가 말했다',
    intact: [
      p('그들은 한 번도 기', '소되지 않았고 항구 도시의 법원이 석방을 명령했다고 변호사가 말했다'),
    ],
    altered: [
      p('그들은 한 번도 기', '소되었고 항구 도시의 법원이 석방을 명령했다고 변호사가 말했다'),
      p('그들은 한 번도 기 소되지 않았고 항구 도시의 법원이 석방을 명령했다고 변호사가 말했다'),
    ],
  },
  changed(
    'prefixes',
    'It was a notable and a moral duty to help them, and nobody was in doubt about the law',
    [['notable', 'not\u00adable']],
    [
      ['notable', 'not able'],
      ['a moral', 'amoral'],
      ['in doubt', 'indoubt'],
    ],
  ),
  changed(
    'case',
    'He said that it may be that US officials polish the figures, and the Ministry knew of it',
    [['the Ministry', 'the ministry']],
    [
      ['US', 'us'],
      ['may be', 'May be'],
      ['polish', 'Polish'],
    ],
  ),
  {
    what: 'capitals throughout',
    quote: 'The police told us that who it was who had died was not known to them',
    intact: ['<h2>THE POLICE TOLD US THAT WHO IT WAS WHO HAD DIED WAS NOT KNOWN TO THEM</h2>'],
    altered: [p('The police told us that WHO it was who had died was not known to them')],
  },
  changed(
    'question marks',
    'Did the police help them? They did. Nobody was ever tried for it, the lawyers say.',
    [
      ['did. Nobody', 'did! Nobody'],
      ['did. Nobody', 'did; nobody'],
      ['say.', 'say'],
      ['say.', 'say,'],
    ],
    [
      ['them?', 'them.'],
      ['did.', 'did?'],
      ['say.', 'say?'],
    ],
  ),
  {
    what: 'acronyms with numbers',
    quote: 'Delegates at the COP said that nothing had been agreed by the parties',
    intact: [p('Delegates at the COP said that nothing had been agreed by the parties')],
    altered: [
      p('Delegates at the COP28 said that nothing had been agreed by the parties'),
      p(
        'At COP26, at COP27. Delegates at the COP28 said that nothing had been agreed by the parties. At COP29',
      ),
      p('Delegates at the cop said that nothing had been agreed by the parties'),
    ],
  },
];
