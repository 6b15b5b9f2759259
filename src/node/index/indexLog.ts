/** Where the index says what it does; structured, for the log channel or the standard error of the command line. */
export interface IndexLog {
  info(event: string, values: Readonly<Record<string, unknown>>): void;
  warn(event: string, values: Readonly<Record<string, unknown>>): void;
  error(event: string, error: unknown): void;
}
