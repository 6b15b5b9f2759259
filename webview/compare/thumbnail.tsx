import { useEffect, useRef } from "preact/hooks";
import type { Box } from "../../src/core/page/box.js";
import type { PaneCall, QuestionPanes } from "../../src/protocol/reward/compareApi.js";
import type { PageBitmap } from "../page/pageBitmap.js";
import { MarkLines } from "../page/markLines.js";
import { compareContext } from "./compareContext.js";

const rectangle = ([x1, y1, x2, y2]: Box) => ({
  x: Math.min(x1, x2),
  y: Math.min(y1, y2),
  width: Math.abs(x2 - x1),
  height: Math.abs(y2 - y1),
});

function Line({ box, kind }: { readonly box: Box; readonly kind: "target" | "exec" }) {
  return (
    <>
      <rect class={`bx case ${kind}`} {...rectangle(box)} />
      <rect class={`bx ${kind}`} {...rectangle(box)} />
    </>
  );
}

function draw(canvas: HTMLCanvasElement, { full, small }: PageBitmap): void {
  const ratio = window.devicePixelRatio;
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
  canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
  const bitmap = small ?? full;
  const context = canvas.getContext("2d");
  if (context === null || bitmap.width === 0) return; // a closed bitmap has no width
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
}

interface ThumbnailProps {
  readonly question: QuestionPanes;
  readonly calls: readonly PaneCall[];
  readonly name: string;
}

/** The page, small, with targets and what was cropped. It is drawn from the one bitmap that the large views have. */
export function Thumbnail({ question, calls, name }: ThumbnailProps) {
  const { t, pageT, loader } = compareContext.use();
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = loader.image.value;
  const { width, height } = question.page;
  useEffect(() => {
    if (canvas.current !== null && image.kind === "ready") draw(canvas.current, image.bitmap);
  }, [image]);
  return (
    <div class="thumb thin" style={{ aspectRatio: `${String(width)} / ${String(height)}` }}>
      <canvas ref={canvas} aria-hidden="true" />
      <svg
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        role="img"
        aria-label={t("pageWithBoxes", question.name, name)}
      >
        {question.marks.map((mark, i) => (
          <MarkLines key={`m${String(i)}`} mark={mark} page={question.page} t={pageT} />
        ))}
        {(question.targets ?? []).map(({ box }, i) => (
          <Line key={`t${String(i)}`} box={box} kind="target" />
        ))}
        {calls.map(({ executed }, i) => executed !== null && <Line key={i} box={executed} kind="exec" />)}
      </svg>
    </div>
  );
}
