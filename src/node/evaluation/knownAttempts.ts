import * as z from "zod";
import { predictionStates, type PredictionState } from "../../core/evaluation/predictionRecord.js";
import { readLines } from "../dataset/readLines.js";

/** An attempt that has a line. */
export interface KnownAttempt {
  /** From 0: of its last line, which holds. */
  readonly line: number;
  readonly state: PredictionState;
  readonly questionId: string;
  /** Of the question as it was asked. */
  readonly questionSha: string;
}

export interface KnownAttempts {
  readonly attempts: ReadonlyMap<string, KnownAttempt>;
  readonly damaged: number;
}

const headSchema = z.object({
  question_id: z.string(),
  question_sha: z.string(),
  attempt: z.int().nonnegative(),
  state: z.enum(predictionStates),
});

/** Names an attempt at a question. */
export const attemptKey = (question: string, attempt: number): string => `${attempt}\n${question}`;

const mostBytes = 64 << 20;

function headOf(bytes: Buffer | null): z.infer<typeof headSchema> | null {
  if (bytes === null) return null;
  try {
    return headSchema.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    // Torn by a crash: its attempt is asked again.
    return null;
  }
}

/** Which attempts of `predictions.jsonl` have ended how. A missing file has none. Rejects when it cannot be read. */
export async function knownAttempts(path: string): Promise<KnownAttempts> {
  const attempts = new Map<string, KnownAttempt>();
  let [line, damaged] = [0, 0];
  try {
    for await (const { bytes, length } of readLines(path, mostBytes)) {
      const at = line++;
      if (length === 0) continue;
      const head = headOf(bytes);
      if (head === null) damaged++;
      else if (head.state !== "cancelled")
        attempts.set(attemptKey(head.question_id, head.attempt), {
          ...{ line: at, state: head.state, questionId: head.question_id, questionSha: head.question_sha },
        });
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  return { attempts, damaged };
}
