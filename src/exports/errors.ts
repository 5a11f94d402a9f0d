/** Something that was given is not what the library takes. All of it is listed, each with its place. */
export class InputError extends TypeError {
  override readonly name = 'InputError';

  constructor(readonly problems: readonly { readonly place: string; readonly message: string }[]) {
    super(problems.map(({ place, message }) => `${place}: ${message}`).join('\n'));
  }
}
