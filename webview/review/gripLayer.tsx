import { boxText } from "../boxText.js";
import { stageContext } from "../page/stageContext.js";
import { codeKeys } from "./codeKeys.js";
import { reviewContext } from "./reviewContext.js";
import { gripPoint, grips } from "./targetGrips.js";

/** CSS pixels from the middle of a handle to its side. */
const half = 4.5;

/** The handles of the target that is dragged. They keep their size at every zoom. */
export function GripLayer() {
  const { mode, current, t } = reviewContext.use();
  const { view } = stageContext.use();
  const now = mode.value;
  if (now.kind !== "drag") return null;
  const box = current.value?.targets?.[now.target]?.box;
  if (box === undefined) return null;
  const size = half / view.value.scale;
  return (
    <g class="grips" role="group" aria-label={t("dragHelp", now.target + 1)}>
      {grips.map(grip => {
        const { x, y } = gripPoint(box, grip);
        const name = t("gripName", now.target + 1, t(codeKeys.grips[grip]), boxText(box, 0));
        const place = { x: x - size, y: y - size, width: size * 2, height: size * 2 };
        return (
          <rect
            key={grip}
            {...place}
            class={grip === now.grip ? "grip held" : "grip"}
            rx={grip === "move" ? size : 0}
            role="img"
            aria-label={name}
            data-grip={grip}
          />
        );
      })}
    </g>
  );
}
