/** A thread that went away without a word, as for want of memory: nothing of it can be mended in our code. */
export class ThreadEnded extends Error {
  constructor(code: number) {
    super(`the thread ended with code ${String(code)}`);
  }
}
