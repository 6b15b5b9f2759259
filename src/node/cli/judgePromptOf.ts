import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { builtInPrompts } from "../../core/benchmark/prompts/builtInPrompts.js";
import { promptProblems } from "../../core/benchmark/prompts/promptProblems.js";
import { type PromptTemplate, promptTemplateSchema } from "../../core/benchmark/promptTemplate.js";
import type { JudgeScale } from "../../core/evaluation/judge/judgeSet.js";
import { ExpectedError } from "./expectedError.js";
import { problemOfIssues } from "./problemOfIssues.js";

function builtIn(scale: JudgeScale): PromptTemplate {
  const id = scale === "binary" ? "judge-binary" : "judge-score10";
  const found = builtInPrompts.find(prompt => prompt.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

function parsed(text: string, file: string): PromptTemplate {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ExpectedError(`${file}: no JSON`);
  }
  const read = promptTemplateSchema.safeParse(value);
  if (!read.success) throw new ExpectedError(`${file}: no prompt: ${problemOfIssues(read.error.issues)}`);
  if (read.data.use !== "judge") throw new ExpectedError(`${file}: its use is ${read.data.use}, not judge`);
  return read.data;
}

/** A prompt as its authors wrote it: the words that are sent, with our places in them. Named after its file. */
function plain(text: string, file: string): PromptTemplate {
  const id = basename(file, extname(file));
  const all = { version: 1, task: "panel_understanding", input: "page", use: "judge", system: "" } as const;
  return { ...all, id, origin: basename(file), user: text };
}

/** The prompt of a judge: the product's own by its scale, or one in a file. Throws an ExpectedError. */
export async function judgePromptOf(file: string | undefined, scale: JudgeScale): Promise<PromptTemplate> {
  if (file === undefined) return builtIn(scale);
  const read = await readFile(file, "utf8").catch(() => null);
  if (read === null) throw new ExpectedError(`${file}: the prompt cannot be read`);
  const text = read.replace(/^\uFEFF/, "");
  const prompt = extname(file).toLowerCase() === ".json" ? parsed(text, file) : plain(text, file);
  const [problem] = promptProblems(prompt);
  if (problem !== undefined)
    throw new ExpectedError(`${file}: ${problem.code}${"place" in problem ? ` {${problem.place}}` : ""}`);
  return prompt;
}
