import { boxText } from "../boxText.js";
import { stageContext } from "../page/stageContext.js";
import { codeKeys } from "./codeKeys.js";
import { draftEdits } from "./draftEdits.js";
import { markName } from "./markName.js";
import { reviewContext } from "./reviewContext.js";
import { gripPoint, grips } from "./targetGrips.js";

/** CSS pixels from the middle of a handle to its side. */
const half = 4.5;

/** The handles of the target or mark that is dragged. They keep their size at every zoom. */
export function GripLayer() {
  const model = reviewContext.use();
  const { mode, current, t } = model;
  const { view } = stageContext.use();
  const now = mode.value;
  if (now.kind !== "drag") return null;
  const question = current.value;
  const box = draftEdits.boxes(model, now.what)[now.place];
  if (question === null || box === undefined) return null;
  const isTarget = now.what === "target";
  const dragged = isTarget ? now.place + 1 : markName(question, now.place);
  const size = half / view.value.scale;
  return (
    <g class="grips" role="group" aria-label={t(isTarget ? "dragHelp" : "dragMarkHelp", dragged)}>
      {grips.map(grip => {
        const { x, y } = gripPoint(box, grip);
        const name = t(isTarget ? "gripName" : "markGripName", dragged, t(codeKeys.grips[grip]), boxText(box, 0));
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
