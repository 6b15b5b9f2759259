import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import { readLoupeConfig } from "../../../src/core/dataset/loupeConfig.js";
import { fuzzTarget } from "../fuzzTarget.js";

const keys = fc.constantFrom(
  ...["datasets", "imageRoots", "pathPrefixes", "columns", "space", "resize", "strategies", "ownRewards", "$schema"],
  ...["dialect", "image", "targets", "prompt", "minPixels", "factor", "__proto__", "constructor", "length", "0"],
);
const values: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>("page", "model", "", "a.b", null, true, 0, -1, 28, Infinity, {}, []),
    fc.string({ maxLength: 6 }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(keys, tie("value"), { maxKeys: 4 }),
  ),
})).value;
const texts = fc.oneof(
  fc.dictionary(keys, values, { maxKeys: 6 }).map(value => JSON.stringify(value)),
  fc.tuple(fc.dictionary(keys, values), fc.nat({ max: 80 })).map(([value, cut]) => JSON.stringify(value).slice(0, cut)),
  fc.string({ unit: "binary", maxLength: 40 }),
);

/** A loupe.json is read or its problems are named; what was read is read again without a problem. */
export const loupeFiles = fuzzTarget("loupe.json", 8, texts, text => {
  const { config } = readLoupeConfig(text);
  const again = readLoupeConfig(JSON.stringify(config));
  assert.deepEqual(again.problems, []);
  assert.deepEqual(again.config, config);
});
