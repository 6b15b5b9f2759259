import type { MiniatureStringKey } from "../../src/protocol/simulate/miniatureStrings.js";
import { KeyHelp } from "../keyHelp.js";
import { miniatureContext } from "./miniatureContext.js";

const keys: readonly { readonly keys: string; readonly label: MiniatureStringKey }[] = [
  { keys: "← →", label: "keyWalk" },
  { keys: "Home End", label: "keyEnds" },
  { keys: "P", label: "keyPin" },
  { keys: "?", label: "keyKeys" },
];

/** The keys of the view of a comparison, by `?`. */
export function MiniatureKeys() {
  const { t } = miniatureContext.use();
  const listed = keys.map(one => ({ keys: one.keys, label: t(one.label) }));
  return <KeyHelp title={t("allKeys")} close={t("closeKeys")} keys={listed} />;
}
