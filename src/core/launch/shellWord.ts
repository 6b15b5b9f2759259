/**
 * A value as one word of a POSIX shell, whatever it holds. For scripts that `sh` reads from its standard input only: login
 * shells such as fish and tcsh read it otherwise (facts: remote 2.3), so that it never stands in a command line of ssh.
 * NUL, which no shell can hold, is the caller's error and throws.
 */
export function shellWord(value: string): string {
  if (value.includes("\0")) throw new RangeError("no shell can hold NUL in a word");
  return `'${value.replaceAll("'", "'\\''")}'`;
}
