import { useSignal } from "@preact/signals";
import type { ShownStatement } from "../../src/protocol/simulate/miniatureViewApi.js";
import type { MiniatureStringKey } from "../../src/protocol/simulate/miniatureStrings.js";
import { Icon } from "../icon.js";
import { miniatureContext } from "./miniatureContext.js";
import type { ShownComparison } from "./shownComparison.js";

interface Look {
  readonly icon: "check" | "minus" | "warn" | "info";
  readonly extra: string;
  readonly word: MiniatureStringKey;
  /** How many are shown until a person asks for all: the tables must not be out of sight. */
  readonly most: number;
}

type Kind = ShownStatement["kind"];

const looks: Readonly<Record<Kind, Look>> = {
  disagree: { icon: "warn", extra: "warn", word: "disagree", most: 1 },
  supported: { icon: "check", extra: "correct", word: "supported", most: 2 },
  "not-supported": { icon: "minus", extra: "", word: "notSupported", most: 1 },
  caution: { icon: "info", extra: "", word: "caution", most: 3 },
};

/** In the order in which they matter: that alignments disagree comes before everything that one of them says. */
const kinds: readonly Kind[] = ["disagree", "supported", "not-supported", "caution"];

/** The statements of one kind, which is a word and a shape; the first ones, and all on demand. */
function StatementGroup({ kind, texts }: { readonly kind: Kind; readonly texts: readonly string[] }) {
  const { t } = miniatureContext.use();
  const isWhole = useSignal(false);
  const { icon, extra, word, most } = looks[kind];
  // A button for one more would take as much room as that one.
  const isFolded = texts.length > most + 1;
  const shown = isFolded && !isWhole.value ? texts.slice(0, most) : texts;
  return (
    <div class="statementgroup">
      <h4>
        <Icon name={icon} class={extra} /> {t(word)}
      </h4>
      <ul>
        {shown.map((text, i) => (
          <li key={i}>{text}</li>
        ))}
        {isFolded && (
          <li>
            <button
              type="button"
              class="link"
              aria-expanded={isWhole.value}
              onClick={() => (isWhole.value = !isWhole.value)}
            >
              {isWhole.value ? t("fewerStatements") : t("moreStatements", texts.length - most)}
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}

/** What the result supports and what it does not, in sentences. */
export function StatementList({ shown }: { readonly shown: ShownComparison }) {
  const { t } = miniatureContext.use();
  const { statements } = shown;
  const groups = kinds.map(kind => ({
    kind,
    texts: statements.filter(one => one.kind === kind).map(({ text }) => text),
  }));
  return (
    <section aria-label={t("statements")}>
      <div class="bar sub">
        <h3>{t("statements")}</h3>
      </div>
      {statements.length === 0 && <p class="sentence">{t("noStatements")}</p>}
      <div class="statements">
        {groups
          .filter(({ texts }) => texts.length > 0)
          .map(({ kind, texts }) => (
            <StatementGroup key={kind} {...{ kind, texts }} />
          ))}
      </div>
    </section>
  );
}
