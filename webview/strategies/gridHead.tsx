import { Fragment } from "preact";
import type { StrategyTable } from "../../src/protocol/reward/whatIfApi.js";
import { setName } from "./setName.js";
import { strategiesContext } from "./strategiesContext.js";
import { figureNames } from "./tableColumns.js";

/** Two rows of heads: the steps, and below each its figures. */
export function GridHead({ table }: { readonly table: StrategyTable }) {
  const { t } = strategiesContext.use();
  return (
    <thead>
      <tr>
        <th class="l" rowSpan={2} scope="col">
          {t("strategy")}
        </th>
        {table.columns.map((set, i) => (
          <th key={i} class="l grp steps" colSpan={figureNames.length} scope="colgroup">
            {setName.steps(set, t)}
          </th>
        ))}
      </tr>
      <tr>
        {table.columns.map((_, i) => (
          <Fragment key={i}>
            {figureNames.map(name => (
              <th key={name} class={name === "mean" ? "grp" : ""} scope="col">
                {t(name)}
              </th>
            ))}
          </Fragment>
        ))}
      </tr>
    </thead>
  );
}
