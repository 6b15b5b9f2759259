import type { MessagePort } from "node:worker_threads";
import { encodeGraded } from "./gradeStore.js";
import type { FromGradingThread, ToGradingThread } from "./gradingMessages.js";
import { readEvaluation } from "./readEvaluation.js";

async function graded(asked: ToGradingThread): Promise<FromGradingThread> {
  const { place, folder, judge } = asked;
  const read = await readEvaluation(folder, { judge });
  if (read.kind !== "graded") return { kind: "other", place, graded: read };
  const encoded = encodeGraded(asked, read.evaluation);
  const encoder = new TextEncoder();
  return {
    ...{ kind: "packed", place, askedSha: encoded.askedSha },
    ...{ text: encoder.encode(encoded.text), asked: encoder.encode(encoded.asked) },
  };
}

/** Grades the evaluations that it is told of, on a thread of its own. What nobody foresaw ends the thread. */
export function serveGrading(port: MessagePort): void {
  port.on("message", (asked: ToGradingThread) => {
    void graded(asked).then(answer => {
      port.postMessage(answer, answer.kind === "packed" ? [answer.text.buffer, answer.asked.buffer] : []);
    });
  });
}
