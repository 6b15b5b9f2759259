import { Redactor } from "../../core/launch/redactor.js";
import { TerminalText } from "../../core/launch/terminalText.js";

/**
 * The bytes of a job's log as text for a terminal: UTF-8 that may be cut anywhere, known secret values taken out, nothing
 * left that a terminal would obey. One for each attach.
 */
export class LogText {
  private readonly decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  private readonly redactor: Redactor;
  private readonly terminal = new TerminalText();

  /** `secrets`: values. */
  constructor(secrets: readonly string[]) {
    this.redactor = new Redactor(secrets);
  }

  push(bytes: Uint8Array): string {
    return this.terminal.push(this.redactor.push(this.decoder.decode(bytes, { stream: true })));
  }

  /** What was held back, when nothing follows. */
  end(): string {
    return this.terminal.push(this.redactor.push(this.decoder.decode()) + this.redactor.end());
  }
}
