import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandLine } from "../../../../src/host/jobs/commandLine.js";
import { jobNode, type JobNode } from "../../../../src/host/jobs/jobNode.js";
import { jobTaskDefinition } from "../../../../src/host/jobs/jobTaskDefinition.js";

const job = fc.record({ host: fc.string(), runId: fc.string() });
const node: fc.Arbitrary<JobNode> = fc.oneof(
  fc.record({ kind: fc.constant("host" as const), host: fc.string() }),
  fc.record({ kind: fc.constantFrom("job" as const, "left" as const), job }),
  fc.record({ kind: fc.constant("leftFile" as const), job, path: fc.string() }),
);

describe("an id of the Jobs tree", () => {
  it("leads back to its item", () => {
    fc.assert(
      fc.property(node, one => {
        expect(jobNode.read(jobNode.id(one))).toEqual(one);
      }),
    );
  });

  it("is not taken from anything else that a command may be given", () => {
    for (const text of ["", "{}", "[]", '["run","/x"]', '["job","h"]', '["host",1]', "nonsense"])
      expect(jobNode.read(text)).toBeNull();
  });
});

describe("a line that is copied", () => {
  it("logs in to the run folder, and can be pasted whatever the folder is called", () => {
    expect(commandLine.ssh({ host: "h800-a", runFolder: "/data/runs/a-1" }, null)).toBe(
      "ssh -t -- h800-a 'cd /data/runs/a-1 && exec \"$SHELL\" -l'",
    );
    expect(commandLine.ssh({ host: "local", runFolder: "/tmp/$(touch x)" }, null)).toBe("cd '/tmp/$(touch x)'");
    expect(commandLine.ssh({ host: "h", runFolder: "/r" }, "/home/me/my config")).toMatch(
      /^ssh -F '\/home\/me\/my config' /,
    );
  });

  it("launches a configuration", () => {
    expect(commandLine.launch("/data/a b.loupe-run.json")).toBe("loupe launch '/data/a b.loupe-run.json'");
  });
});

describe("a task's definition", () => {
  it("needs a run; what VS Code adds is let be", () => {
    expect(jobTaskDefinition({ type: "loupe", run: "x", problemMatcher: [] })?.run).toBe("x");
    expect(jobTaskDefinition({ type: "loupe" })).toBeNull();
    expect(jobTaskDefinition({ type: "shell", run: "x" })).toBeNull();
    expect(jobTaskDefinition({ type: "loupe", run: 7 })).toBeNull();
  });
});
