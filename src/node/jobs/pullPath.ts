/** What no system takes in a name, and `\`, which is a separator for some. */
const forbidden = /[\p{Cc}<>:"|?*\\]/u;
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** What a pull itself writes, beside which nothing of the host may stand. */
const reserved = /^(?:\.loupe-pull|left-on-host\.json)$/i;
const segment = /\.\d+\.segment$/;
const maxDepth = 12;

const isPlain = (name: string): boolean =>
  name !== "" &&
  name.length <= 200 &&
  !name.startsWith("..") &&
  name !== "." &&
  !forbidden.test(name) &&
  !/[. ]$/.test(name) &&
  !devices.test(name);

/**
 * A path that a host named, made relative and checked: plain names below the folder it is pulled into, on any system.
 * null for everything else; a host's listing is not trusted.
 */
export function pullPath(listed: string): string | null {
  const path = listed.startsWith("./") ? listed.slice(2) : listed;
  const names = path.split("/");
  if (names.length > maxDepth || path.length > 1000 || !names.every(isPlain)) return null;
  if (segment.test(path) || reserved.test(names[0] ?? "")) return null;
  return path;
}
