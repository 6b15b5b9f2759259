import { useSignal } from "@preact/signals";
import { Fragment } from "preact";
import { useMemo } from "preact/hooks";
import { payBehaviours, payTable, type PayCell, type PayRow } from "../../src/core/reward/payTable.js";
import { parseStrategySpec } from "../../src/core/reward/strategySpec.js";
import type { Strategy } from "../../src/core/reward/strategy.js";
import type { PlainTable } from "../../src/core/reward/tableText.js";
import { strategyName } from "../../src/protocol/reward/strategyName.js";
import { formatNumber } from "../formatNumber.js";
import { Icon } from "../icon.js";
import { ChoiceField } from "./choiceField.js";
import { CopyTable } from "./copyButtons.js";
import { ForesightTable } from "./foresightTable.js";
import { payTexts } from "./payTexts.js";
import { strategiesContext } from "./strategiesContext.js";

function Pay({ value, isLure }: { readonly value: number | null; readonly isLure: boolean }) {
  const { t } = strategiesContext.use();
  const lure = t("payLure");
  return (
    <td class={isLure ? "lure" : ""}>
      {isLure && (
        <svg class="ico warn" viewBox="0 0 16 16" role="img" aria-label={lure}>
          <title>{lure}</title>
          <path d="M8 2.2L14.3 13.3H1.700zM8 6.300v3.600M8 11.600v.2" />
        </svg>
      )}
      {value === null ? t("payUnknown") : formatNumber.fixed(value, 2)}
    </td>
  );
}

const cellOf = ({ cells }: PayRow, behaviour: PayCell["behaviour"], targets: number): PayCell | undefined =>
  cells.find(cell => cell.behaviour === behaviour && cell.targets === targets);

interface PayRowsProps {
  readonly rows: readonly PayRow[];
  readonly names: readonly string[];
  readonly targets: 1 | 2;
}

/** Behaviours down, strategies across: what each earns with a right and with a wrong answer. */
function PayRows({ rows, names, targets }: PayRowsProps) {
  const { t } = strategiesContext.use();
  return (
    <div class="tablescroll">
      <table class="num paytable">
        <thead>
          <tr>
            <th class="l" rowSpan={2} scope="col">
              {t("behaviour")}
            </th>
            {names.map(name => (
              <th key={name} class="l grp steps" colSpan={2} scope="colgroup">
                {name}
              </th>
            ))}
          </tr>
          <tr>
            {names.map(name => (
              <Fragment key={name}>
                <th class="grp" scope="col">
                  {t("payRight")}
                </th>
                <th scope="col">{t("payWrong")}</th>
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          {payBehaviours.map(behaviour => (
            <tr key={behaviour}>
              <th class="l name" scope="row">
                {t(payTexts.behaviours[behaviour])}
              </th>
              {rows.map((row, i) => {
                const cell = cellOf(row, behaviour, targets);
                return (
                  <Fragment key={i}>
                    <Pay value={cell?.right ?? null} isLure={cell?.isLure ?? false} />
                    <Pay value={cell?.wrong ?? null} isLure={false} />
                  </Fragment>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What each strategy on show pays to behaviours made by hand. */
function PaySection() {
  const { t, specs, list } = strategiesContext.use();
  const targets = useSignal<1 | 2>(1);
  const listed = list.state.value.value?.strategies ?? [];
  const rows = useMemo(() => {
    const known = listed.map(({ strategy }) => strategy);
    const strategies = specs.value.flatMap((spec): Strategy[] => {
      const read = parseStrategySpec(spec, known);
      return read.kind === "ok" ? [{ ...read.strategy, id: spec }] : [];
    });
    return payTable(strategies);
  }, [listed, specs.value]);
  const names = rows.map(row => payTexts.segment(strategyName(row.strategy, listed, t).name, row, t));
  const copied = (): PlainTable => ({
    head: [
      t("behaviour"),
      ...names.flatMap(name => [t("paySegment", name, t("payRight")), t("paySegment", name, t("payWrong"))]),
    ],
    rows: payBehaviours.map(behaviour => [
      t(payTexts.behaviours[behaviour]),
      ...rows.flatMap(row => {
        const cell = cellOf(row, behaviour, targets.value);
        return [cell?.right ?? t("payUnknown"), cell?.wrong ?? t("payUnknown")];
      }),
    ]),
  });
  return (
    <section aria-label={t("payTable")}>
      <div class="bar sub">
        <h3>{t("payTable")}</h3>
        <span class="sp" />
        <ChoiceField
          label={t("payTargets")}
          value={String(targets.value)}
          choices={[
            { value: "1", text: t("payOneTarget") },
            { value: "2", text: t("payTwoTargets") },
          ]}
          onChange={value => (targets.value = value === "1" ? 1 : 2)}
        />
        <CopyTable table={copied} />
      </div>
      <PayRows {...{ rows, names }} targets={targets.value} />
      <p class="note line">
        <Icon name="info" />
        <span>{t("payCaution")}</span>
      </p>
      {rows.some(({ cells }) => cells.some(cell => cell.isLure && cell.targets === targets.value)) && (
        <p class="note line">
          <Icon name="warn" class="warn" />
          <span>{t("payLure")}</span>
        </p>
      )}
    </section>
  );
}

/** Before GPU hours are spent: what a reward pays for, and what it would push on at first. */
export function PayPane() {
  return (
    <div class="paypane">
      <PaySection />
      <ForesightTable />
    </div>
  );
}
