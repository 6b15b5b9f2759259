import { filterNames } from "../../src/core/distil/dropReason.js";
import type { FilterResult } from "../../src/core/distil/judgedTrace.js";
import { traceRejectReasons } from "../../src/core/distil/traceRejectReasons.js";
import type { ShownDecision, ShownNeighbour, ShownVerdict } from "../../src/protocol/distil/distilViewApi.js";
import { Icon } from "../icon.js";
import { filterValue } from "./filterValue.js";
import { distilContext } from "./distilContext.js";
import type { DistilTranslate } from "./distilTranslate.js";

function FilterRow({
  name,
  result,
}: {
  readonly name: (typeof filterNames)[number];
  readonly result: FilterResult | undefined;
}) {
  const { t } = distilContext.use();
  const code = result?.code ?? null;
  const words = () => {
    if (result === undefined) return t("notAsked");
    return code === null ? t("passed") : t(`reason_${code}`);
  };
  return (
    <tr data-filter={name} class={result === undefined ? "dim" : ""}>
      <th scope="row">{t(`filter_${name}`)}</th>
      <td>
        {result !== undefined && <Icon name={code === null ? "check" : "close"} class={code === null ? "" : "wrong"} />}{" "}
        {words()}
      </td>
      <td class="value">{filterValue(result?.value ?? null)}</td>
      <td class="value">{filterValue(result?.threshold ?? null)}</td>
    </tr>
  );
}

/** What each filter measured, and what it was held against. */
function Filters({ filters, dupOf }: Pick<ShownVerdict, "filters" | "dupOf">) {
  const { t } = distilContext.use();
  return (
    <section class="part" aria-label={t("filtersSay")}>
      <h2>{t("filtersSay")}</h2>
      <table class="grid results">
        <thead>
          <tr>
            {(["filter", "result", "measured", "threshold"] as const).map(key => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {filterNames.map(name => (
            <FilterRow key={name} name={name} result={filters.find(({ filter }) => filter === name)} />
          ))}
        </tbody>
      </table>
      {dupOf !== null && <p class="small">{t("dupOf", dupOf)}</p>}
    </section>
  );
}

function Neighbour({ neighbour }: { readonly neighbour: ShownNeighbour | null }) {
  const { t } = distilContext.use();
  return (
    <section class="part" aria-label={t("neighbour")} data-neighbour="">
      <h2>{t("neighbour")}</h2>
      {neighbour === null ? (
        <p class="small dim">{t("noNeighbour")}</p>
      ) : (
        <>
          <p class="small dim">
            {t("neighbourScore", neighbour.question, neighbour.split, neighbour.score.toFixed(2), neighbour.telling)}
          </p>
          <p class="text quoted">{neighbour.text}</p>
          <p class="small">{t("neighbourAnswer", neighbour.answer)}</p>
        </>
      )}
    </section>
  );
}

function reasonWords(reason: string | null, t: DistilTranslate): string {
  const known = traceRejectReasons.find(one => one === reason);
  return known === undefined ? (reason ?? "") : t(`reject_${known}`);
}

function Decisions({ decisions }: { readonly decisions: readonly ShownDecision[] }) {
  const { t } = distilContext.use();
  if (decisions.length === 0) return null;
  return (
    <section class="part" aria-label={t("persons")}>
      <h2>{t("persons")}</h2>
      <ul class="decisions">
        {decisions.map(({ reviewer, decision, reason, isBlind, isStale }) => (
          <li key={reviewer}>
            {[
              t("decisionBy", reviewer, t(`decision_${decision}`)),
              reasonWords(reason, t),
              isBlind ? t("isBlind") : "",
              isStale ? t("isStale") : "",
            ]
              .filter(word => word !== "")
              .join(" · ")}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why the trace is kept or dropped, and what to hold it against. */
export function VerdictPane({ verdict }: { readonly verdict: ShownVerdict }) {
  return (
    <>
      <Filters filters={verdict.filters} dupOf={verdict.dupOf} />
      <Neighbour neighbour={verdict.neighbour} />
      <Decisions decisions={verdict.decisions} />
    </>
  );
}
