import type { PlainTable } from "../../src/core/reward/tableText.js";
import type { UnpairedTransition } from "../../src/protocol/reward/compareApi.js";
import { taskKindName } from "../taskKindName.js";
import { compareContext } from "./compareContext.js";
import type { CompareTranslate } from "./compareTranslate.js";
import { CopyTable } from "./copyButtons.js";
import { figureText } from "./figureText.js";

function plainTable(differences: readonly UnpairedTransition[], t: CompareTranslate): PlainTable {
  return {
    head: [t("taskKind"), t("leftQuestions"), t("rightQuestions"), t("difference"), "lo", "hi"],
    rows: differences.map(({ taskKind, leftQuestions, rightQuestions, difference }) => [
      taskKind ?? t("allKinds"),
      leftQuestions,
      rightQuestions,
      ...[difference.value, difference.lo, difference.hi],
    ]),
  };
}

/** How far two sides that are not compared as pairs lie apart in accuracy, in points, by task kind. */
export function DifferencesTable({ differences }: { readonly differences: readonly UnpairedTransition[] }) {
  const { t } = compareContext.use();
  return (
    <div class="differences">
      <table class="num">
        <caption class="sr">{t("differences")}</caption>
        <thead>
          <tr>
            {[t("taskKind"), t("left"), t("right"), t("difference")].map((text, i) => (
              <th key={text} class={i === 0 ? "l" : ""} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differences.map(({ taskKind, leftQuestions, rightQuestions, difference }) => (
            <tr key={taskKind ?? ""}>
              <th class="l cut" scope="row">
                {taskKind === null ? t("allKinds") : taskKindName(taskKind, t)}
              </th>
              <td>{leftQuestions}</td>
              <td>{rightQuestions}</td>
              <td>
                {difference.value === null ? "" : figureText.points(difference.value)}
                <div class="dim small">{figureText.pointsInterval(difference, t)}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <CopyTable table={() => plainTable(differences, t)} />
    </div>
  );
}
