// What a part of a form begins by itself, as the choice of a body does with a new one, and has to be done before it is kept.
export interface Settling {
  /** False where it could not be done; the part says why, at the place in question. */
  readonly settle: () => Promise<boolean>;
}
