/** What a caught value says of itself; anything can be thrown. */
export const errorText = (error: unknown): string =>
  error instanceof Error ? error.message : typeof error === "string" ? error : "unknown error";
