import type { ShownProgress } from "../../src/protocol/review/reviewViewApi.js";
import { formatNumber } from "../formatNumber.js";
import { reviewContext } from "./reviewContext.js";
import type { ReviewTranslate } from "./reviewTranslate.js";
import { walkQueue } from "./walkQueue.js";

const number = (value: number) => value.toLocaleString("en");

function timeText(seconds: number, t: ReviewTranslate): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 60 ? t("minutes", minutes) : t("hours", Math.floor(minutes / 60), minutes % 60);
}

/** How much is accepted, edited and rejected, as parts of one bar. */
function Bar({ progress, decided }: { readonly progress: ShownProgress; readonly decided: number }) {
  const { t } = reviewContext.use();
  const { byState, total } = progress;
  const part = (count: number) => ({ width: `${String(total === 0 ? 0 : (count / total) * 100)}%` });
  return (
    <span
      class="prog"
      role="progressbar"
      aria-label={t("reviewed", number(decided), number(total))}
      aria-valuemin={0}
      aria-valuenow={decided}
      aria-valuemax={total}
    >
      <i class="accepted" style={part(byState.accepted)} />
      <i class="edited" style={part(byState.edited)} />
      <i class="rejected" style={part(byState.rejected)} />
    </span>
  );
}

function Figures({ progress }: { readonly progress: ShownProgress }) {
  const { t } = reviewContext.use();
  const { byState, total, rejectedShare, rate, answers } = progress;
  const { accepted, edited, rejected, conflict } = byState;
  const decided = accepted + edited + rejected;
  return (
    <>
      <span class="num done">{t("reviewed", number(decided), number(total))}</span>
      <Bar progress={progress} decided={decided} />
      <span class="num dim cut">
        {rejectedShare === null
          ? t("countsNone")
          : t(
              "counts",
              ...[number(accepted), number(edited), number(rejected)],
              formatNumber.fixed(rejectedShare * 100, 1),
            )}
      </span>
      {conflict > 0 && <span class="num">{t("conflicts", number(conflict))}</span>}
      <span class="sp" />
      {rate !== null && (
        <span class="num dim wide">{t("rate", Math.round(rate.perHour), timeText(rate.secondsLeft, t))}</span>
      )}
      {answers.length > 0 && (
        <span class="num dim cut answers">
          {t(
            "answersSoFar",
            answers
              .slice(0, 6)
              .map(({ answer, count }) => t("answerCount", answer, number(count)))
              .join(", "),
          )}
        </span>
      )}
    </>
  );
}

/** What is reviewed, how far it is and how fast it goes. */
export function ReviewHead() {
  const model = reviewContext.use();
  const { t, filter, facets, progress } = model;
  const tasks = facets.value?.tasks ?? [];
  return (
    <div class="bar reviewhead">
      <select
        class="task"
        aria-label={t("filterTask")}
        value={filter.value.task ?? ""}
        onChange={({ currentTarget: { value } }) => {
          const task = tasks.find(one => one === value) ?? null;
          model.run(walkQueue.take(model, { ...filter.value, task }, model.entry.value?.id ?? null));
        }}
      >
        <option value="">{t("allTasks")}</option>
        {tasks.map(task => (
          <option key={task} value={task}>
            {t(task)}
          </option>
        ))}
      </select>
      {progress.value !== null && <Figures progress={progress.value} />}
    </div>
  );
}
