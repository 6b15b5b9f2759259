import { foreseenBehaviours, type Foresight } from "../../src/core/reward/foresight.js";
import { isUnclear } from "../../src/core/reward/isUnclear.js";
import type { Interval } from "../../src/core/reward/interval.js";
import type { PlainTable } from "../../src/core/reward/tableText.js";
import { strategyName } from "../../src/protocol/reward/strategyName.js";
import { formatNumber } from "../formatNumber.js";
import { Icon } from "../icon.js";
import { CopyTable } from "./copyButtons.js";
import { LoadState } from "./loadState.js";
import { payTexts } from "./payTexts.js";
import { setName } from "./setName.js";
import { signedText } from "../signedText.js";
import { strategiesContext } from "./strategiesContext.js";

/** A correlation with its interval below it. Where 0 is inside, the word takes the place of the number. */
function Correlation({ of }: { readonly of: Interval }) {
  const { t } = strategiesContext.use();
  if (of.value === null) return <td class="two dim">{t(of.n === 0 ? "notRecomputable" : "doesNotVary")}</td>;
  const { lo, hi } = of;
  const range = lo === null || hi === null ? "" : t("intervalRange", signedText(lo), signedText(hi));
  return (
    <td class="two">
      <span>{isUnclear(of) ? t("unclear") : signedText(of.value)}</span>
      <span class="small dim">{range}</span>
    </td>
  );
}

function Rows({ rows }: { readonly rows: readonly Foresight[] }) {
  const { t, list } = strategiesContext.use();
  const listed = list.state.value.value?.strategies ?? [];
  return (
    <div class="tablescroll">
      <table class="num foresight">
        <thead>
          <tr>
            <th class="l" scope="col">
              {t("strategy")}
            </th>
            {foreseenBehaviours.map(name => (
              <th key={name} scope="col">
                {t(payTexts.foreseen[name])}
              </th>
            ))}
            <th class="grp" scope="col">
              {t("foreseeAim")}
            </th>
            <th class="grp" scope="col">
              {t("foreseeFlat")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.strategy}>
              <th class="l name" scope="row">
                {strategyName(row.strategy, listed, t).name}
              </th>
              {foreseenBehaviours.map(name => (
                <Correlation key={name} of={row.correlations[name]} />
              ))}
              <Correlation of={row.aim} />
              <td>{row.flatGroups === null ? t("notRecomputable") : t("share", row.flatGroups, row.groups)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const cellOf = ({ value, lo, hi }: Interval): readonly (number | null)[] => [value, lo, hi];

/** What each strategy would push on, from the first step of the chosen rollouts, and how surely one can say. */
export function ForesightTable() {
  const { t, foresight, source } = strategiesContext.use();
  const rows = foresight.state.value.value ?? [];
  const [first] = rows;
  const step = source.value?.steps[0] ?? null;
  const percent = (share: number) => formatNumber.percent(share, 0);
  const names = [...foreseenBehaviours.map(name => t(payTexts.foreseen[name])), t("foreseeAim")];
  const copied = (): PlainTable => ({
    head: [t("strategy"), ...names.flatMap(name => [name, t("low", name), t("high", name)]), t("foreseeFlat")],
    rows: rows.map(row => [
      row.strategy,
      ...foreseenBehaviours.flatMap(name => cellOf(row.correlations[name])),
      ...cellOf(row.aim),
      row.flatGroups,
    ]),
  });
  return (
    <section aria-label={t("foresight")}>
      <div class="bar sub">
        <h3>{t("foresight")}</h3>
        <span class="sp" />
        {first !== undefined && (
          <span class="dim cut">
            {t("foresightOf", first.rollouts, first.groups, setName.steps({ from: step, to: step }, t))}
          </span>
        )}
        {first !== undefined && <CopyTable table={copied} />}
      </div>
      <LoadState of={foresight} />
      {first === undefined ? <p class="sentence">{t("foresightNone")}</p> : <Rows rows={rows} />}
      {first !== undefined && (
        <>
          <Note>
            {t(
              "foreseeCalls",
              percent(first.callRate),
              percent(first.groupsWithCall),
              percent(first.groupsWithCallIfAlike),
            )}
          </Note>
          {first.notRecomputable > 0 && <Note>{t("foreseeNotRecomputable", first.notRecomputable)}</Note>}
          {rows.some(({ isWithheld }) => isWithheld) && <Note>{t("foreseeWithheld")}</Note>}
          <Note>{t("foresightHelp")}</Note>
          <Note>{t("foresightCaution")}</Note>
        </>
      )}
    </section>
  );
}

function Note({ children }: { readonly children: string }) {
  return (
    <p class="note line">
      <Icon name="info" />
      <span>{children}</span>
    </p>
  );
}
