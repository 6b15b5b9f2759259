import type { DistilStringKey } from "../../src/protocol/distil/distilStrings.js";
import { KeyHelp } from "../keyHelp.js";
import { distilContext } from "./distilContext.js";

interface StripKey {
  readonly keys: string;
  readonly label: DistilStringKey;
}

const strip: readonly StripKey[] = [
  { keys: "Y", label: "keyAccept" },
  { keys: "N", label: "keyReject" },
  { keys: "U", label: "keyUndo" },
  { keys: "J K", label: "keyWalk" },
  { keys: "?", label: "keyKeys" },
];

const all: readonly StripKey[] = [
  { keys: "Y", label: "keyAccept" },
  { keys: "N, 1 – 7", label: "keyReject" },
  { keys: "U", label: "keyUndo" },
  { keys: "J K", label: "keyWalk" },
  { keys: "Enter", label: "keyOpen" },
  { keys: "T", label: "keyTargets" },
  { keys: "C", label: "keyZooms" },
  { keys: "M", label: "keyMarks" },
  { keys: "0", label: "keyFit" },
  { keys: "+ −", label: "keyScale" },
  { keys: "← ↑ → ↓", label: "keyPan" },
  { keys: "Esc", label: "keyCancel" },
  { keys: "?", label: "keyKeys" },
];

/** The keys below the view, and what became of the last one. */
export function KeyStrip() {
  const { t, word, init, canWrite } = distilContext.use();
  return (
    <footer class="keys">
      {strip.map(({ keys, label }) => (
        <span key={label} class="hintkey">
          {keys.split(" ").map(key => (
            <kbd key={key}>{key}</kbd>
          ))}{" "}
          {t(label)}
        </span>
      ))}
      <span class="sp" />
      <span class={word.value?.kind === "failed" ? "word failed" : "word dim"} role="status" data-word="">
        {word.value?.text ?? (canWrite.value ? t("decidesAs", init.reviewer) : "")}
      </span>
      <KeyHelp
        title={t("allKeys")}
        close={t("closeKeys")}
        keys={all.map(({ keys, label }) => ({ keys, label: t(label) }))}
      />
    </footer>
  );
}
