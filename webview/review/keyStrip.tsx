import type { ReviewStringKey } from "../../src/protocol/review/reviewStrings.js";
import { Icon } from "../icon.js";
import { KeyHelp } from "../keyHelp.js";
import { reviewContext } from "./reviewContext.js";

const strip: readonly { readonly keys: readonly string[]; readonly label: ReviewStringKey }[] = [
  { keys: ["J", "K"], label: "keyWalk" },
  { keys: ["Z"], label: "keyZoom" },
  { keys: ["M"], label: "keyMarks" },
  { keys: ["S"], label: "keySwap" },
  { keys: ["D"], label: "keyDrag" },
  { keys: ["U"], label: "keyUndo" },
  { keys: ["X"], label: "keySkip" },
  { keys: ["?"], label: "keyKeys" },
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
  const { t, saving, word, init } = reviewContext.use();
  const said = word.value;
  if (said !== null)
    return (
      <span class="word" role={said.kind === "failed" ? "alert" : "status"}>
        {said.kind === "failed" && <Icon name="warn" class="warn" />} {said.text}
      </span>
    );
  if (!init.value.canWrite) return null;
  return <span class="dim word">{t(saving.value > 0 ? "saving" : "saved")}</span>;
}

/** The keys of the review below it, and what became of the last one. */
export function KeyStrip() {
  const { t } = reviewContext.use();
  return (
    <footer class="keys">
      {strip.map(({ keys, label }) => (
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
