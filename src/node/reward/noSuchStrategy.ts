/** A strategy that nobody has written, or not any more, or with an option that it does not take. */
export class NoSuchStrategy extends Error {
  readonly spec: string;

  constructor(spec: string) {
    super(`no such strategy: ${spec}`);
    this.name = "NoSuchStrategy";
    this.spec = spec;
  }
}
