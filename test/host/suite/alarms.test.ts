import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeEditors } from "../closeEditors.js";
import { openProduct, type OpenedProduct } from "../openedProduct.js";
import { until } from "../../until.js";
import { untilHolds } from "../untilHolds.js";

/** Groups of four a step: enough for every rule that goes by calls. */
const questions = 8;

describe("alarms of a run", () => {
  let product: OpenedProduct;
  let runId: string;
  const firing = () => product.api.alarms.firing(product.run.folder);
  const description = async () => (await product.api.tree.getTreeItem(runId)).description;
  const writeSteps = (from: number, to: number, zooms: boolean) => {
    for (let step = from; step <= to; step++) product.run.writeStep(step, questions, zooms);
  };
  /** The steps come in any order, and each may be listed before the rewritten file was read. */
  const stepsAreRead = (to: number) =>
    untilHolds(async () => {
      for (let step = 1; step <= to; step++)
        assert.ok(
          await product.find(node => node.kind === "step" && node.step === step && node.rollouts === 4 * questions),
          `step ${step} is not read`,
        );
    });

  before(async () => {
    product = await openProduct("alarms");
    const run = await until("the run", () => product.find(node => node.kind === "phase"));
    runId = run.parent ?? "";
    writeSteps(1, 8, true);
    await stepsAreRead(8);
  });
  after(closeEditors);

  it("are not looked for before somebody asks", async () => {
    assert.deepEqual(firing(), []);
    assert.doesNotMatch(String(await description()), /alarm/);
  });

  it("are quiet on a run that goes well, and those that cannot be judged say why", async () => {
    const alarms = (await product.api.alarms.check(product.run.folder)) ?? [];
    assert.equal(alarms.length, 10);
    assert.deepEqual(firing(), []);
    assert.equal(alarms.find(({ id }) => id === "zoom-collapse")?.state, "quiet");
    // Nobody knows the targets of these questions.
    assert.equal(alarms.find(({ id }) => id === "giant-boxes")?.silence, "no-values");
  });

  it("follow the run from then on, and stand at its item with the step and what was found", async () => {
    writeSteps(9, 12, false);
    // It may judge for a twentieth of the time alone: after a slow first time that is long.
    const alarm = await until("the alarm", () => firing().find(({ id }) => id === "zoom-collapse"), 150);
    assert.ok(alarm.step !== null && alarm.step >= 9 && alarm.step <= 11);
    assert.ok(alarm.evidence.length > 0);
    await until("the item", async () => String(await description()).includes("1 alarm"));
    const item = await product.api.tree.getTreeItem(runId);
    assert.equal(item.contextValue, "run-alarms");
    const tooltip = item.tooltip instanceof vscode.MarkdownString ? item.tooltip.value : "";
    assert.match(tooltip.replaceAll("&nbsp;", " "), /Zoom use collapses/);
  });
});
