import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeDump, zoom } from "../../fixtures/dump.js";
import { writePicture } from "../../fixtures/pagePictures.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { builtCli } from "./builtCli.js";

const makeFolder = temporaryFolder();
const cli = builtCli();

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli(), ...args], { encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

/** As a user for whom a file's mode counts: an administrator may read every file. */
function runAsNobody(...args: readonly string[]) {
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli(), ...args], { encoding: "utf8", ...user });
  return { code: status, out: stdout, err: stderr };
}

describe("the built command line", () => {
  test("has its version and help, and ends with 0, 1 and 2", () => {
    expect(run("--version").out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run("--help").out).toContain("sample");
    expect(run("index", "/no/such")).toEqual({ code: 1, out: "", err: "loupe: /no/such: no such file or folder\n" });
    expect(run("index").code).toBe(2);
  });

  test("indexes, shows on the page and gives figures", async () => {
    const folder = makeFolder();
    await writePicture(join(folder, "p.png"), 560, 840);
    const more = { image: "p.png", targets: [[10, 20, 300, 400]] };
    const path = writeDump(folder, "1.jsonl", [{ response: `${zoom([10, 20, 300, 400])}<answer>A</answer>`, more }]);
    expect(JSON.parse(run("index", folder, "--json").out)).toMatchObject({ files: [{ rows: 1, calls: { zoom: 1 } }] });
    expect(JSON.parse(run("show", path, "0", "--json").out)).toMatchObject({
      zoomCalls: [{ executed: [10, 20, 300, 400], iou: 1 }],
    });
    expect(JSON.parse(run("stats", folder, "--json").out)).toMatchObject({ steps: [{ meanIou: { all: 1, n: 1 } }] });
  });

  test("reads the standard input where no file is named, and the last line without its end", () => {
    const filter = (args: readonly string[], input: string) =>
      spawnSync(process.execPath, [cli(), ...args, "--json"], { encoding: "utf8", input }).stdout;
    const rollout = '{"format_ok": true, "answer_correct": false, "calls": [], "expected_count": null}';
    const scored = filter(["score", "--strategy", "rarl"], `${rollout}\n${rollout}`).trimEnd().split("\n");
    expect(scored.map(line => JSON.parse(line) as unknown)).toEqual(
      Array(2).fill({ components: { format: 1, accuracy: 0, toolCount: 0, toolAccuracy: 0 }, totals: { rarl: 1 } }),
    );
    expect(JSON.parse(filter(["advantages", "-", "--estimator", "dr-grpo"], '{"rewards": [1, 3]}'))).toMatchObject({
      advantages: [-1, 1],
    });
  });

  test("says what may not be read: a file, a folder, and what lies below one", () => {
    const folder = makeFolder();
    chmodSync(folder, 0o755);
    const path = writeDump(folder, "1.jsonl", [{}]);
    writeDump(folder, "2.jsonl", [{ step: 2 }]);
    const hidden = dirname(writeDump(folder, "hidden/3.jsonl", [{}]));
    for (const denied of [path, hidden]) chmodSync(denied, 0);
    for (const args of [
      ["index", path],
      ["show", path, "0"],
      ["stats", path],
      ["index", hidden],
    ])
      expect(runAsNobody(...args)).toEqual({ code: 1, out: "", err: `loupe: ${args[1] ?? ""}: permission denied\n` });
    const { code, out, err } = runAsNobody("index", folder, "--json");
    expect({ code, err }).toEqual({ code: 0, err: `loupe: folders that cannot be read: ${hidden}\n` });
    expect(JSON.parse(out)).toMatchObject({
      files: [
        { path, format: null, reason: "permission denied" },
        { format: "verl-rollouts", rows: 1 },
      ],
    });
    chmodSync(hidden, 0o700);
  });

  test("ends quietly when whoever reads its output stops early", async () => {
    const folder = makeFolder();
    const text = "x".repeat(2_000_000);
    const path = writeDump(folder, "1.jsonl", [{ response: text }]);
    const child = spawn(process.execPath, [cli(), "show", path, "0", "--json"], { stdio: ["ignore", "pipe", "pipe"] });
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (piece: string) => (err += piece));
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise(done => child.once("close", done));
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  test.skipIf(!existsSync("/dev/full"))("says in one line that its output cannot be written", () => {
    const path = writeDump(makeFolder(), "1.jsonl", [{}]);
    const full = spawnSync("/bin/sh", ["-c", '"$0" "$1" index "$2" > /dev/full', process.execPath, cli(), path], {
      encoding: "utf8",
    });
    expect(full.status).toBe(1);
    expect(full.stderr).toMatch(/^loupe: the output cannot be written: ENOSPC[^\n]*\n$/);
  });
});
