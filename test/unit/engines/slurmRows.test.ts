import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSacct, readScontrol, readSqueue, slurmExitCode } from "../../../src/core/launch/slurmRows.js";

describe("what squeue prints", () => {
  it("is a row for each job, with the reason why it waits", () => {
    const out = "7|7|N/A|PENDING|Resources\n8|8|N/A|RUNNING|None\n";
    expect(readSqueue(out)).toMatchObject([
      { job: "7", element: null, state: "PENDING", word: "PENDING", reason: "Resources" },
      { job: "8", element: null, state: "RUNNING", word: "RUNNING", reason: null },
    ]);
  });

  it("gives the elements of an array the number of the array, also those that have begun", () => {
    const out = "3|3|2|PENDING|Resources\n4|3|0|RUNNING|None\n";
    expect(readSqueue(out).map(({ job, element }) => [job, element])).toEqual([
      ["3", 2],
      ["3", 0],
    ]);
  });

  it("keeps a reason that holds the separator", () => {
    expect(readSqueue("7|7|N/A|PENDING|(a|b)\n")[0]?.reason).toBe("(a|b)");
  });

  it("is passed over where it is something else", () => {
    const out =
      "slurm_load_jobs error: Invalid job id specified\nCLUSTER: west\n||||\nx|7|N/A|RUNNING|None\n7|7|N/A|?|None\n";
    expect(readSqueue(out)).toEqual([]);
  });
});

describe("what sacct prints", () => {
  it("names who cancelled a job, and its code", () => {
    expect(readSacct("7|CANCELLED by 1000|0:15|None\n")).toMatchObject([
      { job: "7", state: "CANCELLED", word: "CANCELLED by 1000", exitCode: 143 },
    ]);
  });

  it("passes over elements that wait, and takes those that ran", () => {
    expect(readSacct("3_[2-3]|PENDING|0:0|None\n3_0|TIMEOUT|0:0|None\n")).toMatchObject([
      { job: "3", element: 0, state: "TIMEOUT" },
    ]);
  });
});

describe("what scontrol prints", () => {
  it("tells the code and how often a job was requeued", () => {
    const out =
      "JobId=5 ArrayJobId=3 ArrayTaskId=1 JobName=loupe-a UserId=u(1) Requeue=1 Restarts=2 JobState=FAILED Reason=Node fail ure Dependency=(null) ExitCode=3:0\n";
    expect(readScontrol(out)).toMatchObject([
      { job: "3", element: 1, state: "FAILED", exitCode: 3, restarts: 2, reason: "Node fail ure" },
    ]);
  });

  it("does not take what ends with the name of a field for the field", () => {
    expect(readScontrol("JobId=5 JobState=FAILED DerivedExitCode=9:0 ExitCode=1:0")[0]?.exitCode).toBe(1);
  });
});

describe("an exit code of Slurm", () => {
  it("is that of a shell: a signal is added to 128", () => {
    expect(["0:0", "7:0", "0:9", "0:15"].map(slurmExitCode)).toEqual([0, 7, 137, 143]);
  });

  it("is unknown where it is none", () => {
    expect(["", "0", ":", "-1:0", "1:2:3", "a:b"].map(slurmExitCode)).toEqual([null, null, null, null, null, null]);
  });
});

describe("whatever a host prints", () => {
  it("gives rows of bounded, plain text and never throws", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom("7|7|N/A|RUNNING|", "JobId=1 JobState=", "3_1|FAILED by |0:0|", "\u001b]52;c;x\u0007", "|", "\n"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), pieces => {
        const out = pieces.join("");
        for (const row of [...readSqueue(out), ...readSacct(out), ...readScontrol(out)]) {
          expect(row.job).toMatch(/^\d+$/);
          expect(row.state).toMatch(/^[A-Z_]+$/);
          for (const text of [row.word, row.reason ?? ""]) {
            expect(text.length).toBeLessThanOrEqual(200);
            expect(text).not.toMatch(/\p{Cc}/u);
          }
        }
      }),
    );
  });
});
