import { noteLineSchema, type NoteLine, type QuestionNoteLine, type RolloutNoteLine } from "./noteLine.js";

/** What people said of one rollout. Null and empty: nothing. */
export interface Remarks {
  readonly note: string | null;
  /** In the order in which they were added. */
  readonly tags: readonly string[];
  readonly isGolden: boolean;
}

/** A rollout that people said something of, with what it is found by. */
export interface NotedRollout {
  readonly about: Pick<RolloutNoteLine, "id" | "step" | "group" | "file" | "row">;
  readonly remarks: Remarks;
  /** When the last line of it was written, as the line says. */
  readonly at: string;
}

/** A question on the golden list. */
export type GoldenQuestion = Pick<QuestionNoteLine, "group" | "question" | "text" | "at">;

/** What the lines of a notes' file come to. */
export interface NoteBook {
  /** Those of whom something still stands, by `noteKey`, in the order of their first lines. */
  readonly rollouts: ReadonlyMap<string, NotedRollout>;
  readonly questions: readonly GoldenQuestion[];
  /** Lines that are whole and none of ours: of a later version, or written by something else. They stay where they are. */
  readonly unknown: number;
  /** The last line has no end: it is being written, or its writer was torn off. */
  readonly isTorn: boolean;
}

/** Names a rollout within its run: rollouts of one step with the same prompt and response share what is said of them. */
export const noteKey = ({ id, step }: Pick<RolloutNoteLine, "id" | "step">): string => `${step ?? ""} ${id}`;

/** What is said of a rollout that nobody said anything of. */
export const nothingSaid: Remarks = { note: null, tags: [], isGolden: false };

/** True when nothing is said. */
export const isSilent = ({ note, tags, isGolden }: Remarks): boolean => note === null && tags.length === 0 && !isGolden;

function remarksAfter(before: Remarks, line: RolloutNoteLine): Remarks {
  switch (line.kind) {
    case "note":
      return { ...before, note: line.text.trim() === "" ? null : line.text };
    case "golden":
      return { ...before, isGolden: line.on };
    case "tag": {
      const others = before.tags.filter(tag => tag !== line.tag);
      if (!line.on) return { ...before, tags: others };
      return before.tags.includes(line.tag) ? before : { ...before, tags: [...others, line.tag] };
    }
  }
}

function parseLine(text: string): NoteLine | null {
  try {
    const parsed = noteLineSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const questionKey = ({ question, text, group }: QuestionNoteLine) =>
  question === null ? `text ${text === "" ? group : text}` : `id ${question}`;

/**
 * Replays a notes' file. Never throws: what is no line of ours is counted and passed over. A last line without its end
 * counts when it is whole, as a writer leaves it that ends no last line.
 */
export function readNoteBook(text: string): NoteBook {
  const rollouts = new Map<string, NotedRollout>();
  const questions = new Map<string, GoldenQuestion>();
  // Editors put a byte order mark before the first line.
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  const last = lines.at(-1) ?? "";
  let unknown = 0;
  for (const written of lines) {
    if (written.trim() === "") continue;
    const line = parseLine(written);
    if (line === null) unknown += written === last ? 0 : 1;
    else if (line.kind === "golden-question") {
      if (line.on) questions.set(questionKey(line), line);
      else questions.delete(questionKey(line));
    } else takeLine(rollouts, line);
  }
  const standing = [...rollouts].filter(([, { remarks }]) => !isSilent(remarks));
  return {
    rollouts: new Map(standing),
    questions: [...questions.values()],
    unknown,
    isTorn: last.trim() !== "" && parseLine(last) === null,
  };
}

function takeLine(rollouts: Map<string, NotedRollout>, line: RolloutNoteLine): void {
  const key = noteKey(line);
  const before = rollouts.get(key);
  const remarks = remarksAfter(before?.remarks ?? nothingSaid, line);
  const { id, step, group, file, row, at } = line;
  rollouts.set(key, { about: { id, step, group, file, row }, remarks, at });
}

/** A book without lines. */
export const emptyNoteBook: NoteBook = { rollouts: new Map(), questions: [], unknown: 0, isTorn: false };
