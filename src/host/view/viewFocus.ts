import type { ContextKeys } from "../contextKeys.js";

/** How long a view may take to get the focus back from the command palette. */
const patienceMilliseconds = 250;

/** Whether a rollout view has the keyboard focus, as its webview tells. */
export class ViewFocus {
  private hasFocus = false;
  private readonly waiting = new Set<() => void>();
  private readonly keys: Pick<ContextKeys, "set">;

  constructor(keys: Pick<ContextKeys, "set">) {
    this.keys = keys;
  }

  set(hasFocus: boolean, isInput: boolean): void {
    this.hasFocus = hasFocus;
    this.keys.set("loupe.viewFocus", hasFocus);
    this.keys.set("loupe.viewInputFocus", hasFocus && isInput);
    if (hasFocus) for (const resume of this.waiting) resume();
  }

  /**
   * Resolves when a view that is the active editor has the focus again, or soon. A list that opens while the palette
   * still hands the focus back to the webview would lose it, and close at once.
   */
  async settled(isViewActive: boolean): Promise<void> {
    if (!isViewActive || this.hasFocus) return;
    await new Promise<void>(resolve => {
      const resume = () => {
        clearTimeout(timer);
        this.waiting.delete(resume);
        resolve();
      };
      const timer = setTimeout(resume, patienceMilliseconds);
      this.waiting.add(resume);
    });
  }
}
