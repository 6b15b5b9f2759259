import { formatNumber } from "../formatNumber.js";
import { OutcomeShape } from "../outcomeShape.js";
import { AdvantageDots } from "./advantageDots.js";
import type { RolloutRow } from "./rolloutRow.js";
import type { StrategiesTranslate } from "./strategiesTranslate.js";
import { signedText } from "../signedText.js";
import { strategiesContext } from "./strategiesContext.js";
import { outcomeTexts, whyWords } from "./whyWords.js";

interface RowCellsProps {
  readonly row: RolloutRow;
  /** The advantage that lies at either end of the drawn ones. */
  readonly scale: number;
}

function Cell({ text, extra }: { readonly text: string; readonly extra?: string }) {
  return (
    <span role="gridcell" class={extra ?? "n"}>
      {text}
    </span>
  );
}

/** What a rollout is called; its step is told where the list holds several. */
function nameOf({ kind, rollout }: RolloutRow, hasSteps: boolean, t: StrategiesTranslate): string {
  const { question, number } = rollout;
  if (number === null) return question;
  if (kind === "pushed" && hasSteps && rollout.step !== null) return t("rolloutAtStep", question, number, rollout.step);
  return t("rolloutName", question, number);
}

function Name({ row }: { readonly row: RolloutRow }) {
  const { t, subject } = strategiesContext.use();
  const { outcome } = row.rollout;
  const about = subject.value;
  const hasSteps = about?.kind === "pushed" && about.query.column.from !== about.query.column.to;
  const name = nameOf(row, hasSteps, t);
  return (
    <span role="gridcell" class="name" title={name}>
      <OutcomeShape outcome={outcome} label={t(outcomeTexts[outcome])} />
      <span class="cut">{name}</span>
    </span>
  );
}

/** The cells of one row of the list, in the order of its heads. */
export function RowCells({ row, scale }: RowCellsProps) {
  const { t } = strategiesContext.use();
  const number = (value: number | null, write: (value: number) => string) =>
    value === null ? t("notRecomputable") : write(value);
  const reward = (value: number) => formatNumber.fixed(value, 2);
  const name = <Name row={row} />;
  switch (row.kind) {
    case "pushed": {
      const { rewardBefore, rewardAfter, advantageBefore, advantageAfter } = row.rollout;
      const why = whyWords(row.rollout, t);
      return (
        <>
          {name}
          <Cell text={number(rewardBefore, reward)} />
          <Cell text={number(advantageBefore, signedText)} />
          <span role="gridcell" class="wide">
            <AdvantageDots before={advantageBefore} after={advantageAfter} scale={scale} />
          </span>
          <Cell text={number(advantageAfter, signedText)} />
          <Cell text={number(rewardAfter, reward)} />
          <span role="gridcell" class="why cut" title={why}>
            {why}
          </span>
        </>
      );
    }
    case "behind":
      return (
        <>
          {name}
          <Cell text={row.rollout.value === null ? t("noValue") : formatNumber.short(row.rollout.value, 3)} />
          <Cell text={row.rollout.part === null ? "" : signedPart(row.rollout.part)} />
        </>
      );
    case "evidence":
      return name;
  }
}

/** Parts of a change are small: a sign and up to four decimals. */
const signedPart = (value: number) => (value > 0 ? "+" : "") + formatNumber.fixed(value, 4);
