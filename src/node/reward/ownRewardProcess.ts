import { spawn, type ChildProcess } from "node:child_process";
import * as z from "zod";
import type { OwnReward } from "../../core/reward/ownReward.js";
import type { OwnScore } from "../../core/reward/ownScore.js";
import { ownRewardEnvironment } from "./ownRewardEnvironment.js";
import type { OwnRewardRequest } from "./ownRewardRequest.js";

/** Loading torch from a cold disk takes long; code that loads longer is taken for one that never ends. */
const loadMs = 120_000;
/** A longer line is none of the driver's. */
const mostLine = 1 << 20;
/** What is kept of the code's prints, by process. */
const mostOutput = 256 * 1024;

const line = z.number().int().nullable();
const answerSchema = z.union([
  z.object({ ready: z.literal(true), limited: z.boolean() }),
  z.object({ failed: z.string(), line }),
  z.object({ n: z.number(), scored: z.number(), parts: z.record(z.string(), z.number()) }),
  z.object({ n: z.number(), returned: z.string() }),
  z.object({ n: z.number(), raised: z.string(), line }),
]);
type Answer = z.infer<typeof answerSchema>;

/** Of the process: it ended by itself, or took longer than it may. */
type Silence = { readonly kind: "ended"; readonly how: string } | { readonly kind: "timed-out" };

export type OwnRewardStart =
  | { readonly kind: "ready"; readonly isMemoryLimited: boolean }
  /** `message` is the exception's, or what the system says of an interpreter that cannot be started. */
  | { readonly kind: "failed"; readonly message: string; readonly line: number | null }
  | Silence;

export interface OwnRewardCode {
  readonly reward: OwnReward;
  /** The file's text: what is run is what was hashed. */
  readonly source: string;
  readonly cwd: string;
  /** Path of `own_reward.py`. */
  readonly driver: string;
  /** What the code prints, bounded. */
  readonly onOutput: (text: string) => void;
}

function answerOf(text: string): Answer | null {
  try {
    return answerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * One child process with somebody's reward function: a process group of its own, few variables of the environment, a
 * limit of memory and of time. Asked one rollout at a time. `end` ends it with everything that it started.
 */
export class OwnRewardProcess {
  private readonly code: OwnRewardCode;
  private readonly child: ChildProcess;
  private rest = "";
  private printed = 0;
  private asked = 0;
  private isOver = false;
  private how = "";
  private waiting: ((answer: Answer | Silence) => void) | null = null;

  constructor(code: OwnRewardCode) {
    this.code = code;
    this.child = spawn(code.reward.interpreter, [code.driver], {
      cwd: code.cwd,
      env: ownRewardEnvironment(process.env),
      detached: process.platform !== "win32",
      windowsHide: true,
      stdio: "pipe",
    });
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => this.take(text));
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => this.print(text));
    // Writing to a process that ended is told by its end.
    this.child.stdin?.on("error", () => undefined);
    this.child.on("error", error => this.ended(error.message));
    this.child.on("close", (exit, signal) => this.ended(signal ?? `exit code ${exit ?? "?"}`));
  }

  /** False once the process is gone. */
  get isAlive(): boolean {
    return !this.isOver;
  }

  /** Loads the code. */
  async start(): Promise<OwnRewardStart> {
    const { reward, source } = this.code;
    const { file, function: name, kwargs, megabytes } = reward;
    const answer = await this.exchange({ file, source, function: name, kwargs, megabytes }, loadMs);
    if ("ready" in answer) return { kind: "ready", isMemoryLimited: answer.limited };
    if ("failed" in answer) return { kind: "failed", message: answer.failed, line: answer.line };
    return "kind" in answer ? answer : { kind: "ended", how: "no answer" };
  }

  /** Scores a rollout. Never rejects: whatever the code does is a value. */
  async score(row: OwnRewardRequest): Promise<OwnScore> {
    const { secondsPerRow } = this.code.reward;
    const answer = await this.exchange({ n: ++this.asked, row }, secondsPerRow * 1000);
    if ("kind" in answer) return answer.kind === "timed-out" ? { kind: "timed-out", seconds: secondsPerRow } : answer;
    if ("scored" in answer) return { kind: "scored", total: answer.scored, parts: answer.parts };
    if ("returned" in answer) return { kind: "no-number", returned: answer.returned };
    if ("raised" in answer) return { kind: "raised", message: answer.raised, line: answer.line };
    return { kind: "ended", how: "no answer" };
  }

  /** Ends the process and its group. What was asked is answered as ended. */
  end(): void {
    const { pid } = this.child;
    if (pid !== undefined && !this.isOver) killGroup(this.child, pid);
    this.ended("stopped");
  }

  /** One line there, one back. A process that takes too long is ended. */
  private exchange(message: unknown, limitMs: number): Promise<Answer | Silence> {
    if (this.isOver) return Promise.resolve({ kind: "ended", how: this.how });
    return new Promise(resolve => {
      const timer = setTimeout(() => {
        this.settle({ kind: "timed-out" });
        this.end();
      }, limitMs);
      this.waiting = answer => {
        clearTimeout(timer);
        resolve(answer);
      };
      this.child.stdin?.write(`${JSON.stringify(message)}\n`);
    });
  }

  private settle(answer: Answer | Silence): void {
    const { waiting } = this;
    this.waiting = null;
    waiting?.(answer);
  }

  private ended(how: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.how = how;
    // What the code started may hold on to the pipes; nobody reads them any more.
    this.child.stdout?.destroy();
    this.child.stdin?.destroy();
    this.settle({ kind: "ended", how });
  }

  private take(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    if (this.rest.length > mostLine) this.end();
    for (const one of lines) {
      const answer = answerOf(one);
      // Lines that answer nothing that was asked are not the driver's.
      if (answer !== null && (!("n" in answer) || answer.n === this.asked)) this.settle(answer);
    }
  }

  private print(text: string): void {
    if (this.printed >= mostOutput) return;
    this.printed += text.length;
    this.code.onOutput(this.printed < mostOutput ? text : `${text.slice(0, mostOutput)} …\n`);
  }
}

function killGroup(child: ChildProcess, pid: number): void {
  try {
    if (process.platform === "win32") spawn("taskkill", ["/pid", String(pid), "/t", "/f"], { windowsHide: true });
    else process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended already, or its group is not there yet.
    child.kill("SIGKILL");
  }
}
