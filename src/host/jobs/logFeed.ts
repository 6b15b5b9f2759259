import { LogText } from "../../node/jobs/logText.js";

/** So many bytes at most are rendered at once; of more the newest count. */
const mostPending = 2_000_000;
/** What remains of them then: a terminal shows no more lines than that anyway. */
const keptPending = 500_000;
const newline = 0x0a;

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

  /** Everything that came since the last call. */
  take(): FedText {
    if (this.isCut) this.dropLine();
    const text = this.pieces.map(piece => this.log.push(piece)).join("");
    const { skipped } = this;
    [this.pieces, this.pending, this.skipped] = [[], 0, 0];
    return { skipped, text };
  }

  /** What was held back, when nothing follows. */
  end(): FedText {
    const { skipped, text } = this.take();
    return { skipped, text: text + this.log.end() };
  }

  private drop(): void {
    const whole = Buffer.concat(this.pieces);
    const kept = whole.subarray(whole.length - keptPending);
    this.skipped += whole.length - kept.length;
    [this.pieces, this.pending, this.isCut] = [[kept], kept.length, true];
  }

  /** Up to the end of the line that was cut; where no line ends, all of it is one. */
  private dropLine(): void {
    const whole = Buffer.concat(this.pieces);
    const end = whole.indexOf(newline);
    if (end < 0) return;
    const kept = whole.subarray(end + 1);
    [this.pieces, this.pending, this.isCut] = [[kept], kept.length, false];
  }
}
