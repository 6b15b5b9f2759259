import * as z from "zod";
import type { Finding } from "../../core/launch/finding.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import { findingStrings } from "../../protocol/jobs/findingStrings.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";

/** A finding as commands print it. */
export const findingOutput = z.strictObject({
  level: z.enum(["good", "note", "warning", "error"]).describe("error: forbids a launch."),
  code: z.string(),
  values: z.array(z.union([z.string(), z.number()])),
  key: z.string().nullable().describe("The key of the run configuration that it is about."),
  text: z.string().describe("The sentence, with the way out."),
});

export type FindingOutput = z.infer<typeof findingOutput>;

export function findingJson({ level, code, values, key }: Finding): FindingOutput {
  return { level, code, values: [...values], key, text: filledSentence(findingStrings[code], values) };
}

/** One line for each finding: its level, the sentence. */
export function printFindings(findings: readonly Finding[], output: Output): void {
  for (const finding of findings)
    output.out(`${finding.level.padEnd(7)} ${printable(findingJson(finding).text).replaceAll("\n", " ")}\n`);
}

export const forbids = (findings: readonly Finding[]): boolean => findings.some(({ level }) => level === "error");
