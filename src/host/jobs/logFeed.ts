import { LogText } from "../../node/jobs/logText.js";

/** So many bytes at most are rendered at once; of more the newest count. */
const mostPending = 2_000_000;
/** What remains of them then: a terminal shows no more lines than that anyway. */
const keptPending = 500_000;
const newline = 0x0a;
/** Progress bars begin their line anew with it and may print nothing else for hours. */
const carriageReturn = 0x0d;

/** What a log has for a terminal by now. */
export interface FedText {
  /** Bytes that were left out before it. */
  readonly skipped: number;
  readonly text: string;
}

/**
 * The log of one attach on its way to a terminal: pieces are gathered, so that a job which prints faster than a terminal
 * draws fills no memory, and whole lines are left out when they are too many.
 */
export class LogFeed {
  private readonly log: LogText;
  private pieces: Uint8Array[] = [];
  private pending = 0;
  private skipped = 0;
  /** A piece that begins in the middle of a line is shown from the next line on. */
  private isCut: boolean;

  /** `secrets`: values; `startsInside`: the first byte is not the log's first one. */
  constructor(secrets: readonly string[], startsInside: boolean) {
    this.log = new LogText(secrets);
    this.isCut = startsInside;
  }

  push(bytes: Uint8Array): void {
    this.pieces.push(bytes);
    this.pending += bytes.length;
    if (this.pending > mostPending) this.drop();
  }

  /** Everything that came since the last call, as far as it can be shown. */
  take(): FedText {
    if (this.isCut && !this.findLine()) return { skipped: 0, text: "" };
    return this.takeAll();
  }

  /** What was held back, when nothing follows. */
  end(): FedText {
    const { skipped, text } = this.takeAll();
    return { skipped, text: text + this.log.end() };
  }

  private takeAll(): FedText {
    const text = this.pieces.map(piece => this.log.push(piece)).join("");
    const { skipped } = this;
    [this.pieces, this.pending, this.skipped, this.isCut] = [[], 0, 0, false];
    return { skipped, text };
  }

  private drop(): void {
    const whole = Buffer.concat(this.pieces);
    const kept = whole.subarray(whole.length - keptPending);
    this.skipped += whole.length - kept.length;
    [this.pieces, this.pending, this.isCut] = [[kept], kept.length, true];
  }

  /** Drops the rest of the line that was cut. False while it goes on; one that is as long as all that is kept is shown. */
  private findLine(): boolean {
    const whole = Buffer.concat(this.pieces);
    const end = whole.findIndex(byte => byte === newline || byte === carriageReturn);
    if (end < 0) return this.pending >= keptPending;
    const kept = whole.subarray(end + 1);
    [this.pieces, this.pending, this.isCut] = [[kept], kept.length, false];
    return true;
  }
}
