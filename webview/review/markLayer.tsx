import { useComputed } from "@preact/signals";
import { markShapes } from "../../src/core/benchmark/marks/markShapes.js";
import { MarkShapeView } from "../page/markShapeView.js";
import { reviewContext } from "./reviewContext.js";

/** All panels of the page, thin, with their numbers in reading order. */
function Segments() {
  const { shown } = reviewContext.use();
  const page = shown.value?.page ?? null;
  if (page === null) return null;
  const letter = Math.max(page.image.width, page.image.height) / 60;
  return (
    <g class="segments" aria-hidden="true">
      {page.panels.map(({ id, box: [x1, y1, x2, y2], order }) => (
        <g key={id}>
          <rect class="case" {...{ x: x1, y: y1, width: x2 - x1, height: y2 - y1 }} />
          <rect {...{ x: x1, y: y1, width: x2 - x1, height: y2 - y1 }} />
          {order !== null && (
            <text x={x1 + letter * 0.4} y={y2 - letter * 0.4} font-size={letter}>
              {order + 1}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

/** The marks of the question, as the model sees them, and the segments of the page where they are asked for. */
export function MarkLayer() {
  const { current, see, t } = reviewContext.use();
  const question = current.value;
  const marks = question?.marks;
  const shapes = useComputed(() => {
    const now = current.value;
    return now === null ? [] : markShapes(now.marks, now);
  }).value;
  if (question === null || marks === undefined) return null;
  return (
    <>
      {see.value.segments && <Segments />}
      {see.value.marks && marks.length > 0 && (
        <g
          class="questionmarks"
          role="img"
          aria-label={`${t("toggleMarks")}: ${marks.map(({ label }) => label).join(", ")}`}
        >
          {shapes.map((shape, i) => (
            <MarkShapeView key={i} shape={shape} />
          ))}
        </g>
      )}
    </>
  );
}
