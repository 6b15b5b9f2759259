import type { LaunchDraft } from "../../node/jobs/launchDraft.js";
import { askSecret } from "./askSecret.js";
import type { Secrets } from "./secrets.js";

/** Values of the secrets that a run names; one that is not set is asked for. null: the person gave up. */
export async function askSecrets(
  draft: LaunchDraft,
  secrets: Secrets,
): Promise<Readonly<Record<string, string>> | null> {
  const values: Record<string, string> = {};
  for (const name of draft.config.environment.secrets) {
    const known = (await secrets.all())[name];
    const value = known ?? (await askSecret(name, secrets));
    if (value === null) return null;
    values[name] = value;
  }
  return values;
}
