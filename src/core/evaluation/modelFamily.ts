/**
 * Families of models that write boxes in one convention and take images by one set of rules; what those are stands in
 * `modelFamilies`. `other`: nothing is known, and the prompt asks for the convention.
 */
export const modelFamilyIds = [
  "qwen2-vl",
  "qwen2.5-vl",
  "qwen3-vl",
  "gemini",
  "internvl",
  "minicpm",
  "gpt",
  "other",
] as const;
export type ModelFamilyId = (typeof modelFamilyIds)[number];

/**
 * In what a model writes a box: pixels of the image as it was sent, pixels after smart_resize, 0 to 1000 of the image with
 * x or with y first, or 0 to 1 (facts: evaluation 2.3).
 */
export const boxConventions = ["px_sent", "px_resized", "norm1000_xyxy", "norm1000_yxyx", "norm1"] as const;
export type BoxConvention = (typeof boxConventions)[number];
