import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

const program = `
import json
from zoom_rows import shard_of
rows = list(range(10))
parts = [shard_of(rows, True, {"LOUPE_SHARD": str(at), "LOUPE_SHARDS": "3"}) for at in range(3)]
print(json.dumps([parts, shard_of(rows, False, {"LOUPE_SHARD": "1", "LOUPE_SHARDS": "3"}), shard_of(rows, True, {})]))
`;

it("elements of an array job share the validation rows, each row once; training rows are everybody's", () => {
  const env = { ...process.env, PYTHONPATH: join(import.meta.dirname, "../../../src/trainer") };
  const ran = spawnSync("python3", ["-c", program], { env, encoding: "utf8" });
  expect(ran.stderr).toBe("");
  const [parts, training, whole] = JSON.parse(ran.stdout) as [number[][], number[], number[]];
  const all = Array.from({ length: 10 }, (_, index) => index);
  expect(parts.flat().toSorted((a, b) => a - b)).toEqual(all);
  expect(parts.map(part => part.length)).toEqual([4, 3, 3]);
  expect([training, whole]).toEqual([all, all]);
});
