import type { Box } from "../page/box.js";
import { parseTolerant } from "./parseTolerant.js";

const isSide = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function asBox(value: unknown): Box | null | undefined {
  if (value === null) return null;
  if (!Array.isArray(value) || value.length !== 4) return undefined;
  const [x1, y1, x2, y2] = value as readonly unknown[];
  return isSide(x1) && isSide(y1) && isSide(x2) && isSide(y2) ? [x1, y1, x2, y2] : undefined;
}

/** A list of boxes and nulls, or its JSON text; null when it is anything else. */
export function readExecuted(logged: unknown): readonly (Box | null)[] | null {
  const parsed = typeof logged === "string" ? parseTolerant(logged) : { ok: true as const, value: logged };
  if (!parsed.ok || !Array.isArray(parsed.value)) return null;
  const boxes = parsed.value.map(asBox).filter(box => box !== undefined);
  return boxes.length === parsed.value.length ? boxes : null;
}
