import type { RolloutView } from "../../src/protocol/rolloutView.js";
import { rewardBars } from "../rewardBars.js";
import { viewContext } from "../viewContext.js";
import { GroupHead } from "./groupHead.js";
import { GroupStrip } from "./groupStrip.js";

/** The rollouts of the same question at the same step, as context. */
export function GroupPane({ view }: { readonly view: RolloutView }) {
  const { t } = viewContext.use();
  const bars = rewardBars(view.group.members);
  return (
    <section class="group" aria-label={t("group")}>
      <GroupHead group={view.group} roles={bars.roles} />
      <GroupStrip view={view} bars={bars} />
    </section>
  );
}
