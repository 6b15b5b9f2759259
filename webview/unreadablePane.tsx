import type { UnreadableView } from "../src/protocol/rolloutView.js";
import type { ViewStringKey } from "../src/protocol/viewStrings.js";
import { Icon } from "./icon.js";
import { RawText } from "./trajectory/rawText.js";
import { viewContext } from "./viewContext.js";

const sentences: ReadonlyMap<string, ViewStringKey> = new Map([
  ["not-json", "unreadableNotJson"],
  ["not-an-object", "unreadableNotAnObject"],
  ["missing-keys", "unreadableMissingKeys"],
  ["wrong-type", "unreadableWrongType"],
  ["unit-too-large", "unreadableTooLarge"],
  ["file-changed", "unreadableFileChanged"],
  ["not-a-rollout", "unreadableNotARollout"],
  ["row-gone", "unreadableGone"],
  ["gone", "unreadableGone"],
  ["denied", "unreadableDenied"],
]);

/** A row that is no rollout: what is wrong, where, and its text. */
export function UnreadablePane({ view }: { readonly view: UnreadableView }) {
  const model = viewContext.use();
  const { t } = model;
  const row = view.ref.row + 1;
  const key = sentences.get(view.code);
  const text =
    key === undefined
      ? t("unreadableOther", row, view.name, [view.code, ...view.values].join(" "))
      : t(key, row, view.name, view.values.join(", "));
  return (
    <section class="unreadable">
      <p class="note">
        <Icon name="warn" class="warn" />
        <span>
          {text}{" "}
          {view.byteOffset !== null && <span class="dim">({t("atByte", view.byteOffset.toLocaleString())})</span>}{" "}
          <button type="button" class="link" onClick={() => model.run(model.host.openLine(null))}>
            {t("openLine")}
          </button>
        </span>
      </p>
      <RawText />
    </section>
  );
}
