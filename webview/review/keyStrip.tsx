import type { ReviewStringKey } from "../../src/protocol/review/reviewStrings.js";
import { Icon } from "../icon.js";
import { KeyHelp } from "../keyHelp.js";
import { markName } from "./markName.js";
import { reviewContext } from "./reviewContext.js";
import type { ReviewMode } from "./reviewModel.js";

interface StripKey {
  readonly keys: readonly string[];
  readonly label: ReviewStringKey;
}

/** The keys that count now: while a box is dragged or a field is typed into, letters decide nothing. */
const looking: readonly StripKey[] = [
  { keys: ["J", "K"], label: "keyWalk" },
  { keys: ["Z"], label: "keyZoom" },
  { keys: ["M"], label: "keyMarks" },
  { keys: ["S"], label: "keySwap" },
  { keys: ["D"], label: "keyDrag" },
  { keys: ["U"], label: "keyUndo" },
  { keys: ["X"], label: "keySkip" },
  { keys: ["?"], label: "keyKeys" },
];
const dragging: readonly StripKey[] = [
  { keys: ["←", "↑", "→", "↓"], label: "keyNudge" },
  { keys: ["Tab"], label: "keyNextCorner" },
  { keys: ["Enter"], label: "keyKeep" },
  { keys: ["Esc"], label: "keyLetGo" },
];
const typing: readonly StripKey[] = [
  { keys: ["Ctrl+Enter"], label: "saveEdited" },
  { keys: ["Esc"], label: "keyLeaveField" },
];

const all: readonly { readonly keys: string; readonly label: ReviewStringKey }[] = [
  { keys: "Y", label: "keyAccept" },
  { keys: "N, 1 – 6", label: "keyReject" },
  { keys: "E", label: "keyEdit" },
  { keys: "S", label: "keySwap" },
  { keys: "D", label: "keyDrag" },
  { keys: "B", label: "keyDragMark" },
  { keys: "U", label: "keyUndo" },
  { keys: "X", label: "keySkip" },
  { keys: "Q", label: "keyUnsure" },
  { keys: "F", label: "keyFlag" },
  { keys: "J K", label: "keyWalk" },
  { keys: "Z", label: "keyZoom" },
  { keys: "T", label: "keyTargets" },
  { keys: "M", label: "keyMarks" },
  { keys: "G", label: "keySegments" },
  { keys: "0", label: "keyFit" },
  { keys: "+ −", label: "keyScale" },
  { keys: "← ↑ → ↓", label: "keyPan" },
  { keys: "Tab", label: "keyCorner" },
  { keys: "Enter", label: "keyApply" },
  { keys: "Esc", label: "keyCancel" },
  { keys: "?", label: "keyKeys" },
];

function Saving() {
  const model = reviewContext.use();
  const { t, saving, word, init } = model;
  const said = word.value;
  if (said !== null)
    return (
      <span class="word" role={said.kind === "failed" ? "alert" : "status"}>
        {said.kind === "failed" && <Icon name="warn" class="warn" />} {said.text}
      </span>
    );
  if (!init.value.canWrite) return null;
  if (saving.value > 0) return <span class="dim word">{t("saving")}</span>;
  return (
    <button
      type="button"
      class="link dim word"
      title={t("changeReviewer")}
      onClick={() => model.run(model.host.openSettings(null))}
    >
      {t("saved", init.value.reviewer)}
    </button>
  );
}

function stripOf({ kind }: ReviewMode): readonly StripKey[] {
  switch (kind) {
    case "look":
    case "reject":
    case "note":
      return looking;
    case "drag":
      return dragging;
    case "edit":
      return typing;
    default: {
      const never: never = kind;
      return never;
    }
  }
}

/** Which box is dragged, said once it is. */
function Dragged() {
  const { t, mode, current } = reviewContext.use();
  const now = mode.value;
  if (now.kind !== "drag") return null;
  const mark = markName(current.value, now.place);
  return <b role="status">{now.what === "target" ? t("draggingTarget", now.place + 1) : t("draggingMark", mark)}</b>;
}

/** The keys of the review below it, and what became of the last one. */
export function KeyStrip() {
  const { t, mode } = reviewContext.use();
  return (
    <footer class="keys">
      <Dragged />
      {stripOf(mode.value).map(({ keys, label }) => (
        <span key={label} class="hintkey">
          {keys.map(key => (
            <kbd key={key}>{key}</kbd>
          ))}{" "}
          {t(label)}
        </span>
      ))}
      <span class="sp" />
      <Saving />
      <KeyHelp
        title={t("allKeys")}
        close={t("closeKeys")}
        keys={all.map(({ keys, label }) => ({ keys, label: t(label) }))}
      />
    </footer>
  );
}
