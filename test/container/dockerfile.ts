import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';

/** True for an image with a version, the distribution that it is made of, and its digest: a tag is moved to other bytes. */
export const isPinned = (image: string): boolean =>
  /^[\w./-]+:\d[\w.]*-bookworm(?:-slim)?@sha256:[\da-f]{64}$/.test(image);

/** How the image gets rid of what only builds. */
export const PRUNING = [
  `npm pkg delete devDependencies.pg && npm pkg set dependencies.pg="$(npm pkg get peerDependencies.pg | tr -d '"')"`,
  'npm prune --omit=dev --ignore-scripts',
] as const;

/** The instructions of a Dockerfile by their keyword, and what each says. */
export function instructionsOf(content: string) {
  const all = DockerfileParser.parse(content).getInstructions();
  const sayings = (instructions: readonly Instruction[], keyword: string): readonly string[] =>
    instructions
      .filter((one) => one.getKeyword() === keyword)
      .map((one) => one.getArgumentsContent() ?? '');
  const final = all.slice(all.findLastIndex((one) => one.getKeyword() === 'FROM'));
  return {
    of: (keyword: string) => sayings(all, keyword),
    /** Of the stage of which the image is. */
    ofFinal: (keyword: string) => sayings(final, keyword),
  };
}

/** What is wrong with a Dockerfile: its grammar, and our own rules. */
export function wrongInDockerfile(content: string): readonly string[] {
  const { of, ofFinal } = instructionsOf(content);
  const rules: readonly (readonly [boolean, string])[] = [
    [
      of('FROM').some((said) => !isPinned(said.split(' ')[0] ?? '')),
      'an image names no version, no distribution or no digest',
    ],
    [
      !/^[1-9]\d*:[1-9]\d*$/.test(ofFinal('USER').at(-1) ?? ''),
      'it is run by root, or by no number',
    ],
    [of('ADD').length > 0, 'ADD takes what COPY would not'],
    [
      [...of('CMD'), ...of('ENTRYPOINT')].some((said) => !said.startsWith('[')),
      'a shell hears signals in place of its command',
    ],
    [
      ofFinal('HEALTHCHECK').length !== 1 || !/ CMD \[/.test(` ${ofFinal('HEALTHCHECK')[0]}`),
      'it does not say how it is',
    ],
    [ofFinal('STOPSIGNAL').length !== 1, 'it does not say how it is stopped'],
    [/\b(?:curl|wget|sudo)\b/.test(content), 'it uses a tool that the image need not have'],
    [
      [...of('ENV'), ...of('ARG')].some((said) => /PASSWORD|SECRET|TOKEN|KEY/i.test(said)),
      'a secret would stay in the image',
    ],
  ];
  return [
    ...validate(content).map(({ message }) => String(message)),
    ...rules.flatMap(([isBroken, message]) => (isBroken ? [message] : [])),
  ];
}
