import { tableText, type PlainTable } from "../../src/core/reward/tableText.js";
import { Icon } from "../icon.js";
import { miniatureContext } from "./miniatureContext.js";

/** "Copy as Markdown" and "Copy as CSV" of a table that the view holds. */
export function CopyTable({ table }: { readonly table: () => PlainTable }) {
  const { t, host, run } = miniatureContext.use();
  const [markdown, csv] = [t("copyMarkdown"), t("copyCsv")];
  const copy = (format: keyof typeof tableText) => run(host.copyText({ text: tableText[format](table()) }));
  return (
    <span class="copy">
      <button type="button" class="bare" title={markdown} aria-label={markdown} onClick={() => copy("markdown")}>
        <Icon name="copy" />
      </button>
      <button type="button" class="bare word" title={csv} aria-label={csv} onClick={() => copy("csv")}>
        CSV
      </button>
    </span>
  );
}
