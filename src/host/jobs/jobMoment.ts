import type { Translate } from "../translate.js";

/** What the words about a job are made with: the language, and the time that ages are counted to. */
export interface JobMoment {
  readonly t: Translate;
  /** Milliseconds since 1970 by this machine's clock. */
  readonly now: number;
  /** As in `vscode.env.language`. */
  readonly language: string;
}
