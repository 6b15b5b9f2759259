/** A letter drawn by strokes, 100 units high, y downwards; strokes are centred on the path. */
export interface StrokeLetter {
  readonly width: number;
  readonly path: string;
}

/** Width of the strokes, in the same units. */
export const strokeWidth = 19;

/** Between two letters. */
export const letterGap = 34;

const letters: Readonly<Record<string, StrokeLetter>> = {
  A: { width: 72, path: "M0 100L36 0L72 100M14 66H58" },
  B: { width: 60, path: "M0 0V100H32C70 100 70 48 32 48H0M30 48C62 48 62 0 30 0H0" },
  C: { width: 66, path: "M66 20C48-8 0-8 0 50C0 108 48 108 66 80" },
  D: { width: 64, path: "M0 0V100H20C79 100 79 0 20 0Z" },
  E: { width: 54, path: "M54 0H0V100H54M0 48H46" },
  F: { width: 52, path: "M52 0H0V100M0 48H44" },
  G: { width: 70, path: "M67 18C46-8 0-8 0 50C0 107 50 107 70 84V54H42" },
  H: { width: 64, path: "M0 0V100M64 0V100M0 48H64" },
  I: { width: 8, path: "M4 0V100" },
  J: { width: 44, path: "M44 0V70C44 110 0 110 0 74" },
  K: { width: 60, path: "M0 0V100M60 0L0 60M20 42L60 100" },
  L: { width: 50, path: "M0 0V100H50" },
  M: { width: 80, path: "M0 100V0L40 62L80 0V100" },
  N: { width: 66, path: "M0 100V0L66 100V0" },
  O: { width: 74, path: "M37 0C-12 0-12 100 37 100C86 100 86 0 37 0Z" },
  P: { width: 58, path: "M0 100V0H29C68 0 68 55 29 55H0" },
  Q: { width: 74, path: "M37 0C-12 0-12 100 37 100C86 100 86 0 37 0ZM46 70L74 102" },
  R: { width: 60, path: "M0 100V0H29C68 0 68 52 29 52H0M30 52L60 100" },
  S: { width: 58, path: "M55 15C40-8 1-4 2 26C4 56 58 42 58 73C58 108 12 107 0 84" },
  T: { width: 64, path: "M0 0H64M32 0V100" },
  U: { width: 62, path: "M0 0V64C0 112 62 112 62 64V0" },
  V: { width: 68, path: "M0 0L34 100L68 0" },
  W: { width: 92, path: "M0 0L23 100L46 22L69 100L92 0" },
  X: { width: 64, path: "M0 0L64 100M64 0L0 100" },
  Y: { width: 64, path: "M0 0L32 50V100M64 0L32 50" },
  Z: { width: 60, path: "M0 0H60L0 100H60" },
  "0": { width: 60, path: "M30 0C-10 0-10 100 30 100C70 100 70 0 30 0Z" },
  "1": { width: 28, path: "M0 24L26 0V100" },
  "2": { width: 58, path: "M2 27C4-10 56-8 56 27C56 50 0 76 0 100H58" },
  "3": { width: 56, path: "M2 15C18-8 54-6 54 24C54 44 36 48 20 48C40 48 56 54 56 73C56 108 14 106 0 84" },
  "4": { width: 62, path: "M45 100V0L0 70H62" },
  "5": { width: 56, path: "M52 0H8L4 47C22 34 56 39 56 68C56 106 14 107 0 84" },
  "6": { width: 58, path: "M49 8C26-4 0 20 0 66C0 111 58 110 58 68C58 30 10 32 1 62" },
  "7": { width: 56, path: "M0 0H56L19 100" },
  "8": { width: 58, path: "M29 47C-6 47-4 0 29 0C62 0 64 47 29 47C-10 47-10 100 29 100C68 100 68 47 29 47Z" },
  "9": { width: 58, path: "M9 92C32 104 58 80 58 34C58-11 0-10 0 32C0 70 48 68 57 38" },
  "?": { width: 54, path: "M2 24C4-9 53-9 53 25C53 48 27 47 27 70M27 99V100" },
  "-": { width: 36, path: "M0 52H36" },
  " ": { width: 20, path: "" },
};

/** What stands for a character that has no strokes here. */
const unknown: StrokeLetter = { width: 46, path: "M0 0H46V100H0Z" };

/** The strokes of a character; small letters are drawn as capitals. */
export function strokeLetter(character: string): StrokeLetter {
  const upper = character.toUpperCase();
  return Object.hasOwn(letters, upper) ? (letters[upper] ?? unknown) : unknown;
}
