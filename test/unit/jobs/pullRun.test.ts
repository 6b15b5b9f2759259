import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readSegmentName } from "../../../src/core/rollout/segmentName.js";
import { pullRun, type PullOutcome, type PullRequest } from "../../../src/node/jobs/pullRun.js";
import type { HostConnection } from "../../../src/node/remote/hostConnection.js";
import { openHost } from "../../../src/node/remote/openHost.js";
import { trainerFolder } from "./madeJobs.js";
import { temporaryFolder } from "./temporaryFolder.js";

const connection = openHost("local", { trainerFolder });
afterAll(() => connection.dispose());

interface Place {
  readonly remote: string;
  readonly local: string;
  readonly write: (path: string, text: string | Uint8Array) => void;
  readonly pull: (more?: Partial<PullRequest>) => Promise<PullOutcome>;
}

function place(): Place {
  const [remote, local] = [join(temporaryFolder(), "run"), join(temporaryFolder(), "here")];
  mkdirSync(join(remote, "out"), { recursive: true });
  return {
    remote,
    local,
    write: (path, text) => {
      mkdirSync(dirname(join(remote, path)), { recursive: true });
      writeFileSync(join(remote, path), text);
    },
    pull: more =>
      pullRun({
        connection,
        runFolder: remote,
        localFolder: local,
        limits: { fileBytes: 1e9, totalBytes: 1e10 },
        rsync: null,
        ...more,
      }),
  };
}

/** Everything below a folder but for what the pull keeps for itself. */
function filesOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const named = files.map(file => [file.slice(folder.length + 1), readFileSync(file, "latin1")] as const);
  return Object.fromEntries(named.filter(([path]) => !path.startsWith(".loupe-pull")).sort());
}

const withoutSegments = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => readSegmentName(path) === null));

const counted = (host: HostConnection) => {
  const scripts: string[] = [];
  const spied: HostConnection = {
    ...{
      host: host.host,
      follow: host.follow.bind(host),
      tunnel: host.tunnel.bind(host),
      relay: host.relay.bind(host),
      dispose: () => host.dispose(),
    },
    run: (script, options) => (scripts.push(script), host.run(script, options)),
    bulk: (script, input, onBytes, options) => (scripts.push(script), host.bulk(script, input, onBytes, options)),
    inBulkTurn: (work, signal) => host.inBulkTurn(work, signal),
  };
  return { spied, scripts };
};

describe("a pull", () => {
  it("brings what belongs to a run, and neither its code nor its data nor its secrets", async () => {
    const { write, pull, local } = place();
    for (const path of [
      "run.json",
      "log",
      "out/rollouts/1.jsonl",
      "out/metrics/17.jsonl",
      "out/ckpt/trainer_log.jsonl",
    ])
      write(path, `${path}\n`);
    for (const path of ["secrets.sh", "secrets.sh.part", "code/train.py", "data/train.jsonl"]) write(path, "no\n");
    const outcome = await pull();
    expect(outcome).toMatchObject({ kind: "pulled", left: [], refused: 0 });
    expect(Object.keys(filesOf(local))).toEqual([
      "log",
      "out/ckpt/trainer_log.jsonl",
      "out/metrics/17.jsonl",
      "out/rollouts/1.jsonl",
      "run.json",
    ]);
  });

  it("asks once when nothing is new, and fetches only what was added to a file that grew", async () => {
    const { write, pull, local, remote } = place();
    write("log", "a".repeat(100_000));
    await pull();
    const { spied, scripts } = counted(connection);
    await pull({ connection: spied });
    expect(scripts).toHaveLength(1);
    appendFileSync(join(remote, "log"), "bcd\n");
    let received = 0;
    const run: HostConnection["run"] = async (script, options) => {
      const answer = await connection.run(script, options);
      if (answer.kind === "answered") received += answer.out.length;
      return answer;
    };
    await pull({ connection: { ...spied, run } });
    expect(filesOf(local)["log"]).toBe(`${"a".repeat(100_000)}bcd\n`);
    expect(received).toBeLessThan(10_000);
  });

  it("keeps what it had of a file that shrank, and has the new one", async () => {
    const { write, pull, local } = place();
    write("out/metrics.jsonl", "one\ntwo\nthree\n");
    await pull();
    write("out/metrics.jsonl", "uno\n");
    await pull();
    expect(filesOf(local)).toEqual({
      "out/metrics.jsonl": "uno\n",
      "out/metrics.jsonl.1.segment": "one\ntwo\nthree\n",
    });
  });

  it("keeps what it had of a file that was rewritten longer, however it was", async () => {
    const { write, pull, local, remote } = place();
    write("out/rollouts/3.jsonl", "first branch\n");
    await pull();
    write("out/rollouts/3.jsonl", "second branch, which is longer\n");
    await pull();
    write("out/rollouts/new", "third, by another inode, longer again\n");
    renameSync(join(remote, "out/rollouts/new"), join(remote, "out/rollouts/3.jsonl"));
    await pull();
    expect(filesOf(local)).toEqual({
      "out/rollouts/3.jsonl": "third, by another inode, longer again\n",
      "out/rollouts/3.jsonl.1.segment": "first branch\n",
      "out/rollouts/3.jsonl.2.segment": "second branch, which is longer\n",
    });
  });

  it("sees a byte that changed far from the end of a file that did not grow", async () => {
    const { write, pull, local } = place();
    const text = "x".repeat(3_000_000);
    write("out/val/0.jsonl", text);
    await pull();
    write("out/val/0.jsonl", `y${text.slice(1)}`);
    await pull();
    expect(filesOf(local)["out/val/0.jsonl"]?.startsWith("yx")).toBe(true);
    expect(filesOf(local)["out/val/0.jsonl.1.segment"]).toBe(text);
  });

  it("leaves what is large on the host, and says so beside the run", async () => {
    const { write, pull, local } = place();
    write("out/ckpt/global_step_2/actor/model_world_size_1_rank_0.pt", Buffer.alloc(17 * 1024 * 1024));
    write("out/ckpt/global_step_2/actor/config.json", "{}");
    write("out/other.bin", Buffer.alloc(2000));
    const outcome = await pull({ limits: { fileBytes: 1000, totalBytes: 1e10 } });
    const left = [
      { path: "out/ckpt/global_step_2/actor/model_world_size_1_rank_0.pt", bytes: 17 * 1024 * 1024 },
      { path: "out/other.bin", bytes: 2000 },
    ];
    expect(outcome).toMatchObject({ kind: "pulled", left });
    expect(JSON.parse(filesOf(local)["left-on-host.json"] ?? "")).toEqual({ version: 1, files: left });
    expect(filesOf(local)["out/ckpt/global_step_2/actor/config.json"]).toBe("{}");
  });

  it("goes on with a file of lines up to the limit, and says how much of it there is on the host", async () => {
    const { write, pull, local, remote } = place();
    const limits = { fileBytes: 1000, totalBytes: 1e10 };
    const said = () => JSON.parse(filesOf(local)["left-on-host.json"] ?? "null") as unknown;
    write("log", "a".repeat(600));
    write("out/rollouts/1.jsonl", "r".repeat(5000));
    await pull({ limits });
    expect(said()).toEqual({ version: 1, files: [{ path: "out/rollouts/1.jsonl", bytes: 5000, cutAt: 1000 }] });
    for (const more of ["b", "c"]) {
      appendFileSync(join(remote, "log"), more.repeat(600));
      await pull({ limits });
    }
    expect(filesOf(local)).toMatchObject({
      log: "a".repeat(600) + "b".repeat(400),
      "out/rollouts/1.jsonl": "r".repeat(1000),
    });
    expect(said()).toMatchObject({ files: [{ path: "log", bytes: 1800, cutAt: 1000 }, { bytes: 5000 }] });
    const { spied, scripts } = counted(connection);
    appendFileSync(join(remote, "log"), "d");
    await pull({ limits, connection: spied });
    expect(scripts).toHaveLength(1);
    // A lower limit takes nothing away, a higher one goes on, and another file by the same name is kept apart.
    await pull({ limits: { ...limits, fileBytes: 100 } });
    expect(filesOf(local)["log"]).toHaveLength(1000);
    await pull();
    expect(filesOf(local)).toMatchObject({
      log: readFileSync(join(remote, "log"), "utf8"),
      "out/rollouts/1.jsonl": "r".repeat(5000),
    });
    write("log.new", "n".repeat(3000));
    renameSync(join(remote, "log.new"), join(remote, "log"));
    await pull({ limits });
    expect(filesOf(local)["log"]).toBe("n".repeat(1000));
    expect(filesOf(local)["log.1.segment"]).toHaveLength(1801);
  });

  it("stops at the limit of the whole, the curves and the log before the rollouts", async () => {
    const { write, pull, local } = place();
    for (const path of ["out/rollouts/1.jsonl", "out/metrics/1.jsonl", "log", "run.json"]) write(path, "x".repeat(100));
    await pull({ limits: { fileBytes: 1000, totalBytes: 350 } });
    expect(Object.keys(filesOf(local))).toEqual(["left-on-host.json", "log", "out/metrics/1.jsonl", "run.json"]);
  });

  it("goes on where it was when what it knew is lost", async () => {
    const { write, pull, local, remote } = place();
    write("log", "begin\n");
    await pull();
    rmSync(join(local, ".loupe-pull"), { recursive: true });
    appendFileSync(join(remote, "log"), "end\n");
    await pull();
    expect(filesOf(local)).toEqual({ log: "begin\nend\n" });
  });

  it("brings files of many megabytes in parts, each of which stays when the next one breaks", async () => {
    const { write, pull, local, remote } = place();
    const bytes = Buffer.alloc(20 * 1024 * 1024, "0123456789\n");
    write("out/rollouts/rollout_data_rank0.jsonl", bytes);
    let calls = 0;
    const broken: HostConnection["bulk"] = async (script, input, onBytes, options) => {
      calls += 1;
      if (calls === 2) return { kind: "unreachable", failure: { kind: "dropped", detail: "" } };
      return connection.bulk(script, input, onBytes, options);
    };
    const outcome = await pull({ connection: { ...counted(connection).spied, bulk: broken } });
    expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "dropped" } });
    expect(lstatSync(join(local, "out/rollouts/rollout_data_rank0.jsonl")).size).toBe(8 * 1024 * 1024);
    await pull();
    expect(readFileSync(join(local, "out/rollouts/rollout_data_rank0.jsonl")).equals(bytes)).toBe(true);
    expect(readdirSync(join(local, "out/rollouts"))).toEqual(["rollout_data_rank0.jsonl"]);
    expect(existsSync(remote)).toBe(true);
  });

  it("says that there is no such run", async () => {
    const { pull, remote } = place();
    rmSync(remote, { recursive: true });
    expect(await pull()).toEqual({ kind: "absent" });
  });

  it("follows no link, on either side", async () => {
    const { write, pull, local, remote } = place();
    const outside = temporaryFolder();
    writeFileSync(join(outside, "secret"), "secret");
    symlinkSync(join(outside, "secret"), join(remote, "out", "link"));
    write("out/rollouts/1.jsonl", "row\n");
    write("log", "log\n");
    mkdirSync(join(local, "out"), { recursive: true });
    symlinkSync(outside, join(local, "out", "rollouts"));
    const outcome = await pull();
    expect(outcome).toMatchObject({ kind: "pulled", refused: 1 });
    expect(readdirSync(outside)).toEqual(["secret"]);
    expect(filesOf(local)["log"]).toBe("log\n");
    expect(existsSync(join(local, "out", "link"))).toBe(false);
  });

  it("goes without GNU find's own format, and without tar", async () => {
    const { write, pull, local, remote } = place();
    write("log", "x\n");
    write("out/rollouts/1.jsonl", "row\n");
    // Programs that are first in PATH stand in for those of a smaller system.
    const bin = temporaryFolder();
    const find = execFileSync("sh", ["-c", "command -v find"], { encoding: "utf8" }).trim();
    const program = (name: string, text: string) => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(bin, name), 0o755);
    };
    program("find", `case " $* " in *" -printf "*) exit 1;; esac; exec ${find} "$@"`);
    program("tar", "exit 127");
    const inBin = (script: string) => `PATH=${bin}:$PATH; export PATH\n${script}`;
    const small: HostConnection = {
      ...counted(connection).spied,
      run: (script, options) => connection.run(inBin(script), options),
      bulk: (script, input, onBytes, options) => connection.bulk(inBin(script), input, onBytes, options),
    };
    await pull({ connection: small });
    expect(filesOf(local)).toEqual({ log: "x\n", "out/rollouts/1.jsonl": "row\n" });
    // And neither `stat`: then the columns of `ls` are read.
    program("stat", "exit 1");
    appendFileSync(join(remote, "log"), "y\n");
    await pull({ connection: small });
    expect(filesOf(local)).toMatchObject({ log: "x\ny\n" });
  });

  it("ends with the host's files, and with everything that it ever had, whatever happened between", async () => {
    const paths = ["log", "out/rollouts/1.jsonl", "out/val/0.jsonl", "out/metrics/5.jsonl"] as const;
    const deed = fc.record({
      path: fc.constantFrom(...paths),
      what: fc.constantFrom("append", "rewrite", "truncate", "replace", "pull", "killed"),
      text: fc.string({ minLength: 1, maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 14 }), async deeds => {
        const { write, pull, local, remote } = place();
        const had = new Set<string>();
        for (const { path, what, text } of deeds) {
          const file = join(remote, path);
          if (what === "append") {
            if (!existsSync(file)) write(path, "");
            appendFileSync(file, text);
          } else if (what === "rewrite") write(path, text);
          else if (what === "truncate" && existsSync(file)) truncateSync(file, Math.floor(lstatSync(file).size / 2));
          else if (what === "replace") {
            write(`${path}.new`, text);
            renameSync(`${file}.new`, file);
          } else if (what === "pull") await pull();
          else if (what === "killed") rmSync(join(local, ".loupe-pull"), { recursive: true, force: true });
          for (const content of existsSync(local) ? Object.values(filesOf(local)) : []) had.add(content);
        }
        expect(await pull()).toMatchObject({ kind: "pulled" });
        const here = filesOf(local);
        expect(withoutSegments(here)).toEqual(filesOf(remote));
        // What was pulled once is here still: as it was, or gone on with.
        for (const content of had) expect(Object.values(here).some(now => now.startsWith(content))).toBe(true);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
