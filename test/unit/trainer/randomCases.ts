import { mulberry32 } from "../../../src/core/evaluation/mulberry32.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import type { RewardOptions } from "../../../src/core/reward/rewardOptions.js";
import { countRules, formatRules, matchRules, warmStartRules } from "../../../src/core/reward/rewardOptions.js";
import { rulesOf, withOptions } from "../../../src/core/reward/ruleAt.js";
import { rewardPartNames, strategySchema, type RewardRule } from "../../../src/core/reward/strategy.js";
import type { ScoreCase } from "./trainer.js";

/** Seeded choices. */
export class Dice {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = mulberry32(seed);
  }

  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  one<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to choose from");
    return item;
  }

  many<T>(most: number, make: () => T): readonly T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

function randomOptions(dice: Dice): RewardOptions {
  return withOptions({
    format: dice.one(formatRules),
    formatValues: dice.one([
      [1, 0],
      [0, -1],
      [0.5, -0.25],
    ]),
    accuracyValues: dice.one([
      [1, 0],
      [0.8, 0],
      [2, -1],
    ]),
    count: dice.one(countRules),
    match: dice.one(matchRules),
    m: dice.one(["parsed", "executed"]),
    clamp: dice.chance(0.7),
    box: dice.one(["requested", "executed"]),
    gateAccuracy: dice.chance(0.3),
    cap: dice.one([null, null, 1, 2, 4]),
    expectedAbsent: dice.one(["off", "none"]),
    warmStart: dice.one(warmStartRules),
    answerLimit: dice.one([null, null, 3, 1000]),
  });
}

function randomRule(dice: Dice, seed: number): RewardRule {
  const gate = () => ({ part: dice.one(rewardPartNames), above: dice.one([-1, 0, 0.25, 0.5]) });
  const term = () => ({
    part: dice.one([...rewardPartNames, "warmStart"]),
    weight: dice.one([1, 0.8, 0.2, 1.2, -0.05, -1, 0, 1e-7, 3]),
    when: dice.many(2, gate),
  });
  const strategy = strategySchema.parse({
    id: "made",
    options: randomOptions(dice),
    segments: [{ terms: [term(), ...dice.many(4, term)] }],
    seed,
  });
  const [rule] = rulesOf(strategy);
  if (rule === undefined) throw new Error("a strategy has a rule");
  return rule;
}

/** Every built-in rule, then random ones over all options. */
export function randomRules(dice: Dice, count: number): readonly RewardRule[] {
  const built = builtInStrategies.flatMap(rulesOf);
  return [...built, ...Array.from({ length: count - built.length }, (_, seed) => randomRule(dice, seed))];
}

type Sides = readonly [number, number, number, number];

/** A question's page and targets, as a row's `extra_info` holds them. */
export interface RandomQuestion {
  readonly size: readonly [width: number, height: number];
  readonly targets: readonly Sides[] | null;
  readonly info: Readonly<Record<string, unknown>>;
}

function boxOn(dice: Dice, width: number, height: number): Sides {
  const x = dice.below(width - 40);
  const y = dice.below(height - 40);
  return [x, y, x + 20 + dice.below(width - x - 20), y + 20 + dice.below(height - y - 20)];
}

const optionTexts = ["the hero", "A dog", "two panels.", "Yes", "b"];
const yesOrNo = ["Yes, they are the same.", "No, they are not."];

export function randomQuestion(dice: Dice, index: number): RandomQuestion {
  const size = [300 + dice.below(2000), 300 + dice.below(2000)] as const;
  const targets = dice.chance(0.12) ? null : dice.many(7, () => boxOn(dice, size[0], size[1]));
  const written = targets === null || dice.chance(0.5) ? targets : JSON.stringify(targets.map(box => ({ box })));
  const options = dice.chance(0.2) ? yesOrNo : dice.chance(0.4) ? optionTexts.slice(0, 2 + dice.below(4)) : null;
  const info: Record<string, unknown> = {
    question_id: dice.chance(0.9) ? `q-${index}é` : null,
    targets: written,
    options: options === null || dice.chance(0.5) ? options : JSON.stringify(options),
    task: dice.one(["action_recognition", "panel_reordering", "depth_comparison"]),
  };
  if (dice.chance(0.9)) Object.assign(info, { width: size[0], height: String(size[1]) });
  if (dice.chance(0.3)) info["expected_zooms"] = dice.one([0, 1, 2, 3, null]);
  return { size, targets, info };
}

const blanks = ["", "\n", " ", "\n\n", "\r\n", "\t", "\u00a0"];
const words = ["a look", "step 1,000", "<", "</", "<think", "😀é", "user", "{", "}", '"', "<image>", "```", "12"];
const torn = [
  "<think>",
  "</think>",
  "<answer>",
  "</answer>",
  "<tool_call>",
  "</tool_call>",
  "<tool_response>",
  "</tool_response>",
  "<grounding>",
  "</grounding>",
  "```json",
  "\nuser\n",
  "\nassistant\n",
  "\ntool\n",
  "\r\nuser\r\n",
  "user\n<tool_response>",
  "tool\n",
  "<|im_start|>",
  "<|im_end|>",
  "<|im_start|>assistant\n",
  "<|im_start|>user\n",
  "<|im_end|>\n<|im_start|>assistant\n",
  "<|vision_start|><|image_pad|><|image_pad|><|vision_end|>",
  "<|vision_start|><|image_pad|>",
  "<|endoftext|>",
  "Error: no",
];
const answers = [
  ...["A", "B"],
  ...["C.", "(b)", "D) Yes", "the hero", "A dog", "**A**", "The answer is B", "\\boxed{C}", "A or B", "a panel", ""],
  ...["3", "three", "3 (three)", "twenty one", "-4", "1,000", "3.0", "3 4", "x".repeat(2001), "E", "two panels"],
  ...[
    "A. A dog",
    "B: the hero",
    "B) A dog, C.",
    "(A) or (B)",
    "A) not B, C)",
    "C. /D",
    `A) ${"y".repeat(1997)}`,
    `A) ${"y".repeat(1998)}`,
  ],
  ...[
    "Yes, they are.",
    "no",
    "No idea",
    "Yes. No.",
    "Yes (B).",
    "Not sure",
    "No\u00a0answer",
    "Yesterday",
    "Yes\u2028so",
  ],
  ...[
    "Ｂ",
    "（Ａ）",
    "\u0412",
    "３",
    "about 3",
    "at least\u00a0three",
    "3 or so",
    "~3",
    "≈ 3",
    "3+",
    "over 30",
    "about panel 3",
  ],
];
/** Right answers of the kinds that a rule can judge, and of those that it cannot. */
export const truths: readonly unknown[] = [
  "A",
  "B",
  "(C)",
  "the hero",
  "3",
  3,
  "three",
  '["B"]',
  '{"answer": "A"}',
  21,
];
const openTruths: readonly unknown[] = ["He is angry because of the rain.", null, "", 2.5, ["A", "B"]];

const bodies: readonly ((box: string) => string)[] = [
  box => `{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": ${box}}}`,
  box => `{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": ${box}}}`,
  box => `{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": ${box}, "label": "x"}}`,
  box => `\n{"name":"image_zoom_in_tool","arguments":{"label":"<think>","bbox_2d":${box}}}\n`,
  box => `{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": ${box}`,
  box => `{'name': 'image_zoom_in_tool', 'arguments': {'bbox_2d': ${box}}}`,
  box => `{"name": "zoom_in", "arguments": {"bbox_2d": ${box}}}`,
  box => `{"name": "image_rotate_tool", "arguments": {"bbox_2d": ${box}}}`,
  box => `{"name": "image_zoom_in_tool", "arguments": ${JSON.stringify(box)}}`,
  box => `{"name": "image_zoom_in_tool", "arguments": {"bbox": ${box}}}`,
  box => `{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [${box}]}}`,
  box => `{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": ${box}, "target_image": 2}}`,
  box => `{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": ${box}, "img_idx": "0"}}`,
  box => `{"function": "zoom_in", "bbox_2d": ${box}}`,
  box => `[{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": ${box}}}]`,
  box => `{"arguments": {"bbox_2d": ${box}}}`,
  () => `{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [NaN, 1, 2, 3]}}`,
  () => `{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": ["10", " 2e1 ", "0x100", 300.5]}}`,
  () => "null",
];

function randomBox(dice: Dice, question: RandomQuestion): string {
  const [width, height] = question.size;
  const target = question.targets !== null && question.targets.length > 0 ? dice.one(question.targets) : null;
  const box = target !== null && dice.chance(0.6) ? target : boxOn(dice, width, height);
  const moved = box.map(side => (dice.chance(0.4) ? side + dice.below(61) - 30 : side));
  if (dice.chance(0.1)) return JSON.stringify([moved[2], moved[1], moved[0], moved[3]]);
  if (dice.chance(0.05)) return JSON.stringify([5, 5, 9, 1500]);
  return JSON.stringify(dice.chance(0.1) ? moved.map(side => side + 0.5) : moved);
}

function randomCall(dice: Dice, question: RandomQuestion): string {
  const box = randomBox(dice, question);
  const body = (dice.chance(0.6) ? bodies[0] : dice.one(bodies))?.(box) ?? "";
  if (dice.chance(0.04)) return `<grounding>{"bbox_2d": ${box}, "source": "observation_1"}</grounding>`;
  if (dice.chance(0.04)) return `\`\`\`json\n{"function": "zoom_in", "bbox_2d": ${box}}\n\`\`\``;
  return dice.chance(0.05) ? `<tool_call>${body}` : `<tool_call>${body}</tool_call>`;
}

const replies = [
  "\nuser\n<tool_response>\nZoomed in.\n</tool_response>\nassistant\n",
  "\nuser\n<tool_response>\nError: the box is refused (inverted).\n</tool_response>\nassistant\n",
  "\ntool\nZoomed in.\nassistant\n",
  "user\n<tool_response></tool_response>\nassistant\n",
  "<|im_end|>\n<|im_start|>user\n<tool_response><|vision_start|><|image_pad|><|vision_end|></tool_response><|im_end|>\n<|im_start|>assistant\n",
];

/** A response as a loop writes it: turns with a call and a reply each, then an answer; and how many replies it has. */
export function honestResponse(
  dice: Dice,
  question: RandomQuestion,
): { readonly text: string; readonly turns: number } {
  const reply = dice.one(replies);
  const turns = dice.below(5);
  const said = Array.from(
    { length: turns },
    () => `<think>${dice.one(words)}</think>${randomCall(dice, question)}${reply}`,
  );
  return { text: `${said.join("")}<think>${dice.one(words)}</think><answer>${dice.one(answers)}</answer>`, turns };
}

function piece(dice: Dice, question: RandomQuestion): string {
  const kind = dice.below(10);
  if (kind < 3) return dice.one(torn);
  if (kind < 5) return randomCall(dice, question);
  if (kind < 6) return dice.one(replies);
  if (kind < 7) return `<answer>${dice.one(blanks)}${dice.one(answers)}${dice.one(blanks)}</answer>`;
  return kind < 8 ? `<think>${dice.one(words)}</think>` : dice.one(blanks) + dice.one(words);
}

/** Anything at all: pieces of responses in any order. */
const tornResponse = (dice: Dice, question: RandomQuestion): string =>
  dice.many(14, () => piece(dice, question)).join("");

/** An honest response of which a stretch is lost or doubled. */
function damaged(dice: Dice, text: string): string {
  const from = dice.below(text.length + 1);
  const to = Math.min(text.length, from + dice.below(30));
  return dice.chance(0.5) ? text.slice(0, from) + text.slice(to) : text.slice(0, to) + text.slice(from);
}

/** A case whose loop says how many turns there were: the true number, another one, or none. */
export function randomCase(dice: Dice, rules: number, questions: readonly RandomQuestion[]): ScoreCase {
  const q = dice.below(questions.length);
  const question = dice.one(questions.slice(q, q + 1));
  const honest = honestResponse(dice, question);
  const kind = dice.below(10);
  const text = kind < 4 ? honest.text : kind < 6 ? damaged(dice, honest.text) : tornResponse(dice, question);
  const turns = dice.one([honest.turns, honest.turns, honest.turns, dice.below(6), null]);
  return {
    r: dice.below(rules),
    q,
    text,
    truth: dice.chance(0.9) ? dice.one(truths) : dice.one(openTruths),
    info: turns === null ? {} : { num_turns: 2 * turns + 2 },
  };
}
