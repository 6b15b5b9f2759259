/** Ends a command with an exit code of its own, after it has said everything. No failure: nothing is printed for it. */
export class EndWith extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`ends with ${code}`);
    this.name = "EndWith";
    this.code = code;
  }
}
