import type { RewardPart } from "../src/core/rollout/rewardPart.js";
import type { RolloutView } from "../src/protocol/rolloutView.js";
import type { RolloutRef } from "../src/protocol/rolloutRef.js";
import { AuditBar } from "./audit/auditBar.js";
import { AuditTable } from "./audit/auditTable.js";
import { DifferenceNote } from "./audit/differenceNote.js";
import { CallTable } from "./callTable.js";
import { codeWords } from "./codeWords.js";
import { FoldedText } from "./foldedText.js";
import { formatNumber } from "./formatNumber.js";
import { loggedText } from "./loggedText.js";
import type { Translate } from "./translate.js";
import { viewContext } from "./viewContext.js";

const roles: readonly RewardPart["role"][] = ["format", "accuracy", "count", "iou", "total"];

/** The mean IoU of the boxes drawn here, or the words for why there is none. */
function fromBoxes(view: RolloutView, t: Translate): string {
  if (view.targets === null || view.targets.length === 0) return t("noTargets");
  if (view.placed.length === 0) return t("noZooms");
  return view.meanIou === null ? t("noTargets") : formatNumber.fixed(view.meanIou, 3);
}

/** The parts of the reward as the trainer logged them, beside what the boxes themselves say. */
function RewardTable({ view }: { readonly view: RolloutView }) {
  const { t } = viewContext.use();
  const parts = roles.map(role => ({ role, part: view.reward.find(part => part.role === role) }));
  const isWord = (part: RewardPart | undefined) => part?.value.kind !== "number";
  return (
    <table class="facts" aria-label={t("reward")}>
      <thead>
        <tr>
          <th />
          {parts.map(({ role }) => (
            <th key={role}>{t(codeWords.rewardPart[role])}</th>
          ))}
          <th>{t("rewardBoxes")}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>{t("rewardLogged")}</td>
          {parts.map(({ role, part }) => (
            <td key={role} class={`${role === "total" ? "tot" : ""} ${isWord(part) ? "word" : ""}`} data-role={role}>
              {loggedText(part?.value ?? { kind: "absent" }, t)}
            </td>
          ))}
          <td data-role="boxes" class={view.meanIou === null ? "word" : ""}>
            {fromBoxes(view, t)}
          </td>
        </tr>
        <tr class="columns">
          <td>{t("rewardColumn")}</td>
          {parts.map(({ role, part }) => (
            <td key={role}>{part?.name ?? ""}</td>
          ))}
          <td />
        </tr>
      </tbody>
    </table>
  );
}

function Extras({ view }: { readonly view: RolloutView }) {
  const { t } = viewContext.use();
  if (view.extras.length === 0) return null;
  return (
    <details class="extras">
      <summary>{t("otherColumns", view.extras.length)}</summary>
      <dl class="kv">
        {view.extras.map(({ name, text }) => (
          <>
            <dt>{name}</dt>
            <dd>
              <FoldedText text={text} limit={300} />
            </dd>
          </>
        ))}
      </dl>
    </details>
  );
}

const isSameRef = (a: RolloutRef, b: RolloutRef) => a.file === b.file && a.row === b.row;

/** The reward: what was logged beside what the strategy gives, the other columns, and in a narrow view the zoom calls as a table. */
export function RewardPane({ view }: { readonly view: RolloutView }) {
  const { t, audit } = viewContext.use();
  const own = audit.value !== null && isSameRef(audit.value.ref, view.ref) ? audit.value : null;
  return (
    <section class="reward" aria-label={t("reward")}>
      <div class="bar">
        <h2>{t("reward")}</h2>
        <AuditBar audit={own} />
      </div>
      {own === null ? <RewardTable view={view} /> : <AuditTable audit={own} reward={view.reward} />}
      {own !== null && <DifferenceNote audit={own} />}
      <Extras view={view} />
      <CallTable view={view} />
    </section>
  );
}
