import { tableText, type PlainTable } from "../../src/core/reward/tableText.js";
import type { CopyFormat } from "../../src/protocol/reward/strategiesViewApi.js";
import { Icon } from "../icon.js";
import { compareContext } from "./compareContext.js";

interface CopyButtonsProps {
  /** Copies in a format; a table that the view holds is given instead. */
  readonly onCopy: (format: CopyFormat) => void;
}

/** "Copy as Markdown" and "Copy as CSV". */
export function CopyButtons({ onCopy }: CopyButtonsProps) {
  const { t } = compareContext.use();
  const [markdown, csv] = [t("copyMarkdown"), t("copyCsv")];
  return (
    <span class="copy">
      <button type="button" class="bare" title={markdown} aria-label={markdown} onClick={() => onCopy("markdown")}>
        <Icon name="copy" />
      </button>
      <button type="button" class="bare word" title={csv} aria-label={csv} onClick={() => onCopy("csv")}>
        CSV
      </button>
    </span>
  );
}

/** The same for a table that the view holds. */
export function CopyTable({ table }: { readonly table: () => PlainTable }) {
  const model = compareContext.use();
  return <CopyButtons onCopy={format => model.run(model.host.copyText({ text: tableText[format](table()) }))} />;
}
