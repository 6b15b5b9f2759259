import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { builtInPrompts } from "../../src/core/benchmark/prompts/builtInPrompts.js";
import { promptOf } from "../../src/core/benchmark/prompts/promptOf.js";
import { questionValues } from "../../src/core/benchmark/prompts/questionValues.js";
import { renderTemplate } from "../../src/core/benchmark/prompts/renderTemplate.js";
import { questionRecordSchema, type QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import type { ChatRequest } from "../../src/node/endpoint/chatRequest.js";

/** Questions of one page: AI4VA-FG has some 58 (16,264 of 282 pages). */
const perPage = 50;
const size = { width: 240, height: 208 };

/** A question without marks, so that its page is sent as it is stored: what drawing takes is another figure's. */
function question(at: number): QuestionRecord {
  const page = Math.floor(at / perPage);
  return questionRecordSchema.parse({
    ...{ v: 1, kind: "question", id: `pu-${String(at).padStart(12, "0")}`, task: "panel_understanding" },
    ...{ page_id: `pg-${String(page).padStart(10, "0")}`, issue_id: `is-${String(page)}`, split: "test" },
    ...{ image: `pages/${String(page)}.png`, ...size },
    ...{ question: `In panel ${String(at)}, who sits on the chair?`, hint: null, options: [], answer: "Ada does." },
    ...{ alternatives: ["Ada"], answer_type: "open", position_prompt: "ordinal", chance: null, marks: [], shown: null },
    targets: [{ box: [0, 0, 100, 100], role: "panel", source_annotation_ids: [] }],
    ...{ expected_zooms: 1, content_sha: "0".repeat(64), checks: [] },
    provenance: {
      ...{ generator: "bench", version: 1, seed: 1, annotation_ids: [] },
      ...{ writer_model: null, writer_prompt_sha: null },
    },
    review: { state: "new", by: [] },
  });
}

/** A set of so many questions about noise, whose files are of the size of pages: some 150 kB. */
export async function writeChatSet(folder: string, count: number): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "pages"), { recursive: true });
  for (let page = 0; page * perPage < count; page++) {
    const raw = { ...size, channels: 3 } as const;
    await sharp(randomBytes(size.width * size.height * 3), { raw })
      .png({ compressionLevel: 1 })
      .toFile(join(folder, "pages", `${String(page)}.png`));
  }
  const lines = Array.from({ length: count }, (_, at) => `${JSON.stringify(question(at))}\n`);
  writeFileSync(join(folder, "questions.jsonl"), lines.join(""));
  writeFileSync(join(folder, "pages.jsonl"), "");
}

/** The requests of the first `count` questions, each made when it is wanted, as an evaluation of whole pages makes them. */
export function requestsOf(folder: string, count: number): (at: number) => ChatRequest {
  const lines = readFileSync(join(folder, "questions.jsonl"), "utf8").trimEnd().split("\n").slice(0, count);
  const prompt = promptOf(builtInPrompts, "panel_understanding", "page", "answer");
  if (prompt === null) throw new Error("no prompt");
  let [last, bytes]: [string, Buffer] = ["", Buffer.alloc(0)];
  return at => {
    const asked = JSON.parse(lines[at] ?? "") as QuestionRecord;
    if (asked.image !== last) [last, bytes] = [asked.image, readFileSync(join(folder, asked.image))];
    const rendered = renderTemplate(prompt, questionValues(asked));
    if (rendered.kind !== "rendered") throw new Error(rendered.kind);
    const image = { kind: "image", mime: "image/png", bytes, detail: null } as const;
    return {
      model: "known",
      messages: [
        { role: "system", parts: [{ kind: "text", text: rendered.system }] },
        { role: "user", parts: [image, { kind: "text", text: rendered.user }] },
      ],
      sampling: {
        ...{ temperature: 0, topP: 1, seed: 0, maxTokens: 4096, maxTokensName: "max_tokens", reasoningEffort: null },
      },
      tools: [],
      extra: {},
    };
  };
}
