import type { BuildOutcome } from "../../node/benchmark/build/buildOutcome.js";
import type { ExportResult } from "../../node/benchmark/exportResult.js";
import type { BadSource, ImportResult } from "../../node/benchmark/import/importResult.js";
import type { SampleResult } from "../../node/benchmark/makeSample.js";
import type { WriteResult } from "../../node/benchmark/write/writeTexts.js";
import type { Translate } from "../translate.js";

type NotDone<Result extends { readonly kind: string }, Done extends string> = Exclude<Result, { kind: Done }>;

/** What may come of several kinds of work. */
type Common =
  | { readonly kind: "unwritable" | "unreadable"; readonly path: string; readonly reason: string }
  | { readonly kind: "foreign"; readonly path: string }
  | { readonly kind: "no-pages" | "aborted" };

function commonWords(result: Common, t: Translate): string | null {
  switch (result.kind) {
    case "unwritable":
      return t("{0} cannot be written: {1}", result.path, result.reason);
    case "unreadable":
      return t("{0} cannot be read: {1}", result.path, result.reason);
    case "foreign":
      return t(
        "{0} is not of this benchmark and would be written over: take another folder, or move it away.",
        result.path,
      );
    case "no-pages":
      return t("There are no pages yet: import annotated comics first.");
    case "aborted":
      return null;
    default: {
      const never: never = result;
      return never;
    }
  }
}

function sourceWords(reason: BadSource, path: string, t: Translate): string {
  switch (reason) {
    case "missing":
      return t("{0} is not there.", path);
    case "denied":
      return t("{0} may not be read.", path);
    case "no-file":
      return t("{0} is neither a file nor a folder.", path);
    case "unknown":
      return t("Nothing in {0} is of a form that can be imported.", path);
    case "own":
      return t("Nothing in {0} can be imported: what the benchmark itself has written is no source.", path);
    default: {
      const never: never = reason;
      return never;
    }
  }
}

/** Why some work on a benchmark was not done, as a sentence. Null: it was stopped by whoever started it. */
export const failureWords = {
  import(result: NotDone<ImportResult, "imported" | "needs-mapping">, t: Translate): string | null {
    switch (result.kind) {
      case "bad-mapping":
        return t("The mapping cannot be used: {0}", result.reason);
      case "bad-source":
        return sourceWords(result.reason, result.path, t);
      case "unknown-reader":
        return t("There is no reader called {0}.", result.id);
      case "foreign":
      case "unwritable":
      case "aborted":
        return commonWords(result, t);
      default: {
        const never: never = result;
        return never;
      }
    }
  },
  build(result: NotDone<BuildOutcome, "built">, t: Translate): string | null {
    switch (result.kind) {
      case "leak":
        return t("Splits as given would put one issue, page or image into two splits; {0} cases.", result.leaks.length);
      case "no-split":
        return t("{0} pages have no split of their own.", result.pages.length);
      case "no-pages":
      case "unreadable":
      case "foreign":
      case "unwritable":
      case "aborted":
        return commonWords(result, t);
      default: {
        const never: never = result;
        return never;
      }
    }
  },
  export(result: NotDone<ExportResult, "exported">, t: Translate): string | null {
    switch (result.kind) {
      case "unfit":
        return t("An export to {0} has no place for {1}: {2}.", result.to, result.option, result.value);
      case "not-built":
        return t("There are no questions yet: build them first.");
      case "leak":
        return t(
          "A page, a picture or an issue stands in two splits; {0} cases. Import and build again.",
          result.leaks.length,
        );
      case "nothing":
        if (result.leftOut.length > 0 && result.leftOut.every(({ code }) => code === "missing-image"))
          return t("No image was found. Was the folder moved? Import again.");
        return t("No question is left to be exported.");
      case "taken":
        return t("{0} holds something else, such as {1}.", result.out, result.example);
      case "unreadable":
      case "unwritable":
      case "aborted":
        return commonWords(result, t);
      default: {
        const never: never = result;
        return never;
      }
    }
  },
  write(result: NotDone<WriteResult, "planned" | "written">, t: Translate): string | null {
    switch (result.kind) {
      case "bad-prompt":
        return t("The prompt {0} cannot be filled in.", result.id);
      case "no-pages":
      case "unreadable":
      case "aborted":
        return commonWords(result, t);
      default: {
        const never: never = result;
        return never;
      }
    }
  },
  sample(result: NotDone<SampleResult, "written">, t: Translate): string | null {
    switch (result.kind) {
      case "occupied":
        return t("{0} holds something else.", result.path);
      case "no-glyphs":
        return t("The extension lacks its letters ({0}).", result.path);
      case "aborted":
        return null;
      default: {
        const never: never = result;
        return never;
      }
    }
  },
} as const;
