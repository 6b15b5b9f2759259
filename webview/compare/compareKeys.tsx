import type { CompareStringKey } from "../../src/protocol/reward/compareStrings.js";
import { KeyHelp } from "../keyHelp.js";
import { compareContext } from "./compareContext.js";

const keys: readonly { readonly keys: string; readonly label: CompareStringKey }[] = [
  { keys: ", .", label: "keyStepRight" },
  { keys: "Shift+, Shift+.", label: "keyStepLeft" },
  { keys: "J K", label: "keyQuestion" },
  { keys: "1 – 9", label: "keyCall" },
  { keys: "Z", label: "keyZoomCall" },
  { keys: "T", label: "keyTargets" },
  { keys: "X", label: "keyExecuted" },
  { keys: "R", label: "keyRequested" },
  { keys: "M", label: "keyMarks" },
  { keys: "0", label: "keyFit" },
  { keys: "+ −", label: "keyZoom" },
  { keys: "← ↑ → ↓", label: "keyPan" },
  { keys: "?", label: "keyKeys" },
];

/** The keys of the compare view, by `?`. */
export function CompareKeys() {
  const { t } = compareContext.use();
  const listed = keys.map(one => ({ keys: one.keys, label: t(one.label) }));
  return <KeyHelp title={t("allKeys")} close={t("closeKeys")} keys={listed} />;
}
