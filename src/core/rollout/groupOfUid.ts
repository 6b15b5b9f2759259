/**
 * The group that a row of verl's v1 trainer belongs to: its `uid` is `{prompt uuid}_{session}_{output}`, so the last two
 * parts go (formats.md 1.1). A uid without them names the group itself.
 */
export function groupOfUid(uid: string): string {
  const session = uid.lastIndexOf("_", uid.lastIndexOf("_") - 1);
  return session > 0 && uid.lastIndexOf("_") > session ? uid.slice(0, session) : uid;
}
