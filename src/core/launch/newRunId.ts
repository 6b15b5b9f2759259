/** Longest name that leaves room for the time and the random part in 40 characters. */
const nameLength = 18;

/**
 * The id of a new run: its name, the time in UTC and a random part, so that two clients never make the same one and ids of
 * a configuration sort by time. `random` are at least 6 hex digits. Always `[a-z0-9-]{8,40}`.
 */
export function newRunId(name: string, now: Date, random: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, nameLength)
    .replace(/^-+|-+$/g, "");
  const time = now
    .toISOString()
    .replace(/[-:]|\..*/g, "")
    .replace("T", "-");
  return [plain === "" ? "run" : plain, time.slice(0, 13), random.slice(0, 6)].join("-");
}
