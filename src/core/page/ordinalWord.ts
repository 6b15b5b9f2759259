const ordinals = [
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
  "eleventh",
  "twelfth",
] as const;

function ending(number: number): string {
  if (number % 100 >= 11 && number % 100 <= 13) return "th";
  return ["th", "st", "nd", "rd"][number % 10] ?? "th";
}

/** The place in words, from 0: "first" … "twelfth", then "13th". */
export function ordinalWord(index: number): string {
  return ordinals[index] ?? `${index + 1}${ending(index + 1)}`;
}
