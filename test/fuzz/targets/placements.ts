import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import { formats } from "../../../src/core/rollout/formats.js";
import { placeRollout } from "../../../src/core/rollout/placeRollout.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";
import { rollout } from "../../unit/trajectory/rollouts.js";
import { fuzzTarget } from "../fuzzTarget.js";
import { trajectoryTexts } from "./trajectoryText.js";

const formatIds = formats.filter(({ rows }) => rows !== "metrics").map(({ id }) => id);
const side = fc.oneof(fc.integer({ min: 1, max: 8000 }), fc.constantFrom(1, 27, 28, 29));

/** What a tool executed lies on its page, whatever was asked for, and no box has a side that is no number. */
export const placements = fuzzTarget(
  "placements",
  15,
  fc.tuple(trajectoryTexts, fc.constantFrom(...formatIds), side, side),
  ([text, format, width, height]) => {
    const asked = rollout(text, { format });
    const trajectory = trajectoryOf(asked);
    const placing = { question: null, pageSize: { width, height }, space: null, limits: defaultResizeLimits };
    for (const { executed } of placeRollout(asked, trajectory, placing).placed) {
      if (executed === null) continue;
      const [left, top, right, bottom] = executed;
      assert.ok(executed.every(Number.isFinite), executed.join());
      // Rounding of a resized page's grid may lie a hair outside.
      const slack = 1e-6 * Math.max(width, height);
      assert.ok(left >= -slack && top >= -slack && right <= width + slack && bottom <= height + slack, executed.join());
      assert.ok(left <= right && top <= bottom, executed.join());
    }
  },
);
