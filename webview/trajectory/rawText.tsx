import { useEffect, useState } from "preact/hooks";
import { viewContext } from "../viewContext.js";

type Raw = { readonly text: string; readonly isCut: boolean } | null | "asked";

/** The row's text as the file holds it. It scrolls by its own keys. */
export function RawText() {
  const model = viewContext.use();
  const { t } = model;
  const [raw, setRaw] = useState<Raw>("asked");
  const row = model.row.value;
  useEffect(() => {
    let isGone = false;
    const answer = model.host.raw(null).then(found => {
      if (!isGone) setRaw(found);
    });
    model.run(answer);
    return () => {
      isGone = true;
    };
  }, [model, row]);
  if (raw === "asked") return null;
  if (raw === null) return <p class="note">{t("rawMissing")}</p>;
  return (
    <pre class="raw" tabIndex={0} data-own-keys="" aria-label={t("rawText")}>
      {raw.text}
      {raw.isCut && `\n\n${t("rawCut")}`}
    </pre>
  );
}
