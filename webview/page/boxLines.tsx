import { useComputed } from "@preact/signals";
import type { Box } from "../../src/core/page/box.js";
import { boxName } from "./boxName.js";
import type { DrawnBox } from "./drawnBoxes.js";
import { stageContext } from "./stageContext.js";

const rectangle = ([x1, y1, x2, y2]: Box) => ({
  x: Math.min(x1, x2),
  y: Math.min(y1, y2),
  width: Math.abs(x2 - x1),
  height: Math.abs(y2 - y1),
});

const outline = ([x1, y1, x2, y2]: Box) => `M${x1} ${y1}H${x2}V${y2}H${x1}Z`;

/** The overlap of two boxes; without one the first corner of the box, which hatches it whole. */
function overlap([x1, y1, x2, y2]: Box, [a1, b1, a2, b2]: Box): Box {
  const part: Box = [Math.max(x1, a1), Math.max(y1, b1), Math.min(x2, a2), Math.min(y2, b2)];
  return part[0] < part[2] && part[1] < part[3] ? part : [x1, y1, x1, y1];
}

const lineClass = { target: "target", executed: "exec", requested: "req" } as const;

const classOf = (drawn: DrawnBox) =>
  drawn.kind === "requested" && drawn.isNotRun ? "req idle" : lineClass[drawn.kind];

/** Whether the box belongs to the selected call, or to the one that is pointed at. */
function useEmphasis(drawn: DrawnBox): "" | " sel" | " lit" | " sel lit" {
  const { selectedCall, hoveredCall, targetOf } = stageContext.use();
  return useComputed(() => {
    const lit = hoveredCall.value;
    if (drawn.kind === "target") return lit !== null && targetOf(lit) === drawn.index ? " lit" : "";
    const isLit = lit === drawn.index;
    if (selectedCall.value === drawn.index) return isLit ? " sel lit" : " sel";
    return isLit ? " lit" : "";
  }).value;
}

interface BoxLinesProps {
  readonly drawn: DrawnBox;
  /** True where `CrowdLines` has drawn the box already, so that only emphasis is left to draw. */
  readonly isInCrowd: boolean;
}

/** One box: its casing, its line, and for targets the gap that makes the line a double one. */
export function BoxLines({ drawn, isInCrowd }: BoxLinesProps) {
  const { t } = stageContext.use();
  const emphasis = useEmphasis(drawn);
  const isDrawn = !isInCrowd || emphasis !== "";
  const line = `${classOf(drawn)}${emphasis}`;
  const at = rectangle(drawn.box);
  return (
    <g role="img" aria-label={boxName(drawn, t)}>
      {drawn.kind === "requested" && drawn.kept !== null && (
        <path class="cut" fill-rule="evenodd" d={outline(drawn.box) + outline(overlap(drawn.box, drawn.kept))} />
      )}
      {isDrawn && <rect class={`bx case ${line}`} {...at} />}
      <rect
        class={isDrawn ? `bx ${line}` : "ghost"}
        data-kind={drawn.kind}
        data-index={drawn.index}
        data-box={drawn.box.join(",")}
        {...at}
      />
      {isDrawn && drawn.kind === "target" && <rect class={`bx core ${line}`} {...at} />}
    </g>
  );
}
