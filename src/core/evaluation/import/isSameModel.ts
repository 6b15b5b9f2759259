/** Without whose it is, and in one spelling. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/__/g, "/")
    .replace(/^.*\//, "")
    .replace(/[_\s]+/g, "-");

/** What servers hang on a name to say which build of the model answered. */
const build = /^-(?:\d{4}-?\d{2}-?\d{2}|\d{3,4}|latest|preview|exp)(?:$|-)/;

/** Whether two names may be of one model: the same but for its owner, or one of them with a date behind it. */
export function isSameModel(a: string, b: string): boolean {
  const [x, y] = [plain(a), plain(b)];
  const [short, long] = x.length <= y.length ? [x, y] : [y, x];
  return short !== "" && long.startsWith(short) && (long === short || build.test(long.slice(short.length)));
}
