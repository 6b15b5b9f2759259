import { shellWord } from "../../core/launch/shellWord.js";

/** What is wanted of a file: byte ranges from 0, end excluded. */
export interface WantedPart {
  readonly path: string;
  /** Whose `cksum` is printed. */
  readonly check: { readonly start: number; readonly end: number };
  readonly start: number;
  readonly end: number;
}

const range = (start: number, end: number): string => `${String(start + 1)} ${String(end - start)}`;

/**
 * Prints parts of files, each after a line `<marker> part <number> <cksum>`. A file that has become shorter meanwhile
 * gives fewer bytes, one that is gone gives none.
 */
export const fetchScript = (runFolder: string, marker: string, parts: readonly WantedPart[]): string => `
LC_ALL=C; export LC_ALL
cd ${shellWord(runFolder)} 2>/dev/null || exit 3
loupe_part() {
  sum=-; [ "$4" = 0 ] || { sum=$(tail -c "+$3" "$2" 2>/dev/null | head -c "$4" | cksum); sum=\${sum%% *}; }
  printf '\\n%s part %s %s\\n' ${marker} "$1" "$sum"
  tail -c "+$5" "$2" 2>/dev/null | head -c "$6"
}
${parts
  .map(
    ({ path, check, start, end }, number) =>
      `loupe_part ${String(number)} ${shellWord(`./${path}`)} ${range(check.start, check.end)} ${range(start, end)}`,
  )
  .join("\n")}
printf '\\n%s end\\n' ${marker}`;
