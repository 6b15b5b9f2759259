import { writeLink } from "../../core/link/writeLink.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { ToolHost } from "./toolHost.js";

/** A URI that opens a rollout in the editor; null for a row that is gone. */
export async function linkTo({ links, authority }: ToolHost, ref: RolloutRef): Promise<string | null> {
  const link = await links.linkOf({ ref, call: null });
  return link === null ? null : writeLink(link, authority);
}
