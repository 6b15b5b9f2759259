import { expect, it } from "vitest";
import { compareArm } from "../../src/core/simulate/miniature/compareArm.js";
import { Report } from "./lib/report.js";
import { seedsTo, trainedArms } from "./lib/trainedArms.js";

// Acceptance check 11: with a coin in place of the accuracy reward nothing is learned but the format.
const seeds = seedsTo(20);
/** Right answers of an untrained reader with a clean format: the mean of Table 3 over the four tasks. */
const untrained = 0.459;

it("a coin in place of accuracy leaves right answers where a clean format alone has them", async () => {
  const arms = await trainedArms({ name: "control", options: {} }, ["format-random"], seeds);
  const [arm] = arms.values();
  if (arm === undefined) throw new Error("nothing was trained");
  const { end } = compareArm(arm, 200);
  const accuracy = end.find(({ figure }) => figure === "accuracy")?.value;
  const format = end.find(({ figure }) => figure === "format")?.value;
  const half = (accuracy?.high ?? Number.NaN) - (accuracy?.mean ?? Number.NaN);
  new Report("control", ["strategy", "accuracy", "format"]).add(
    arm.strategy.id,
    `${accuracy?.mean?.toFixed(3) ?? "–"} ±${half.toFixed(3)}`,
    format?.mean?.toFixed(3) ?? "–",
  );
  expect(Math.abs((accuracy?.mean ?? Number.NaN) - untrained)).toBeLessThan(0.02);
  expect(format?.low).toBeGreaterThan(0.9);
}, 3_600_000);
