import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import { formats } from "../../../src/core/rollout/formats.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";
import { rollout } from "../../unit/trajectory/rollouts.js";
import { fuzzTarget } from "../fuzzTarget.js";
import { trajectoryTexts } from "./trajectoryText.js";

const formatIds = formats.filter(({ rows }) => rows !== "metrics").map(({ id }) => id);

/** Any response of any format is parsed, its parts tile its turns, and every call stands in one place. */
export const trajectories = fuzzTarget(
  "trajectories",
  30,
  fc.tuple(trajectoryTexts, fc.constantFrom(...formatIds), trajectoryTexts),
  ([text, format, prompt]) => {
    const { turns, calls } = trajectoryOf(rollout(text, { format, prompt }));
    for (const turn of turns) {
      let at = 0;
      for (const part of turn.parts) {
        assert.equal(part.start, at);
        assert.ok(part.end > part.start);
        at = part.end;
      }
      assert.equal(at, turn.text.length);
    }
    const shown = turns.flatMap(({ parts }) => parts.flatMap(part => (part.kind === "call" ? [part.call] : [])));
    assert.deepEqual(
      shown,
      calls.map(({ index }) => index),
    );
  },
);
