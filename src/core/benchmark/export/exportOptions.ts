import * as z from "zod";
import { defaultResizeLimits } from "../../page/resizeLimits.js";
import { splitNames } from "../pageRecord.js";
import { promptInputs } from "../promptTemplate.js";
import { imageOptionsSchema } from "./imageOptions.js";

export const exportTargets = ["verl", "llamafactory", "vlmevalkit", "lmms-eval", "jsonl"] as const;
/** Whom an export is for. */
export type ExportTarget = (typeof exportTargets)[number];

/** All options of an export. */
export const exportOptionsSchema = z
  .strictObject({
    to: z.enum(exportTargets),
    splits: z.array(z.enum(splitNames)).min(1).readonly(),
    /** Images inside the data, or as files beside them. */
    images: z.enum(["bytes", "paths"]),
    /** `zoom`: the page, and words that tell of the zoom tool. */
    input: z.enum(promptInputs),
    use: z.enum(["answer", "reason"]),
    ...imageOptionsSchema.unwrap().omit({ input: true }).shape,
    acceptedOnly: z.boolean(),
    /** Every rotation of the options, right only together: VLMEvalKit's circular evaluation. */
    circular: z.boolean(),
    /** What paths of images begin with where the export will stand; null: they are relative to the file that names them. */
    imageRoot: z.string().nullable(),
    /** Under which a model sees the images; stated, never applied. */
    resize: z
      .strictObject({ factor: z.int().positive(), minPixels: z.int().positive(), maxPixels: z.int().positive() })
      .readonly(),
  })
  .readonly();
export type ExportOptions = z.infer<typeof exportOptionsSchema>;

/** What an export can be asked for; what is left out is as its target usually has it. */
export type AskedExport = Pick<ExportOptions, "to"> & {
  readonly [Key in keyof ExportOptions]?: ExportOptions[Key] | undefined;
};

/** An option that the target has no place for. */
export interface UnfitOption {
  readonly kind: "unfit";
  readonly option: "images" | "input" | "marks" | "circular" | "imageRoot";
  readonly value: string;
  readonly to: ExportTarget;
}

const training: readonly ExportTarget[] = ["verl", "llamafactory", "jsonl"];

/** The options that hold for a target where nobody says otherwise. */
function usualOptions(to: ExportTarget): ExportOptions {
  return {
    to,
    splits: training.includes(to) ? splitNames : ["test"],
    images: to === "verl" || to === "vlmevalkit" ? "bytes" : "paths",
    input: "page",
    use: to === "verl" ? "reason" : "answer",
    marks: to === "jsonl" ? "none" : "drawn",
    shown: "second",
    format: "same",
    quality: 92,
    acceptedOnly: false,
    circular: false,
    imageRoot: null,
    resize: defaultResizeLimits,
  };
}

function unfit({ to, images, input, marks, circular, imageRoot }: ExportOptions): UnfitOption | null {
  const found = (option: UnfitOption["option"], value: string): UnfitOption => ({ kind: "unfit", option, value, to });
  if (images === "bytes" && to !== "verl" && to !== "vlmevalkit") return found("images", images);
  // Records speak of the stored page: a drawn or cut image would be none that their boxes fit.
  if (to === "jsonl" && input !== "page") return found("input", input);
  if (to === "jsonl" && marks === "drawn") return found("marks", marks);
  // The harnesses have no loop in which a tool would answer.
  if ((to === "vlmevalkit" || to === "lmms-eval") && input === "zoom") return found("input", input);
  if (circular && to !== "vlmevalkit") return found("circular", "true");
  if (imageRoot !== null && (images === "bytes" || to === "jsonl" || to === "lmms-eval"))
    return found("imageRoot", imageRoot);
  return null;
}

/** The options of an export with what was left out, or the one that its target has no place for. */
export function exportOptions(
  asked: AskedExport,
): { readonly kind: "options"; readonly options: ExportOptions } | UnfitOption {
  const usual = usualOptions(asked.to);
  const options: ExportOptions = {
    to: asked.to,
    splits: asked.splits ?? usual.splits,
    images: asked.images ?? usual.images,
    input: asked.input ?? usual.input,
    use: asked.use ?? usual.use,
    marks: asked.marks ?? usual.marks,
    shown: asked.shown ?? usual.shown,
    format: asked.format ?? usual.format,
    quality: asked.quality ?? usual.quality,
    acceptedOnly: asked.acceptedOnly ?? usual.acceptedOnly,
    circular: asked.circular ?? usual.circular,
    imageRoot: asked.imageRoot ?? usual.imageRoot,
    resize: asked.resize ?? usual.resize,
  };
  return unfit(options) ?? { kind: "options", options };
}
