import type { JobState } from "../../../src/core/launch/jobState.js";
import type { HostFailure } from "../../../src/protocol/jobs/jobView.js";
import type { HostAnswer, HostConnection } from "../../../src/node/remote/hostConnection.js";

export interface FakeRun {
  state: JobState;
  exitCode?: number;
  logBytes?: number;
}

/** A host whose runs are what a test says, and which counts what it is asked. Its folders are `/runs/<id>`. */
export class FakeHost {
  readonly runs = new Map<string, FakeRun>();
  /** While it is set nobody gets an answer. */
  failure: HostFailure | null = null;
  polls = 0;
  pulls = 0;
  asked: string[] = [];
  open = 0;

  connect(host: string): HostConnection {
    this.open += 1;
    return {
      host,
      run: script => Promise.resolve(this.answer(script)),
      bulk: () => Promise.resolve(answered("")),
      inBulkTurn: work => work(new AbortController().signal),
      follow: () => ({ closed: Promise.resolve(null), close: () => undefined }),
      tunnel: () => Promise.resolve({ kind: "other", detail: "" }),
      relay: () => Promise.resolve({ kind: "other", detail: "" }),
      dispose: () => Promise.resolve(void (this.open -= 1)),
    };
  }

  private answer(script: string): HostAnswer {
    this.asked.push(script);
    if (this.failure !== null) return { kind: "unreachable", failure: this.failure };
    if (script.startsWith("loupe_root")) return answered("/runs\n");
    if (script.includes("loupe_launch")) return this.launch(script);
    if (script.includes("echo written")) return answered("written\n");
    if (script.includes("loupe_some")) {
      this.pulls += 1;
      return answered("");
    }
    return script.startsWith("loupe_poll") ? this.poll(script) : answered("");
  }

  private launch(script: string): HostAnswer {
    const id = /\/runs\/([a-z0-9-]+)'/.exec(script)?.[1] ?? "";
    if (!this.runs.has(id)) this.runs.set(id, { state: "running" });
    return answered(`started ${this.line(id)}\n`);
  }

  private poll(script: string): HostAnswer {
    this.polls += 1;
    const asked = [...script.matchAll(/loupe_poll (\w+) '\/runs\/([a-z0-9-]+)'/g)];
    return answered(asked.map(([, mark = "", id = ""]) => `${mark} ${this.line(id)} 0 -\n`).join(""));
  }

  private line(id: string): string {
    const run = this.runs.get(id) ?? { state: "absent" };
    return `${run.state} 7 ${String(run.exitCode ?? "-")} ${String(run.logBytes ?? 0)} 1700000000 - gpu01`;
  }
}

function answered(out: string): HostAnswer {
  return { kind: "answered", code: 0, out: Buffer.from(out), err: "" };
}
