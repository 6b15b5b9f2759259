import { KeyList } from "./keyList.js";
import { viewContext } from "./viewContext.js";

/** The keys as the person has them bound. */
export function KeyMap() {
  const { t, init, overlay } = viewContext.use();
  return (
    <KeyList title={t("keys")} close={t("closeKeys")} keys={init.keys} onClose={() => (overlay.value = "none")}>
      {init.keys.length === 0 && <p class="note">{t("noKeys")}</p>}
    </KeyList>
  );
}
