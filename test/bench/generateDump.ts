import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const promptsPerStep = 16;
const rolloutsPerPrompt = 8;
export const rolloutsPerFile = promptsPerStep * rolloutsPerPrompt;

const words = (
  "the panel page balloon speaker left right upper lower says order reading next first second zoom into region text small " +
  "face looks angry happy hero villain cat girl boy sound effect row column gutter splash background caption who what where " +
  "count between so therefore wait let me check again box answer likely because before after near behind"
).split(" ");
const glyphs = Array.from(
  "漫画分镜台词气泡左上右下人物说话顺序阅读首先其次需要放大区域文字很小生气主角反派女孩男孩音效旁白ありがとう待って何だこれ",
);

/** A tool as chat templates describe it to the model, which is where many of a prompt's quotes come from. */
const tools = JSON.stringify(
  {
    type: "function",
    function: {
      name: "image_zoom_in_tool",
      description: 'Zooms "in" on a part of the page',
      parameters: {
        type: "object",
        properties: {
          bbox_2d: { type: "array", items: { type: "number" } },
          label: { type: "string" },
        },
        required: ["bbox_2d"],
      },
    },
  },
  null,
  1,
);

/** Numbers in [0, 1) that are the same on every machine (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Writer {
  /** Texts are this much shorter than what models write about comics. */
  private readonly shrink: number;
  private readonly random: () => number;
  private readonly sentences: readonly string[];
  private readonly cjk: readonly string[];
  private readonly base64: string;

  constructor(seed: number, shrink = 1) {
    this.shrink = shrink;
    this.random = randomFrom(seed);
    this.sentences = Array.from({ length: 6000 }, () => this.sentence());
    this.cjk = Array.from(
      { length: 3000 },
      () => `${this.pieces(glyphs, 12, 44, "")}${this.pick(["。", "？", "！"], "")}${this.chance(0.38) ? "\n" : " "}`,
    );
    this.base64 = Buffer.from(Array.from({ length: 90_000 }, () => this.between(0, 255))).toString("base64");
  }

  between(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }
  chance(share: number): boolean {
    return this.random() < share;
  }
  value(): number {
    return this.random();
  }
  pick<T>(items: readonly T[], fallback: T): T {
    return items[Math.floor(this.random() * items.length)] ?? fallback;
  }

  private pieces(from: readonly string[], low: number, high: number, separator: string): string {
    return Array.from({ length: this.between(low, high) }, () => this.pick(from, "")).join(separator);
  }
  private sentence(): string {
    const quoted = this.chance(0.07) ? ` "${this.pieces(words, 1, 4, " ")}"` : "";
    const odd = this.chance(0.03) ? " \\frac{1}{2} c:\\tmp" : "";
    return `${this.pieces(words, 6, 22, " ")}${quoted}${odd}.${this.chance(0.38) ? "\n" : " "}${this.chance(0.05) ? "\n\n- " : ""}`;
  }

  text(chars: number, isCjk: boolean): string {
    const parts: string[] = [];
    for (let length = 0; length < chars / this.shrink;) {
      const part = this.pick(isCjk && this.chance(0.6) ? this.cjk : this.sentences, "");
      parts.push(part);
      length += part.length;
    }
    return parts.join("");
  }

  private zoom(withCrop: boolean): string {
    const [x, y] = [this.between(0, 1800), this.between(0, 2600)];
    const box = [x, y, x + this.between(40, 700), y + this.between(40, 700)].join(", ");
    const seen = withCrop
      ? `<image>data:image/png;base64,${this.base64.slice(0, this.between(20, 110) * 1000)}`
      : `<|vision_start|>${"<|image_pad|>".repeat(this.between(4, 40))}<|vision_end|>`;
    return (
      `<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [${box}], "label": "${this.pick(words, "")} ${this.pick(glyphs, "")}"}}\n` +
      `</tool_call><|im_end|>\n<|im_start|>user\n<tool_response>\n${seen}\n</tool_response><|im_end|>\n<|im_start|>assistant\n`
    );
  }

  response(answer: string, isCjk: boolean, zooms: number): string {
    const spread = this.value() + this.value() + this.value() - 1.5;
    const chars = Math.min(75_000, Math.max(2500, Math.exp(9.72 + 1.24 * spread))) / (zooms + 1);
    const withCrops = this.chance(0.012);
    const turns = Array.from(
      { length: zooms },
      (_, turn) => this.zoom(withCrops && turn < 2) + this.text(chars, isCjk),
    );
    return `<think>\n${this.text(chars, isCjk)}${turns.join("")}\n</think>\n<answer>${answer}</answer>`;
  }
}

/** As Python's json.dumps(ensure_ascii=False) separates. */
function pythonLine(row: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(row).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{${entries.join(", ")}}\n`;
}

interface Prompt {
  readonly input: string;
  readonly answer: string;
  readonly isCjk: boolean;
}

function makePrompts(writer: Writer): readonly Prompt[] {
  const system = `system\n${writer.text(4500, false)}\n# Tools\n<tools>\n${tools}\n</tools>\n`;
  return Array.from({ length: 400 }, (_, index) => {
    const isCjk = index % 4 === 0;
    const question = writer.text(writer.between(700, 7400), isCjk);
    const input = `${system}user\n${"<image>\n".repeat(writer.between(1, 20))}${question}\nassistant\n`;
    return { input, answer: isCjk ? "漫画" : writer.pick(["A", "B", "C", "D", "12"], "A"), isCjk };
  });
}

function stepText(writer: Writer, prompts: readonly Prompt[], step: number): string {
  const lines: string[] = [];
  for (let group = 0; group < promptsPerStep; group++) {
    const prompt = prompts[(step * promptsPerStep + group) % prompts.length];
    if (prompt === undefined) continue;
    for (let n = 0; n < rolloutsPerPrompt; n++) {
      const zooms = writer.between(0, 12);
      const score = writer.chance(0.55) ? 0 : writer.chance(0.7) ? 1 : Math.round(writer.value() * 1e4) / 1e4;
      lines.push(
        pythonLine({
          input: prompt.input,
          output: writer.response(prompt.answer, prompt.isCjk, zooms),
          gts: prompt.answer,
          score,
          step,
          acc: score > 0.5,
          format_reward: writer.chance(0.9) ? 1 : 0,
          iou: Math.round(writer.value() * 1e6) / 1e6,
          num_zoom: zooms,
          pred: prompt.answer,
          data_source: writer.pick(["comics/qa", "comics/order", "comics/box"], ""),
          request_id: `r${String(step)}-${String(group)}-${String(n)}-${Math.floor(writer.value() * 1e12).toString(36)}`,
        }),
      );
    }
  }
  return lines.join("");
}

/**
 * Writes a dataset of the dump's questions: pages of 2500 × 3300, one to four targets each. Their prompts are those of
 * the dump, without its chat, so that rows are joined by text.
 */
export function generateDataset(path: string): void {
  const writer = new Writer(12345);
  const prompts = makePrompts(writer);
  const target = () => {
    const [x, y] = [writer.between(0, 1600), writer.between(0, 2400)];
    return { bbox: [x, y, x + writer.between(200, 800), y + writer.between(200, 800)] };
  };
  const lines = prompts.map(({ input, answer }, index) =>
    JSON.stringify({
      id: `q${String(index)}`,
      task: "panel_understanding",
      image: `pages/${String(index % 40)}.png`,
      width: 2500,
      height: 3300,
      prompt: input,
      answer,
      targets: Array.from({ length: writer.between(1, 4) }, target),
    }),
  );
  writeFileSync(path, `${lines.join("\n")}\n`);
}

/**
 * Makes a dump such as verl writes when comics are read with zooms: `steps` files of 128 rollouts, some 38 kB a line, a
 * quarter of it CJK, one rollout in a hundred with crops in base64. The same for everybody; made once and kept. `shrink`
 * makes its texts that much shorter.
 */
export function generateDump(folder: string, steps: number, shrink = 1): void {
  const done = join(folder, ".done");
  if (existsSync(done) && readdirSync(folder).length === steps + 1) return;
  mkdirSync(folder, { recursive: true });
  const writer = new Writer(12345, shrink);
  const prompts = makePrompts(writer);
  for (let step = 1; step <= steps; step++)
    writeFileSync(join(folder, `${String(step)}.jsonl`), stepText(writer, prompts, step));
  writeFileSync(done, "");
}

/** Links the `from` steps of a dump again and again, until there are `to` of them: as many files, in little room. */
export function repeatDump(dump: string, folder: string, from: number, to: number): void {
  if (existsSync(folder) && readdirSync(folder).length === to) return;
  mkdirSync(folder, { recursive: true });
  for (let step = 1; step <= to; step++) {
    const link = join(folder, `${String(step)}.jsonl`);
    if (!existsSync(link)) linkSync(join(dump, `${String(((step - 1) % from) + 1)}.jsonl`), link);
  }
}

/** Copies the `from` steps of a dump again and again under further step numbers, until there are `to` of them. */
export function extendDump(dump: string, folder: string, from: number, to: number): void {
  if (existsSync(folder) && readdirSync(folder).length === to) return;
  mkdirSync(folder, { recursive: true });
  for (let step = 1; step <= to; step++) {
    const text = readFileSync(join(dump, `${String(((step - 1) % from) + 1)}.jsonl`), "utf8");
    writeFileSync(
      join(folder, `${String(step)}.jsonl`),
      text.replaceAll(/"step": \d+, "acc"/g, `"step": ${String(step)}, "acc"`),
    );
  }
}
