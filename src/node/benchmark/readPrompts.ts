import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { builtInPrompts } from "../../core/benchmark/prompts/builtInPrompts.js";
import { overlayPrompts } from "../../core/benchmark/prompts/overlayPrompts.js";
import type { PromptProblem } from "../../core/benchmark/prompts/promptProblems.js";
import { promptTemplateSchema, type PromptTemplate } from "../../core/benchmark/promptTemplate.js";

/** What is wrong with a file of a user's own prompts. */
export type PromptFileProblem =
  | { readonly code: "unreadable"; readonly detail: string }
  | { readonly code: "not-json"; readonly detail: string }
  | { readonly code: "not-a-prompt"; readonly detail: string }
  /** Another file has a prompt of the same id. */
  | { readonly code: "twice-the-id"; readonly detail: string }
  | PromptProblem;

export type PromptsRead =
  | {
      readonly kind: "prompts";
      readonly prompts: readonly PromptTemplate[];
      /** Ids of the product's own prompts that are replaced, and of those that come besides. */
      readonly replaced: readonly string[];
      readonly added: readonly string[];
    }
  | { readonly kind: "no-folder"; readonly reason: string }
  /** Nothing is taken of a folder in which something is wrong. */
  | {
      readonly kind: "problems";
      readonly problems: readonly { readonly file: string; readonly problem: PromptFileProblem }[];
    };

type FileRead =
  | { readonly file: string; readonly prompt: PromptTemplate }
  | { readonly file: string; readonly problem: PromptFileProblem };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function readPrompt(folder: string, file: string): Promise<FileRead> {
  let text: string;
  try {
    text = await readFile(join(folder, file), "utf8");
  } catch (error) {
    return { file, problem: { code: "unreadable", detail: messageOf(error) } };
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { file, problem: { code: "not-json", detail: messageOf(error) } };
  }
  const prompt = promptTemplateSchema.safeParse(value);
  if (prompt.success) return { file, prompt: prompt.data };
  const [issue] = prompt.error.issues;
  const place = issue?.path.map(String).join(".") ?? "";
  return { file, problem: { code: "not-a-prompt", detail: `${place}: ${issue?.message ?? ""}` } };
}

/** The product's prompts with those of a folder laid over: each `*.json` in it is one prompt. Null: no folder. */
export async function readPrompts(folder: string | null): Promise<PromptsRead> {
  if (folder === null) return { kind: "prompts", prompts: builtInPrompts, replaced: [], added: [] };
  let names: readonly string[];
  try {
    names = (await readdir(folder)).filter(name => name.endsWith(".json")).sort();
  } catch (error) {
    return { kind: "no-folder", reason: messageOf(error) };
  }
  const files = await Promise.all(names.map(name => readPrompt(folder, name)));
  const problems = files.flatMap(one => ("problem" in one ? [one] : []));
  const own = new Map<string, { readonly file: string; readonly prompt: PromptTemplate }>();
  for (const one of files) {
    if ("problem" in one) continue;
    const first = own.get(one.prompt.id);
    if (first === undefined) own.set(one.prompt.id, one);
    else problems.push({ file: one.file, problem: { code: "twice-the-id", detail: first.file } });
  }
  const laid = overlayPrompts(
    builtInPrompts,
    Array.from(own.values(), ({ prompt }) => prompt),
  );
  for (const { id, problem } of laid.problems) problems.push({ file: own.get(id)?.file ?? id, problem });
  return problems.length > 0 ? { kind: "problems", problems } : { kind: "prompts", ...withoutProblems(laid) };
}

const withoutProblems = ({ prompts, replaced, added }: ReturnType<typeof overlayPrompts>) => ({
  ...{ prompts, replaced, added },
});
