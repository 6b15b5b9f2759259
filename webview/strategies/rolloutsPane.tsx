import { useMemo } from "preact/hooks";
import { alarmNameKeys } from "../../src/protocol/reward/alarmNameKeys.js";
import type { PlainTable } from "../../src/core/reward/tableText.js";
import type { Alarm } from "../../src/protocol/reward/curvesApi.js";
import type { PushedQuery } from "../../src/protocol/reward/strategiesViewApi.js";
import type { RewardStringKey } from "../../src/protocol/reward/rewardStrings.js";
import { strategyName } from "../../src/protocol/reward/strategyName.js";
import { Icon } from "../icon.js";
import { cellActions } from "./cellActions.js";
import { curveTexts } from "./chartKinds.js";
import { ChoiceField } from "./choiceField.js";
import { CopyButtons, CopyTable } from "./copyButtons.js";
import type { ListSubject } from "./listSubject.js";
import { RolloutList } from "./rolloutList.js";
import { rowsOf } from "./rolloutRow.js";
import { setName } from "./setName.js";
import { strategiesContext } from "./strategiesContext.js";

const which: readonly { readonly value: PushedQuery["which"]; readonly text: RewardStringKey }[] = [
  { value: "flipped", text: "pushedOther" },
  { value: "signal", text: "signalChanged" },
  { value: "flat", text: "withoutSpread" },
  { value: "all", text: "everyRollout" },
];

const emptyTexts: Readonly<Record<PushedQuery["which"], RewardStringKey>> = {
  flipped: "listEmptyFlipped",
  signal: "listEmptySignal",
  flat: "listEmptyFlat",
  all: "listEmpty",
};

/** What the list is about, in words. */
function About({ subject }: { readonly subject: ListSubject }) {
  const { t, list } = strategiesContext.use();
  const listed = list.state.value.value?.strategies ?? [];
  const words = (): string => {
    switch (subject.kind) {
      case "pushed": {
        const { column, strategy } = subject.query;
        return t("cellName", strategyName(strategy, listed, t).name, setName.steps(column, t));
      }
      case "behind": {
        const { curve, step } = subject.query;
        return t("behind", t("curveOf", t(curveTexts[curve]), t("step", step)));
      }
      case "evidence":
        return t("evidence", t(alarmNameKeys[subject.alarm.id]));
    }
  };
  return <span class="cut about">{words()}</span>;
}

function PushedTools({ query }: { readonly query: PushedQuery }) {
  const model = strategiesContext.use();
  const { t, subject } = model;
  const diff = t("openDiff");
  const choose = (value: string) => {
    const next = which.find(one => one.value === value);
    if (next !== undefined) subject.value = { kind: "pushed", query: { ...query, which: next.value } };
  };
  return (
    <>
      <ChoiceField
        label={t("which")}
        value={query.which}
        choices={which.map(({ value, text }) => ({ value, text: t(text) }))}
        onChange={choose}
      />
      <button
        type="button"
        class="bare"
        title={diff}
        aria-label={diff}
        onClick={() => cellActions.diffFirst(model, query)}
      >
        <Icon name="compare" />
      </button>
      <CopyButtons onCopy={format => model.run(model.host.copyPushed({ ...query, format }))} />
    </>
  );
}

/** The heads are the names of the fields, as in the other lists of rollouts that are copied. */
const evidenceTable = ({ evidence }: Alarm): PlainTable => ({
  head: ["file", "row"],
  rows: evidence.map(({ file, row }) => [file, row]),
});

function Listed({ subject }: { readonly subject: ListSubject }) {
  const model = strategiesContext.use();
  const { t } = model;
  const rows = useMemo(() => rowsOf(subject, model), [subject, model]);
  const total = rows.total.value;
  const empty = subject.kind === "pushed" ? emptyTexts[subject.query.which] : "listEmpty";
  return (
    <>
      <div class="bar sub">
        <About subject={subject} />
        <span class="sp" />
        <span class="num nowrap">{total === null ? "" : t("rolloutCount", total)}</span>
        {subject.kind === "pushed" && <PushedTools query={subject.query} />}
        {subject.kind === "behind" && (
          <CopyButtons onCopy={format => model.run(model.host.copyBehind({ ...subject.query, format }))} />
        )}
        {subject.kind === "evidence" && <CopyTable table={() => evidenceTable(subject.alarm)} />}
      </div>
      {subject.kind === "behind" && <p class="note line">{t("changeSince")}</p>}
      {rows.problem.value !== null && <p class="sentence">{t("failed", rows.problem.value)}</p>}
      {total === 0 ? <p class="sentence">{t(empty)}</p> : <RolloutList {...{ subject, rows }} />}
    </>
  );
}

/** The list of rollouts behind what was chosen in the table or in a curve. */
export function RolloutsPane() {
  const { t, subject } = strategiesContext.use();
  if (subject.value === null) return <p class="sentence">{t("listHint")}</p>;
  return <Listed key={JSON.stringify(subject.value)} subject={subject.value} />;
}
