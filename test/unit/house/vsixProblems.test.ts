import { describe, expect, it } from "vitest";
import { vsixProblems } from "../../../scripts/vsixProblems.mjs";
import { vsixTargets } from "../../../scripts/vsixTargets.mjs";

const ours = [
  ..."package.json readme.md LICENSE.txt dist/start.js dist/extension.js dist/worker.js dist/factWorker.js dist/miniatureWorker.js dist/miniatureRunWorker.js dist/benchmarkWorker.js dist/gradingWorker.js dist/searchWorker.js dist/mcp.js dist/linesWorker.js dist/cli.js dist/webview/main.js".split(
    " ",
  ),
  ..."dist/trainer/lib.sh dist/trainer/wrapper.sh dist/trainer/preflight.sh dist/trainer/zoom_reward.py dist/trainer/lmms_functions.py".split(
    " ",
  ),
  ..."docs/rollout-view.png docs/review.png dist/webview/metrics.js dist/THIRD_PARTY_NOTICES.txt media/icon.png media/own_reward.py node_modules/sharp/package.json".split(
    " ",
  ),
].map(name => `extension/${name}`);

const withBinaries = (target: string) => [
  ...ours,
  ...(vsixTargets.get(target)?.binaries ?? []).map(name => `extension/node_modules/@img/${name}/lib/${name}.node`),
];

describe("the content of a VSIX", () => {
  it.each([...vsixTargets.keys()])("is good with the binaries of %s", target => {
    expect(vsixProblems(target, withBinaries(target))).toEqual([]);
  });

  it("may hold the README's pictures and documents", () => {
    const documents = ["extension/docs/rollout-view.png", "extension/docs/benchmarks.md"];
    expect(vsixProblems("linux-x64", [...withBinaries("linux-x64"), ...documents])).toEqual([]);
  });

  it("is bad with binaries of another platform", () => {
    expect(vsixProblems("linux-x64", withBinaries("win32-x64"))).toHaveLength(3);
  });

  it.each([
    "extension/src/extension.ts",
    "extension/docs/draft.txt",
    "extension/dist/extension.js.map",
    "extension/node_modules/zod/index.js",
    "extension/test/unit/a.test.ts",
    "extension/.cache/sample/loupe.json",
  ])("is bad with %s", stray => {
    expect(vsixProblems("linux-x64", [...withBinaries("linux-x64"), stray])).toEqual([
      `${stray} does not belong into the VSIX`,
    ]);
  });

  it("is bad without the worker", () => {
    const files = withBinaries("linux-x64").filter(file => file !== "extension/dist/worker.js");
    expect(vsixProblems("linux-x64", files)).toEqual(["extension/dist/worker.js is missing"]);
  });
});
