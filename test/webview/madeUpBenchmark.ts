import { refusalCodes } from "../../src/core/benchmark/candidateRefusal.js";
import type { QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import { benchmarkStatistics } from "../../src/core/benchmark/statistics/benchmarkStatistics.js";
import { taskKinds, taskKindsWithoutTargets } from "../../src/core/benchmark/taskKinds.js";
import type {
  ShownBenchmark,
  ShownMapping,
  ShownPageOrder,
  ShownPanel,
  ShownStatistics,
} from "../../src/protocol/benchmark/benchmarkViewApi.js";
import { madeQuestion } from "../fixtures/review/madeQuestion.js";

const picture = (box: readonly [number, number, number, number]) => ({
  ...{ uri: "/page.png", width: 1700, height: 2300 },
  box,
});

const category = (
  name: string,
  count: number,
  role: ShownMapping["categories"][number]["role"],
  suggested: ShownMapping["categories"][number]["role"],
  reason: string,
) => ({ name, count, role, suggested, reason, picture: picture([80, 60, 620, 700]) });

function mapping(state: string): ShownMapping {
  const isRead = state !== "unread";
  return {
    ...{
      kind: "mapping",
      name: "benchmark/mapping.json",
      isTrusted: state !== "restricted",
      isDirty: state === "dirty",
    },
    problem: state === "broken" ? "categories.Panel: no role is called “pannel”" : null,
    sources: isRead ? ["comics/ai4va"] : [],
    ...{ survey: isRead ? "read" : "none", failure: null },
    categories: isRead
      ? [
          category("Comic Bubble", 4210, "bubble", "bubble", "the name holds “bubble”"),
          category("Panel", 3590, "panel", "panel", "the name holds “panel”"),
          category("Person", 9120, null, "character", "the name holds “person”"),
          { ...category("Tree", 1480, "other", "other", "nothing in the name is known"), picture: null },
        ]
      : [{ ...category("Panel", 0, "panel", null, ""), count: null, picture: null }],
    attributes: isRead
      ? [
          ...[{ name: "Interdepth", count: 41_200, values: ["0", "1", "2", "5"] }].map(one => ({
            ...({ ...one, meaning: "depth_inter", suggested: "depth_inter" } as const),
            reason: "the name holds “interdepth”",
          })),
          {
            ...({ name: "Pose", count: 8800, values: ["running", "sitting", "falling"], meaning: null } as const),
            ...({ suggested: "action", reason: "the name holds “pose”" } as const),
          },
        ]
      : [],
    larger: "farther",
    depths: isRead
      ? {
          ...{ attribute: "Interdepth", uri: "/page.png", width: 1700, height: 2300 },
          smaller: { box: [80, 60, 400, 560], value: 1 },
          larger: { box: [640, 160, 900, 560], value: 5 },
        }
      : null,
  };
}

const places: readonly [number, number, number, number][] = [
  [60, 60, 1010, 600],
  [1040, 60, 1640, 600],
  [60, 640, 500, 1140],
  [530, 640, 1060, 1140],
  [1090, 640, 1640, 1140],
  [60, 1180, 1640, 2240],
];

function order(state: string): ShownPageOrder {
  const isCorrected = state === "corrected";
  const panels = places.map((box, at): ShownPanel => ({
    ...{ id: `train/${String(at + 1)}`, box, order: at },
    ...(isCorrected
      ? { source: "person", confidence: null }
      : { source: "computed", confidence: at === 3 ? 0.42 : 0.96 }),
  }));
  return {
    ...{ kind: "order", isTrusted: state !== "restricted", problem: null },
    page: {
      ...{ id: "pg-1", fileName: "Vaillant_0500_1954_12_12-28.png", width: 1700, height: 2300 },
      uri: state === "noimage" ? null : "/page.png",
      panels,
      bubbles: [
        { id: "train/50", box: [120, 80, 480, 220], panel: 0, text: "What a wind today!", source: "annotation" },
        { id: "train/51", box: [620, 80, 980, 190], panel: 0, text: "Good for kites.", source: "model" },
        { id: "train/52", box: [1080, 90, 1400, 210], panel: 1, text: "Hold on to the string!", source: "person" },
        { id: "train/53", box: [700, 660, 900, 760], panel: 3, text: null, source: null },
      ],
    },
    pages: [
      { id: "pg-0", fileName: "Vaillant_0500_1954_12_12-27.png", isDoubtful: false },
      { id: "pg-1", fileName: "Vaillant_0500_1954_12_12-28.png", isDoubtful: true },
      { id: "pg-2", fileName: "Vaillant_0500_1954_12_12-29.png", isDoubtful: false },
      { id: "pg-3", fileName: "Vaillant_0500_1954_12_12-30.png", isDoubtful: true },
    ],
  };
}

const target = { box: [0, 0, 10, 10] as const, role: "panel" as const, source_annotation_ids: [] };

/** Questions of every kind, fewer of each kind than of the one before. */
function questions(): readonly QuestionRecord[] {
  return taskKinds.flatMap((task, kind) =>
    Array.from({ length: 90 - 11 * kind }, (_, at) => {
      const label = "ABCD"[at % (task === "action_recognition" ? 4 : 2)] ?? "A";
      const answerType = task === "panel_understanding" ? "open" : task === "character_counting" ? "integer" : "choice";
      const labels = task === "action_recognition" ? ["A", "B", "C", "D"] : ["A", "B"];
      const boxes = task === "character_identification" ? 2 : task === "character_counting" ? 2 + (at % 4) : 1;
      return madeQuestion({
        ...{ id: `${task}-${String(at)}`, task, page_id: `pg-${String(at % 20)}`, issue_id: `i-${String(at % 7)}` },
        split: at % 10 === 0 ? "test" : at % 10 === 1 ? "val" : "train",
        answer_type: answerType,
        options: answerType === "choice" ? labels.map(one => ({ label: one, text: one })) : [],
        answer: answerType === "choice" ? label : answerType === "integer" ? 2 + (at % 4) : "a kite",
        position_prompt:
          task === "panel_understanding" ? ((["row_col", "ordinal", "relative"] as const)[at % 3] ?? null) : null,
        targets: taskKindsWithoutTargets.includes(task) ? null : Array.from({ length: boxes }, () => target),
        review: { state: (["new", "accepted", "accepted", "rejected", "edited"] as const)[at % 5] ?? "new", by: [] },
      });
    }),
  );
}

function statistics(state: string): ShownStatistics {
  const refused = { depth_comparison: Object.fromEntries(refusalCodes.slice(5, 12).map((code, i) => [code, i * 7])) };
  const all = state === "empty" ? [] : questions();
  const counted = state === "accepted" ? "accepted" : "standing";
  return {
    ...{ kind: "statistics", name: "benchmark", problem: null, words: {} },
    statistics: state === "unbuilt" ? null : benchmarkStatistics({ questions: all, refused, counted }),
    sets: [{ name: "mangavqa", questions: 526, groups: null }],
  };
}

/** What the host would show, by the name of the view and of its state. */
export function madeUpBenchmark(view: string, state: string): ShownBenchmark {
  if (view === "mapping") return mapping(state);
  return view === "order" ? order(state) : statistics(state);
}
