/** A problem with a file or a row, as a code and the values that its sentence needs. */
export interface FileProblem {
  readonly code: string;
  readonly values: readonly string[];
}
