import type { PlainTable } from "../../src/core/reward/tableText.js";
import { formatNumber } from "../formatNumber.js";
import { compareContext } from "./compareContext.js";
import type { CompareTranslate } from "./compareTranslate.js";
import { CopyTable } from "./copyButtons.js";
import type { QuestionCurves } from "./questionCurves.js";

/** The points behind the curves, in full precision. */
function plainTable({ curves }: QuestionCurves, runs: readonly string[], t: CompareTranslate): PlainTable {
  const names = ["step", "rollouts", "right", "score", "meanIou", "firstIou", "secondIou"] as const;
  const rows = curves.flatMap(({ points }, i) =>
    points.map(point => [runs[i] ?? "", ...names.map(name => point[name])]),
  );
  return { head: [t("side"), ...names], rows };
}

const figure = (value: number | null, text: (value: number) => string) => (value === null ? "" : text(value));

interface CurveTableProps {
  readonly curves: QuestionCurves;
  /** What the source of each curve is called. */
  readonly names: readonly string[];
}

/** The same as the curves, in numbers. */
export function CurveTable({ curves, names }: CurveTableProps) {
  const { t } = compareContext.use();
  const hasSeveral = curves.curves.length > 1;
  const two = (value: number) => formatNumber.fixed(value, 2);
  return (
    <div class="curvetable">
      <table class="num">
        <caption class="sr">{t("slider")}</caption>
        <thead>
          <tr>
            <th class="l" scope="col">
              {t("step", "")}
            </th>
            {[t("rollouts"), t("outcomeCorrect"), t("score"), t("meanIou"), t("firstZoom"), t("secondZoom")].map(
              text => (
                <th key={text} scope="col">
                  {text}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {curves.curves.flatMap(({ points }, i) =>
            points.map(point => (
              <tr key={`${String(i)} ${String(point.step)}`}>
                <th class="l" scope="row">
                  {hasSeveral ? t("curveOf", names[i] ?? "", point.step ?? "") : (point.step ?? "")}
                </th>
                <td>{point.rollouts}</td>
                <td>{point.right}</td>
                <td>{figure(point.score, two)}</td>
                <td>{figure(point.meanIou, two)}</td>
                <td>{figure(point.firstIou, two)}</td>
                <td>{figure(point.secondIou, two)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      <CopyTable table={() => plainTable(curves, names, t)} />
    </div>
  );
}
