import { ExpectedError } from "./expectedError.js";
import type { InputLine } from "./inputLines.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";

/** So many bad lines are named on the standard error; the others are counted at the end. */
const mostNamed = 20;

/** Names the bad lines of an input as they come, and ends the command with 1 when there was any. */
export class BadLines {
  private count = 0;
  private lines = 0;
  private readonly output: Output;

  constructor(output: Output) {
    this.output = output;
  }

  good(): void {
    this.lines++;
  }

  /** Gives the sentence that says what is wrong with the line. */
  bad(number: number, problem: string): string {
    this.lines++;
    this.count++;
    const sentence = printable(`line ${number}: ${problem}`);
    if (this.count <= mostNamed) this.output.err(`loupe: ${sentence}\n`);
    return sentence;
  }

  /** Throws when a line was bad. */
  finish(): void {
    if (this.count > 0) throw new ExpectedError(`${this.count} of ${this.lines} lines could not be read`);
  }
}

/** Why a line is no value. */
export function unreadLine(read: Exclude<InputLine["read"], { kind: "value" }>): string {
  return read.kind === "too-long" ? "longer than 64 MB" : `no JSON from character ${read.at + 1} on`;
}
