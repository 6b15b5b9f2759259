import { miniatureContext } from "./miniatureContext.js";
import type { ShownComparison } from "./shownComparison.js";

/** The assumptions that differ from their defaults, beside them. */
export function AssumptionsTable({ shown }: { readonly shown: ShownComparison }) {
  const { t } = miniatureContext.use();
  const { assumptions } = shown.comparison;
  return (
    <section aria-label={t("assumptions")}>
      <div class="bar sub">
        <h3>{t("assumptions")}</h3>
      </div>
      {assumptions.length === 0 ? (
        <p class="sentence small">{t("noAssumptions")}</p>
      ) : (
        <div class="tablescroll">
          <table class="num">
            <thead>
              <tr>
                <th class="l" scope="col">
                  {t("assumption")}
                </th>
                <th scope="col">{t("valueHere")}</th>
                <th scope="col">{t("valueDefault")}</th>
              </tr>
            </thead>
            <tbody>
              {assumptions.map(({ name, value, default: usual }) => (
                <tr key={name}>
                  <th class="l name" scope="row">
                    {name}
                  </th>
                  <td>{value}</td>
                  <td class="dim">{usual}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
