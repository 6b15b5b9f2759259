import { useLayoutEffect, useRef } from "preact/hooks";
import { markShapes } from "../../src/core/benchmark/marks/markShapes.js";
import type { QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import type { WholeBox } from "../../src/core/benchmark/wholeBox.js";
import { boxText } from "../boxText.js";
import { drawCrop } from "../trajectory/drawCrop.js";
import { MarkShapeView } from "../page/markShapeView.js";
import { reviewContext } from "./reviewContext.js";

/** The largest crop, in CSS pixels; it is drawn in twice as many, for dense screens. */
const most = { width: 352, height: 208 };

interface TargetCropProps {
  readonly box: WholeBox;
  readonly question: QuestionRecord;
  readonly name: string;
  /** Panel Reordering shows its panel without marks: the blank is one. */
  readonly hasMarks: boolean;
  readonly isSmall: boolean;
}

/** A part of the page as the model would see it: cut from the decoded page, with the marks of the question. */
export function TargetCrop({ box, question, name, hasMarks, isSmall }: TargetCropProps) {
  const { loader, see } = reviewContext.use();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [x1, y1, x2, y2] = box;
  const shrink = isSmall ? 2.1 : 1;
  const scale = Math.min(most.width / shrink / (x2 - x1), most.height / shrink / (y2 - y1));
  const width = Math.max(2, Math.round((x2 - x1) * scale));
  const height = Math.max(2, Math.round((y2 - y1) * scale));
  const image = loader.image.value;
  const bitmap = image.kind === "ready" ? image.bitmap : null;
  useLayoutEffect(() => {
    if (bitmap !== null && canvas.current !== null) drawCrop(canvas.current, bitmap, box);
  }, [bitmap, x1, y1, x2, y2, width, height]);
  const style = { width: `${String(width)}px`, aspectRatio: `${String(width)} / ${String(height)}` };
  return (
    <span class="targetcrop" style={style} role="img" aria-label={`${name} ${boxText(box, 0)}`}>
      <canvas ref={canvas} width={width * 2} height={height * 2} />
      {hasMarks && see.value.marks && (
        <svg viewBox={`${String(x1)} ${String(y1)} ${String(x2 - x1)} ${String(y2 - y1)}`} aria-hidden="true">
          {markShapes(question.marks, question).map((shape, i) => (
            <MarkShapeView key={i} shape={shape} />
          ))}
        </svg>
      )}
    </span>
  );
}
