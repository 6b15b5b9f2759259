import type { ShownStatement } from "../../src/protocol/simulate/miniatureViewApi.js";
import type { MiniatureStringKey } from "../../src/protocol/simulate/miniatureStrings.js";
import { Icon } from "../icon.js";
import { miniatureContext } from "./miniatureContext.js";
import type { ShownComparison } from "./shownComparison.js";

interface Look {
  readonly icon: "check" | "minus" | "warn" | "info";
  readonly word: MiniatureStringKey;
}

const looks: Readonly<Record<ShownStatement["kind"], Look>> = {
  supported: { icon: "check", word: "supported" },
  "not-supported": { icon: "minus", word: "notSupported" },
  disagree: { icon: "warn", word: "disagree" },
  caution: { icon: "info", word: "caution" },
};

/** What the result supports and what it does not, in sentences; the kind of each is a word and a shape. */
export function StatementList({ shown }: { readonly shown: ShownComparison }) {
  const { t } = miniatureContext.use();
  const { statements } = shown;
  return (
    <section aria-label={t("statements")}>
      <div class="bar sub">
        <h3>{t("statements")}</h3>
      </div>
      {statements.length === 0 && <p class="sentence">{t("noStatements")}</p>}
      <ul class="statements">
        {statements.map(({ kind, text }, i) => {
          const { icon, word } = looks[kind];
          return (
            <li key={i} class={kind}>
              <Icon name={icon} class={kind === "disagree" ? "warn" : kind === "supported" ? "correct" : ""} />
              <b>{t(word)}</b>
              <span>{text}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
