import type { PageRecord } from "../../src/core/benchmark/pageRecord.js";
import type { QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import type { ReviewEvent } from "../../src/core/benchmark/reviewEvent.js";
import type { WholeBox } from "../../src/core/benchmark/wholeBox.js";

/** Panels of the drawn page, in reading order. */
const panels: readonly WholeBox[] = [
  [60, 60, 1010, 600],
  [1034, 60, 1640, 600],
  [60, 624, 500, 1140],
  [524, 624, 1060, 1140],
  [1084, 624, 1640, 1140],
  [60, 1164, 700, 1690],
  [724, 1164, 1640, 1690],
  [60, 1714, 830, 2240],
  [854, 1714, 1640, 2240],
];

/** Places of two figures in a panel. */
const left = ([x1, y1, x2, y2]: WholeBox): WholeBox => [
  Math.round(x1 + (x2 - x1) * 0.12),
  Math.round(y1 + (y2 - y1) * 0.45),
  Math.round(x1 + (x2 - x1) * 0.28),
  Math.round(y1 + (y2 - y1) * 0.88),
];
const middle = ([x1, y1, x2, y2]: WholeBox): WholeBox => [
  Math.round(x1 + (x2 - x1) * 0.36),
  Math.round(y1 + (y2 - y1) * 0.2),
  Math.round(x1 + (x2 - x1) * 0.64),
  Math.round(y1 + (y2 - y1) * 0.98),
];

const balloon = ([x1, y1, x2]: WholeBox): WholeBox => [x1 + 40, y1 + 20, Math.round((x1 + x2) / 2), y1 + 140];

const panelAt = (index: number): WholeBox => panels[index] ?? [0, 0, 10, 10];

const character = (id: string, box: WholeBox, panel: number, depth: number, identity: string) => ({
  ...{ id, box, panel_id: `train/p${String(panel)}`, inside: 1, identity, action: "walks", depth, depth_intra: 1 },
  ...{ is_crowd: false, box_source: "bbox" as const },
});

const page = (number: number): PageRecord => ({
  v: 1,
  kind: "page",
  id: `pg-${String(number)}`,
  issue_id: "0500_1954_12_12",
  index: number,
  image: { path: `images/${String(number)}.png`, sha256: null, width: 1700, height: 2300, mime: "image/png" },
  depth_larger: "farther",
  panels: panels.map((box, order) => ({
    ...{ id: `train/p${String(order)}`, box, order, order_source: "computed" as const, order_confidence: 0.9 },
    ...{ row: null, column: null },
  })),
  characters: panels.flatMap((box, i) => [
    character(`train/a${String(i)}`, middle(box), i, 2, "farmer"),
    character(`train/b${String(i)}`, left(box), i, 4, i % 2 === 0 ? "boy" : "farmer"),
  ]),
  bubbles: [],
  source: { dataset: "made", file_name: `Page_${String(number)}.png`, split: "train", saliency: null },
});

const colors = ["#b3261e", "#1d4f91"] as const;
const mark = (box: WholeBox, index: 0 | 1) => ({
  ...{ kind: "box" as const, box, label: index === 0 ? "A" : "B", color: colors[index] },
});

/** A question's only mark is drawn without a letter. */
const loneMark = (box: WholeBox) => ({ ...mark(box, 0), label: "" });

const base = (id: string, pageNumber: number): QuestionRecord => ({
  ...{ v: 1, kind: "question", id, task: "depth_comparison", page_id: `pg-${String(pageNumber)}` },
  ...{ issue_id: "0500_1954_12_12", split: "train", image: `images/${String(pageNumber)}.png` },
  ...{ width: 1700, height: 2300, hint: null, alternatives: [], position_prompt: null, shown: null, checks: [] },
  question: "Which marked character is closer to the viewer?",
  options: [
    { label: "A", text: "A" },
    { label: "B", text: "B" },
  ],
  ...{ answer: "A", answer_type: "choice", chance: 0.5, marks: [], targets: [], expected_zooms: 1 },
  content_sha: id.padEnd(64, "0"),
  provenance: {
    ...{ generator: "depth-comparison", version: 1, seed: 7, annotation_ids: [] },
    ...{ writer_model: null, writer_prompt_sha: null },
  },
  review: { state: "new", by: [] },
});

const panelTarget = (index: number) => ({
  ...{ box: panelAt(index), role: "panel" as const, source_annotation_ids: [`train/p${String(index)}`] },
});

function depth(id: string, pageNumber: number, panel: number): QuestionRecord {
  const box = panelAt(panel);
  return {
    ...base(id, pageNumber),
    marks: [mark(middle(box), 0), mark(left(box), 1)],
    targets: [panelTarget(panel)],
    checks: panel === 0 ? ["small-mark"] : [],
  };
}

/** One question of each other kind, on the second page. */
function others(): readonly QuestionRecord[] {
  const made = (id: string, changes: Partial<QuestionRecord>) => ({ ...base(id, 2), ...changes });
  const sentence = (label: string, text: string) => ({ label, text });
  return [
    made("act-000000000001", {
      task: "action_recognition",
      question: "What is the marked character doing?",
      options: ["It walks.", "It reads.", "It sleeps.", "It climbs a ladder."].map((text, i) =>
        sentence("ABCD".charAt(i), text),
      ),
      marks: [loneMark(middle(panelAt(3)))],
      targets: [panelTarget(3)],
    }),
    made("cid-000000000001", {
      task: "character_identification",
      question: "Are the marked characters A and B the same character?",
      options: [
        sentence("A", "Yes, they are the same character."),
        sentence("B", "No, they are different characters."),
      ],
      marks: [mark(middle(panelAt(1)), 0), mark(left(panelAt(4)), 1)],
      targets: [panelTarget(1), panelTarget(4)],
      expected_zooms: 2,
    }),
    made("cnt-000000000001", {
      task: "character_counting",
      question: "In how many panels does the marked character appear?",
      ...{ options: [], answer_type: "integer", answer: 9, chance: null },
      marks: [loneMark(middle(panelAt(0)))],
      targets: panels.map((_, i) => panelTarget(i)),
      expected_zooms: 9,
    }),
    made("dia-000000000001", {
      task: "dialog_reordering",
      question: "In which order are the numbered balloons read?",
      hint: "1: Who is there?\n2: It is only me.\n3: Then come in!",
      options: [sentence("A", "1, 2, 3"), sentence("B", "2, 1, 3")],
      marks: [0, 1, 2].map(i => ({
        ...{ kind: "number" as const, box: balloon(panelAt(i)), label: String(i + 1), color: colors[0] },
      })),
      ...{ targets: null, expected_zooms: null },
    }),
    made("pan-000000000001", {
      task: "panel_reordering",
      question: "Two panels are blanked. Where does the panel shown belong?",
      marks: [
        { kind: "blank", box: panelAt(3), label: "A", color: colors[0] },
        { kind: "blank", box: panelAt(6), label: "B", color: colors[1] },
      ],
      ...{ shown: panelAt(6), answer: "B", targets: null, expected_zooms: null },
    }),
    made("pu-0000000000001", {
      task: "panel_understanding",
      question: "In the panel in row 4, column 2, what time of day is it?",
      ...{ options: [], answer_type: "open", answer: "evening", alternatives: ["dusk"], position_prompt: "row_col" },
      targets: [panelTarget(8)],
      provenance: {
        ...{ generator: "panel-understanding", version: 1, seed: 7, annotation_ids: [] },
        ...{ writer_model: "vl-72b", writer_prompt_sha: null },
      },
    }),
  ];
}

const serial = (number: number) => `dep-${String(number).padStart(12, "0")}`;

/** Questions of three pages, with their pages. */
export const madeUpReview = {
  pages: [page(1), page(2), page(3)] as readonly PageRecord[],
  questions: [
    ...[0, 1, 2, 3, 4, 5].map(i => depth(serial(i + 1), 1, i)),
    ...others(),
    ...[0, 1, 2, 3].map(i => depth(serial(i + 7), 3, i)),
  ] as readonly QuestionRecord[],

  /** Decisions that were made before: for pictures. */
  events: (["right", "edit", "wrong", "right"] as const).map((decision, i): ReviewEvent => ({
    ...{ v: 1, kind: "review", id: `rv-made${String(i)}`, target: { kind: "question", id: serial(i + 1) } },
    ...{ question_sha: serial(i + 1).padEnd(64, "0"), reviewer: "Ada", decision, blind: false, seconds: 6 },
    ...{ at: new Date(Date.UTC(2026, 0, 5, 9, i)).toISOString(), tool_version: "0.0.0" },
    ...(decision === "edit" && { after: { answer: "B" } }),
    ...(decision === "wrong" && { reason: "tie" }),
  })) as readonly ReviewEvent[],
};
