import type { Signal } from "@preact/signals";
import type { ShownBubble, ShownPageOrder } from "../../src/protocol/benchmark/benchmarkViewApi.js";
import { benchmarkContext } from "./benchmarkContext.js";

interface ListProps {
  readonly shown: ShownPageOrder;
  /** The balloon whose text has the focus. */
  readonly bubble: Signal<string | null>;
}

interface BubbleProps {
  readonly text: ShownBubble;
  readonly number: number;
  readonly page: string;
  readonly isTrusted: boolean;
  readonly bubble: Signal<string | null>;
}

function BubbleText({ text: own, number, page, isTrusted, bubble }: BubbleProps) {
  const { t, act } = benchmarkContext.use();
  const { id, text, source } = own;
  const write = (written: string) => {
    if (written !== (text ?? "")) act({ kind: "setText", page, bubble: id, text: written });
  };
  return (
    <li>
      <span class="place num">{own.panel === null ? "–" : own.panel + 1}</span>
      <textarea
        class="field"
        rows={2}
        readOnly={!isTrusted}
        aria-label={t("balloonText", number)}
        placeholder={t("noText")}
        value={text ?? ""}
        onFocus={() => {
          bubble.value = id;
        }}
        onBlur={event => {
          bubble.value = null;
          write(event.currentTarget.value);
        }}
        onKeyDown={event => {
          if (event.key !== "Enter" || event.shiftKey) return;
          event.preventDefault();
          write(event.currentTarget.value);
        }}
      />
      <span class="small dim source">
        {source === null ? t("noText") : t(`text_${source}`)}
        {source === "person" && isTrusted && (
          <>
            {" "}
            <button type="button" class="link" onClick={() => act({ kind: "setText", page, bubble: id, text: null })}>
              {t("textBack")}
            </button>
          </>
        )}
      </span>
    </li>
  );
}

/** The texts of a page's balloons in the order of their panels, each with who says so. */
export function BubbleList({ shown, bubble }: ListProps) {
  const { t } = benchmarkContext.use();
  const { page, isTrusted } = shown;
  if (page === null || page.bubbles.length === 0) return null;
  const ordered = page.bubbles.toSorted(
    (a, b) => (a.panel ?? Infinity) - (b.panel ?? Infinity) || a.box[1] - b.box[1] || a.box[0] - b.box[0],
  );
  return (
    <section aria-label={t("balloons")}>
      <h2 class="sectionhead">{t("balloons")}</h2>
      <ul class="bubblelist">
        {ordered.map((text, at) => (
          <BubbleText key={text.id} {...{ text, page: page.id, isTrusted, bubble }} number={at + 1} />
        ))}
      </ul>
    </section>
  );
}
