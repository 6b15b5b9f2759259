const ones =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen";
const tens = "twenty thirty forty fifty sixty seventy eighty ninety";

/** English number words below a hundred, compounds left out. */
export const numberWords: ReadonlyMap<string, number> = new Map([
  ...ones.split(" ").map((word, index) => [word, index] as const),
  ...tens.split(" ").map((word, index) => [word, 20 + 10 * index] as const),
]);
