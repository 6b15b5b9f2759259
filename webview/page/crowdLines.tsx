import type { Box } from "../../src/core/page/box.js";
import type { DrawnBox } from "./drawnBoxes.js";

const outline = ([x1, y1, x2, y2]: Box) => `M${x1} ${y1}H${x2}V${y2}H${x1}Z`;

const kinds = [
  { kind: "target", lines: ["case target", "target", "core target"] },
  { kind: "requested", lines: ["case req", "req"] },
  { kind: "idle", lines: ["case req idle", "req idle"] },
  { kind: "executed", lines: ["case exec", "exec"] },
] as const;

const styleOf = (box: DrawnBox) => (box.kind === "requested" && box.isNotRun ? "idle" : box.kind);

/**
 * The lines of very many boxes, one path for each style. A line that keeps its width while its page is scaled is laid
 * out again in every frame: with a thousand elements that takes longer than a frame, with seven it does not.
 */
export function CrowdLines({ boxes }: { readonly boxes: readonly DrawnBox[] }) {
  return (
    <g aria-hidden="true">
      {kinds.map(({ kind, lines }) => {
        const path = boxes.filter(box => styleOf(box) === kind).map(({ box }) => outline(box));
        return path.length === 0 ? null : lines.map(line => <path key={line} class={`bx ${line}`} d={path.join("")} />);
      })}
    </g>
  );
}
