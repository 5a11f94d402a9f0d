/** A date of CSL-JSON: `[[2024, 9, 30]]`, or the words in which it was given. */
export interface CslDate {
  readonly 'date-parts'?: readonly (readonly (number | string)[])[] | undefined;
  readonly raw?: string | undefined;
  readonly literal?: string | undefined;
}

/** A name of CSL-JSON; an institution has a `literal` one. */
export interface CslName {
  readonly family?: string | undefined;
  readonly given?: string | undefined;
  readonly literal?: string | undefined;
  readonly 'dropping-particle'?: string | undefined;
  readonly 'non-dropping-particle'?: string | undefined;
}

/** An entry of a reference manager, in the form that Zotero, Mendeley and EndNote share (CSL-JSON 1.0.2). Of its fields, those that a citation prints. */
export interface CslItem {
  readonly id?: string | number | undefined;
  readonly type?: string | undefined;
  readonly title?: string | undefined;
  readonly 'container-title'?: string | undefined;
  readonly publisher?: string | undefined;
  readonly author?: readonly CslName[] | undefined;
  readonly URL?: string | undefined;
  readonly DOI?: string | undefined;
  readonly language?: string | undefined;
  readonly issued?: CslDate | undefined;
  readonly accessed?: CslDate | undefined;
  /** Of the citation, not of the entry: `45`, with the kind of place that it names (`page`, `paragraph`, `section`). */
  readonly locator?: string | undefined;
  readonly label?: string | undefined;
  /** Where an archive keeps it: the address of the capture. */
  readonly archive_location?: string | undefined;
  readonly note?: string | undefined;
}
