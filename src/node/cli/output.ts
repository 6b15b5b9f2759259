/** Where a command writes; a test gives its own. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}
