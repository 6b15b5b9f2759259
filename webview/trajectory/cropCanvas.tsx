import { useLayoutEffect, useRef } from "preact/hooks";
import type { Box } from "../../src/core/page/box.js";
import { boxText } from "../boxText.js";
import { MarkLines } from "../page/markLines.js";
import { viewContext } from "../viewContext.js";
import { drawCrop } from "./drawCrop.js";

/** The largest crop that is shown beside its call, in CSS pixels. */
const most = { width: 152, height: 104 };

/** Never larger than this many device pixels a page pixel: a tiny crop stays recognisable as tiny. */
const largest = 4;

/** The question's marks are part of what the model saw, but not of the page's file. */
function CropMarks({ box: [x1, y1, x2, y2] }: { readonly box: Box }) {
  const { rollout, shown, pageSize, t } = viewContext.use();
  if (!shown.value.marks) return null;
  return (
    <svg viewBox={`${x1} ${y1} ${x2 - x1} ${y2 - y1}`} preserveAspectRatio="none" aria-hidden="true">
      {rollout.value?.marks.map((mark, index) => (
        <MarkLines key={index} mark={mark} page={pageSize.value} t={t} />
      ))}
    </svg>
  );
}

interface CropCanvasProps {
  /** The executed box, in page pixels. */
  readonly box: Box;
  readonly name: string;
}

/** What the model saw: cut from the decoded page, in its own shape. Without an image its numbers stand in its place. */
export function CropCanvas({ box, name }: CropCanvasProps) {
  const { loader, t } = viewContext.use();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, height] = [Math.max(1, box[2] - box[0]), Math.max(1, box[3] - box[1])];
  const scale = Math.min(most.width / width, most.height / height, largest);
  const size = { width: Math.max(2, Math.round(width * scale)), height: Math.max(2, Math.round(height * scale)) };
  const ratio = window.devicePixelRatio;
  const image = loader.image.value;
  const bitmap = image.kind === "ready" ? image.bitmap : null;
  useLayoutEffect(() => {
    if (bitmap !== null && canvas.current !== null) drawCrop(canvas.current, bitmap, box);
  }, [bitmap, box, size.width, size.height, ratio]);
  const style = { width: `${size.width}px`, height: `${size.height}px` };
  if (bitmap === null)
    return (
      <span class="crop blank" style={style} role="img" aria-label={name}>
        {image.kind === "loading" ? "" : `${boxText(box, 0)} ${t("cropMissing")}`}
      </span>
    );
  return (
    <span class="crop" style={style} role="img" aria-label={name}>
      <canvas
        ref={canvas}
        class="crop"
        data-box={box.join(",")}
        width={Math.round(size.width * ratio)}
        height={Math.round(size.height * ratio)}
      />
      <CropMarks box={box} />
    </span>
  );
}
