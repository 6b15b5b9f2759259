import { t } from "../t.js";
import { jobNode } from "./jobNode.js";
import type { JobServices } from "./jobServices.js";
import { pickHost } from "./pickHost.js";

/** The host that a command is about: of the item it is given, else one that is picked; null when none was. */
export async function targetHost({ jobs }: Pick<JobServices, "jobs">, argument: unknown): Promise<string | null> {
  const node = typeof argument === "string" ? jobNode.read(argument) : null;
  if (node !== null) return node.kind === "host" ? node.host : node.job.host;
  return pickHost(await jobs.hosts(), t("Which host?"));
}
