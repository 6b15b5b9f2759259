import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { RunsWorker } from "../../../src/host/runsWorker.js";
import type { RunsSettings } from "../../../src/protocol/runsApi.js";
import { until } from "../../until.js";

/** Answers every call with its name, but ends on `refresh`. */
const script = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", ({ id, method }) => {
    if (method === "refresh") throw new Error("made to crash");
    parentPort.postMessage({ id, ok: [method] });
  });
`;

const settings: RunsSettings = {
  ...{ roots: [], storage: null, discovery: { maxDepth: 1, maxEntries: 1, ignore: [] }, pollSeconds: 1 },
  ...{ savedIndexMegabytes: 0, extractedImagesMegabytes: 0, imageRoots: [], datasets: [] },
  ...{ space: "guess", spaceByRun: {}, pathPrefixes: {}, applyOrientation: false, isTrusted: true },
};

describe("the worker that reads the runs", () => {
  const folder = mkdtempSync(join(tmpdir(), "loupe-worker-"));
  const log = vscode.window.createOutputChannel("Loupe Test", { log: true });
  const failures: string[] = [];
  let worker: RunsWorker;
  before(() => {
    const file = join(folder, "worker.js");
    writeFileSync(file, script);
    worker = new RunsWorker(
      file,
      () => settings,
      log,
      sentence => failures.push(sentence),
    );
  });
  after(() => {
    worker.dispose();
    log.dispose();
    rmSync(folder, { recursive: true });
  });

  const crash = async () => assert.rejects((await worker.api()).refresh(null));

  it("is started again after a crash, and says so", async () => {
    const changed: unknown[] = [];
    const listener = worker.onEvent(event => changed.push(event));
    await crash();
    await until("the sentence", () => failures.length === 1);
    assert.deepEqual(changed, [{ kind: "changed", ids: [null] }]);
    assert.deepEqual(await (await worker.api()).readableRoots(null), ["readableRoots"]);
    listener.dispose();
  });

  it("stays down after a second crash, until it is asked for again", async () => {
    await crash();
    await until("the sentence", () => failures.length === 2);
    await assert.rejects(worker.api());
    worker.revive();
    assert.deepEqual(await (await worker.api()).readableRoots(null), ["readableRoots"]);
  });
});
