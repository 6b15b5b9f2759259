import { describe, expect, it } from "vitest";
import type { FolderState } from "../../../src/core/launch/folderState.js";
import type { JobState } from "../../../src/core/launch/jobState.js";
import { slurmJobState } from "../../../src/core/launch/slurmJobState.js";
import { readSlurmReport } from "../../../src/core/launch/slurmReport.js";
import type { SlurmRow } from "../../../src/core/launch/slurmRows.js";
import { slurmState } from "../../../src/core/launch/slurmState.js";

const row = (state: string, exitCode: number | null = null): SlurmRow => ({
  ...{ job: "7", element: null, state, word: state, reason: null, exitCode, restarts: null },
});
const folder = (state: JobState, exitCode: number | null = null): FolderState => ({ state, exitCode });

describe("a job that Slurm has", () => {
  it("waits, whatever an earlier start wrote down", () => {
    expect(slurmState(row("PENDING"), folder("exited", 143), true)).toEqual({ state: "queued", exitCode: null });
  });

  it("runs, although the exit of the start before it was requeued is still there", () => {
    expect(slurmState(row("RUNNING"), folder("exited", 143), true)).toEqual({ state: "running", exitCode: null });
  });

  it("has ended once it wrote its code, while Slurm cleans up", () => {
    expect(slurmState(row("COMPLETING"), folder("exited", 0), true)).toEqual({ state: "exited", exitCode: 0 });
    expect(slurmState(row("COMPLETING"), folder("running"), true).state).toBe("running");
  });

  it("is not over while Slurm cleans up after it made it end: it may be requeued", () => {
    expect(slurmState(row("COMPLETING"), folder("stopped", 143), true)).toEqual({ state: "running", exitCode: null });
  });
});

describe("a job that is over", () => {
  it("has the code that it wrote down rather than Slurm's", () => {
    expect(slurmState(row("FAILED", 1), folder("exited", 137), true)).toEqual({ state: "exited", exitCode: 137 });
    expect(slurmState(row("FAILED", 97), folder("starting"), true)).toEqual({ state: "exited", exitCode: 97 });
    // Cancelled while Slurm launched it: nobody could write anything down.
    expect(slurmState(row("FAILED", 143), folder("starting"), true)).toEqual({ state: "stopped", exitCode: 143 });
    expect(slurmState(row("FAILED", 143), folder("exited", 5), true)).toEqual({ state: "exited", exitCode: 5 });
  });

  it("was stopped when it was cancelled, whether it ran or waited", () => {
    expect(slurmState(row("CANCELLED"), folder("running"), true)).toEqual({ state: "stopped", exitCode: null });
    expect(slurmState(row("CANCELLED"), folder("stopped", 143), true)).toEqual({ state: "stopped", exitCode: 143 });
  });

  it.each(["TIMEOUT", "NODE_FAIL", "PREEMPTED", "OUT_OF_MEMORY", "BOOT_FAIL", "A_STATE_OF_TOMORROW"])(
    "is lost when Slurm ended it (%s) and nothing was written down",
    state => {
      expect(slurmState(row(state), folder("running"), true)).toEqual({ state: "lost", exitCode: null });
      expect(slurmState(row(state), folder("stopped", 0), true)).toEqual({ state: "stopped", exitCode: 0 });
    },
  );
});

describe("a job that Slurm has forgotten", () => {
  it("is what its folder says", () => {
    for (const known of [folder("exited", 3), folder("stopped", 143), folder("running"), folder("lost")])
      expect(slurmState(null, known, true)).toEqual(known);
  });

  it("is lost when it was submitted and never began", () => {
    expect(slurmState(null, folder("failed-to-start"), true).state).toBe("lost");
    expect(slurmState(null, folder("failed-to-start"), false).state).toBe("failed-to-start");
  });
});

const mark = "0123456789ab";
const report = (lines: readonly string[]) => readSlurmReport(lines.join("\n"), mark);

describe("the answer about runs", () => {
  const answer = [
    `${mark} squeue - 0`,
    "7|7|N/A|PENDING|Priority",
    "9|9|N/A|CANCELLED|None",
    `${mark} squeue -Mwest 0`,
    "7|7|N/A|RUNNING|None",
    `${mark} sacct - 0`,
    "9|CANCELLED by 1000|0:15|None",
    `${mark} run 0 7 1 starting - - 0 - - -`,
    `${mark} run 1 7;west 0 running 12 - 80 100 - n1`,
    `${mark} run 2 9 1 starting - - 0 - - -`,
    `${mark} run 3 - 0 absent - - 0 - - -`,
  ];
  const read = report(answer)!;
  const stateOf = (index: number) => {
    const at = read.folders[index]!;
    return slurmJobState(read.rows.get(at.id ?? "") ?? [], at);
  };

  it("tells apart the same number of two clusters", () => {
    expect(stateOf(0)).toMatchObject({ state: "queued", note: { id: "7", word: "PENDING", reason: "Priority" } });
    expect(stateOf(1)).toMatchObject({ state: "running", note: { id: "7;west", word: "RUNNING" } });
  });

  it("takes who cancelled a job from the accounting", () => {
    expect(stateOf(2)).toMatchObject({ state: "stopped", note: { word: "CANCELLED by 1000" } });
  });

  it("knows what was never submitted, and where secrets are left", () => {
    expect(stateOf(3)).toMatchObject({ state: "absent", note: { id: null, word: null } });
    expect(read.folders.map(({ hasSecrets }) => hasSecrets)).toEqual([true, false, true, false]);
  });

  it("is no answer when squeue has none", () => {
    const said = "slurm_load_jobs error: Unable to contact slurm controller (connect failure)";
    const silent = report([`${mark} squeue - 1`, said, `${mark} run 0 7 0 running 1 - 0 1 - n1`]);
    expect(silent?.silence).toBe(said);
    expect(read.silence).toBeNull();
  });

  it("is none at all without the mark", () => {
    expect(readSlurmReport(answer.join("\n"), "another mark")).toBeNull();
  });
});

describe("an array", () => {
  const array = (rows: readonly string[], shards: readonly string[]) => {
    const lines = [`${mark} squeue - 0`, ...rows, `${mark} run 0 3 0 absent - - 0 - - -`];
    const read = report([...lines, ...shards.map(shard => `${mark} shard 0 ${shard}`)])!;
    return slurmJobState(read.rows.get("3") ?? [], read.folders[0]!);
  };

  it("runs while one element runs, and tells each element's state", () => {
    const state = array(["3|3|1|PENDING|Resources", "4|3|0|RUNNING|None"], ["0 running 5 - 0 1 - n1"]);
    expect(state.state).toBe("running");
    expect(state.note.elements).toEqual([
      { index: 0, state: "running", exitCode: null, word: "RUNNING" },
      { index: 1, state: "queued", exitCode: null, word: "PENDING" },
    ]);
  });

  it("ends with the worst code of its elements", () => {
    const state = array([], ["0 exited 5 0 9 1 2 n1", "1 exited 6 3 9 1 2 n2", "2 exited 6 1 9 1 2 n2"]);
    expect(state).toMatchObject({ state: "exited", exitCode: 3 });
  });

  it("is lost when one element is, though others ended well", () => {
    const state = array(["4|3|0|NODE_FAIL|None", "5|3|1|COMPLETED|None"], ["1 exited 6 0 9 1 2 n2"]);
    expect(state).toMatchObject({ state: "lost" });
  });
});
