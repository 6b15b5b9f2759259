import type { HostFailure } from "../../protocol/jobs/jobView.js";
import { answerDetail } from "./answerDetail.js";
import type { HostAnswer } from "./hostConnection.js";

/**
 * What went wrong on a host that answered. `elsewhere`: another host of a shared run root has the process; `no-tool`: a
 * program is missing there; `malformed`: it answered something else than our functions do.
 */
export type HostTrouble = "no-space" | "no-right" | "elsewhere" | "no-tool" | "malformed" | "other";

export type HostResult<T> =
  | { readonly kind: "reached"; readonly value: T }
  | { readonly kind: "unreachable"; readonly failure: HostFailure }
  | { readonly kind: "failed"; readonly reason: HostTrouble; readonly detail: string };

const longestDetail = 2000;

/** The value of an answer with code 0; `read` gives null for what it does not understand. */
export function hostResult<T>(answer: HostAnswer, read: (out: Buffer) => T | null): HostResult<T> {
  if (answer.kind === "unreachable") return answer;
  if (answer.code !== 0)
    return { kind: "failed", reason: troubleOf(answer.code, answer.err), detail: answerDetail(answer) };
  const value = read(answer.out);
  if (value === null)
    return { kind: "failed", reason: "malformed", detail: answer.out.toString("utf8", 0, longestDetail) };
  return { kind: "reached", value };
}

function troubleOf(code: number, err: string): HostTrouble {
  if (/No space left on device|Disk quota exceeded|File too large/i.test(err)) return "no-space";
  if (/Permission denied|Read-only file system|Operation not permitted/i.test(err)) return "no-right";
  if (code === 5) return "elsewhere";
  if (code === 127) return "no-tool";
  return "other";
}
