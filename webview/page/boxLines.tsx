import { useComputed } from "@preact/signals";
import type { Box } from "../../src/core/page/box.js";
import { viewContext } from "../viewContext.js";
import { boxName } from "./boxName.js";
import type { DrawnBox } from "./drawnBoxes.js";

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

/** The kind of a zoom call's line; targets have none. */
const lineClass = { target: "target", executed: "exec", requested: "req" } as const;

/** One box: its casing, its line, and for targets the gap that makes the line a double one. */
export function BoxLines({ drawn }: { readonly drawn: DrawnBox }) {
  const { t, selectedCall, hoveredCall, rollout } = viewContext.use();
  const state = useComputed(() => {
    if (drawn.kind === "target") {
      const call = hoveredCall.value;
      return call !== null && rollout.value?.placed[call]?.target === drawn.index ? " lit" : "";
    }
    return `${selectedCall.value === drawn.index ? " sel" : ""}${hoveredCall.value === drawn.index ? " lit" : ""}`;
  }).value;
  const line = `${lineClass[drawn.kind]}${state}`;
  const at = rectangle(drawn.box);
  return (
    <g role="img" aria-label={boxName(drawn, t)}>
      {drawn.kind === "requested" && drawn.kept !== null && (
        <path class="cut" fill-rule="evenodd" d={outline(drawn.box) + outline(overlap(drawn.box, drawn.kept))} />
      )}
      <rect class={`bx case ${line}`} {...at} />
      <rect
        class={`bx ${line}`}
        data-kind={drawn.kind}
        data-index={drawn.index}
        data-box={drawn.box.join(",")}
        {...at}
      />
      {drawn.kind === "target" && <rect class={`bx core ${line}`} {...at} />}
    </g>
  );
}
