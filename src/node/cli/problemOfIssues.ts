import type * as z from "zod";

/** What is wrong first with a value, behind the place where it is: `calls.0.box: …`. */
export function problemOfIssues(issues: readonly z.core.$ZodIssue[]): string {
  const [first] = issues;
  if (first === undefined) return "not readable";
  const place = first.path.map(String).join(".");
  const message = first.message.replace(/^Invalid input: /, "");
  const more = issues.length > 1 ? `, and ${issues.length - 1} more` : "";
  return `${place === "" ? "" : `${place}: `}${message}${more}`;
}
