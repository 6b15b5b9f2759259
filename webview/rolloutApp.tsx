import type { RolloutView } from "../src/protocol/rolloutView.js";
import { GroupPane } from "./group/groupPane.js";
import { KeyMap } from "./keyMap.js";
import { ListChips } from "./listChips.js";
import { PagePane } from "./page/pagePane.js";
import { PaneBoundary } from "./paneBoundary.js";
import { QuestionHead } from "./questionHead.js";
import { RemarksBar } from "./remarksBar.js";
import { RewardPane } from "./rewardPane.js";
import { TrajectoryPane } from "./trajectory/trajectoryPane.js";
import { UnreadablePane } from "./unreadablePane.js";
import { viewContext } from "./viewContext.js";

function Rollout({ view }: { readonly view: RolloutView }) {
  const row = `${view.ref.file}:${view.ref.row}`;
  return (
    <>
      <PaneBoundary key={`head ${row}`}>
        <QuestionHead view={view} />
      </PaneBoundary>
      {view.remarks !== undefined && (
        <PaneBoundary key={`remarks ${row}`}>
          <RemarksBar of={view.ref} remarks={view.remarks} />
        </PaneBoundary>
      )}
      <div class="panes">
        <PaneBoundary>
          <PagePane view={view} />
        </PaneBoundary>
        <PaneBoundary key={`reward ${row}`}>
          <RewardPane view={view} />
        </PaneBoundary>
        <PaneBoundary key={`turns ${row}`}>
          <TrajectoryPane view={view} />
        </PaneBoundary>
      </div>
      <PaneBoundary key={`group ${view.group.id}`}>
        <GroupPane view={view} />
      </PaneBoundary>
    </>
  );
}

/** The hatch of the reward's count, shared by every bar. */
function Patterns() {
  return (
    <svg class="defs" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="hatch-count" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path class="hatch" d="M0 0V5" stroke-width="2.4" />
        </pattern>
      </defs>
    </svg>
  );
}

/** The whole view. */
export function RolloutApp() {
  const { t, row, busy, overlay, rollout } = viewContext.use();
  const opened = row.value;
  const view = rollout.value;
  const name = view === null ? t("page") : t("viewName", view.group.position, view.group.members.length);
  return (
    <main class="view" aria-label={name} aria-busy={busy.value > 0}>
      <div class={busy.value > 0 ? "progress on" : "progress"} aria-hidden="true" />
      <Patterns />
      <ListChips />
      {opened === null && <p class="note">{t("emptyView")}</p>}
      {opened?.kind === "unreadable" && <UnreadablePane view={opened} />}
      {view !== null && <Rollout view={view} />}
      {overlay.value === "keys" && <KeyMap />}
    </main>
  );
}
