import { dialectIds } from "./dialectId.js";
import { dialects } from "./dialects.js";

/** What people call a dialect; its own id for one that is not known here. */
export function dialectName(id: string): string {
  const known = dialectIds.find(one => one === id);
  return known === undefined ? id : dialects[known].name;
}
