import type { LinkAuthority } from "../../core/link/writeLink.js";
import type { LinkApi } from "../../protocol/links/linkApi.js";
import type { Rewards } from "../reward/rewards.js";
import type { Runs } from "../runs/runs.js";
import type { Searches } from "../search/searches.js";

/** What tools answer from: the runs that are open, and nothing else on the machine. */
export interface ToolHost {
  readonly runs: Runs;
  readonly rewards: Rewards;
  readonly searches: Searches;
  readonly links: Pick<LinkApi, "linkOf">;
  readonly authority: LinkAuthority;
  /** When the runs were read, as ISO 8601; null: they are followed as they grow. */
  readonly readAt: string | null;
}
