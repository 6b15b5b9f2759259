import { useComputed } from "@preact/signals";
import { markShapes } from "../../src/core/benchmark/marks/markShapes.js";
import { MarkShapeView } from "../page/markShapeView.js";
import { distilContext } from "./distilContext.js";

/** The marks of the question, as the teacher saw them. */
export function QuestionMarks() {
  const { trace, see, t } = distilContext.use();
  const shapes = useComputed(() => {
    const now = trace.value;
    return now === null ? [] : markShapes(now.marks, now.page);
  }).value;
  const marks = trace.value?.marks ?? [];
  if (marks.length === 0 || !see.value.marks) return null;
  return (
    <g role="img" aria-label={`${t("marks")}: ${marks.map(({ label }) => label).join(", ")}`}>
      {shapes.map((shape, i) => (
        <MarkShapeView key={i} shape={shape} />
      ))}
    </g>
  );
}
