import type { BoxConvention, ModelFamilyId } from "./modelFamily.js";
import type { ToolStyle } from "./evaluationRun.js";

/** A setting with where it was read. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly source: string;
}

/** How an image is counted in tokens, for estimates: so many pixels a token, or tiles of a size after a shrink. */
export type TokenRule =
  | { readonly kind: "area"; readonly pixels: number }
  | {
      readonly kind: "tiles";
      /** Of a tile's side, in pixels. */
      readonly side: number;
      readonly perTile: number;
      readonly base: number;
      /** The shorter side is shrunk to this first. */
      readonly shortSide: number;
    };

/** What is known of models of a family. Every value has its source; what nobody says is left open. */
export interface ModelFamily {
  readonly id: ModelFamilyId;
  /** Matches the model's name as servers have it, in lower case. The first entry that matches holds. */
  readonly names: RegExp;
  readonly boxes: Sourced<BoxConvention>;
  readonly image: Sourced<{
    readonly multiple: number | null;
    readonly minPixels: number | null;
    readonly maxPixels: number | null;
    readonly maxSide: number | null;
    readonly detail: "auto" | "low" | "high" | null;
  }>;
  readonly maxTokensName: Sourced<"max_tokens" | "max_completion_tokens">;
  /** Sampling keys that the server answers with an error: they are not sent. */
  readonly refuses: Sourced<readonly ("temperature" | "top_p" | "seed")[]>;
  readonly toolStyle: Sourced<ToolStyle>;
  readonly tokens: Sourced<TokenRule>;
}

const commonTokens: Sourced<"max_tokens"> = {
  value: "max_tokens",
  source: "vLLM, SGLang, Ollama and LMDeploy take it; Ollama drops max_completion_tokens without a word",
};
const takesAll: ModelFamily["refuses"] = { value: [], source: "no refusal is known" };
const inText: Sourced<ToolStyle> = {
  value: "text",
  source: "the default: servers may take `tools` and do nothing with them",
};

const anyImage = { multiple: null, minPixels: null, maxPixels: null, maxSide: null, detail: null } as const;

const qwenText: Sourced<ToolStyle> = {
  value: "text",
  source: "Qwen2.5-VL's chat template has no block for tools (edwardzjl/chatbot #1000)",
};

/** By 28 × 28 pixels, merged patches of 14. */
const qwenImage: ModelFamily["image"] = {
  value: { multiple: 28, minPixels: 3136, maxPixels: 12_845_056, maxSide: null, detail: null },
  source: "qwen_vl_utils vision_process.py; preprocessor_config.json (min_pixels, max_pixels)",
};
const qwenTokens: Sourced<TokenRule> = { value: { kind: "area", pixels: 28 * 28 }, source: "smart_resize, factor 28" };

const gptImage: ModelFamily["image"] = {
  value: { ...anyImage, maxSide: 2048, detail: "high" },
  source: "OpenAI's guide to images: larger ones are shrunk to 2048 on a side before they are looked at",
};
const gptTokens: Sourced<TokenRule> = {
  value: { kind: "tiles", side: 512, perTile: 170, base: 85, shortSide: 768 },
  source: "OpenAI's guide to images, detail high of GPT-4o",
};
const gptBoxes: Sourced<BoxConvention> = {
  value: "norm1000_xyxy",
  source: "none of its own: whatever the prompt asks for",
};

/**
 * What is known of families of models (facts: evaluation 2.1 and 2.3), the more special names first. It says how to ask,
 * and how to read boxes; limits of hosted models change, so that each value can be given in its place.
 */
export const modelFamilies: readonly ModelFamily[] = [
  {
    id: "qwen2.5-vl",
    names: /qwen-?2[._]5-?(?:vl|omni)|deepeyes|mini-?o3|pixel-?reasoner/,
    boxes: { value: "px_resized", source: "QwenLM/Qwen2.5-VL README and cookbooks/ocr.ipynb: x / input_width × width" },
    image: qwenImage,
    maxTokensName: commonTokens,
    refuses: takesAll,
    toolStyle: qwenText,
    tokens: qwenTokens,
  },
  {
    id: "qwen3-vl",
    names: /qwen-?3/,
    boxes: {
      value: "norm1000_xyxy",
      source: "QwenLM/Qwen3-VL cookbooks/spatial_understanding, evaluation/ODinW-13/run_odinw.py",
    },
    image: {
      value: { multiple: 32, minPixels: 65_536, maxPixels: 16_777_216, maxSide: null, detail: null },
      source: "Qwen3-VL preprocessor_config.json: patch 16, merge 2, shortest_edge and longest_edge as pixels",
    },
    maxTokensName: commonTokens,
    refuses: takesAll,
    toolStyle: inText,
    tokens: { value: { kind: "area", pixels: 32 * 32 }, source: "smart_resize, factor 32" },
  },
  {
    id: "qwen2-vl",
    names: /qwen-?2-?vl|qvq/,
    boxes: { value: "norm1000_xyxy", source: "QwenLM/Qwen3-VL qwen-vl-finetune/tools/process_bbox.ipynb" },
    image: qwenImage,
    maxTokensName: commonTokens,
    refuses: takesAll,
    toolStyle: qwenText,
    tokens: qwenTokens,
  },
  {
    id: "gemini",
    names: /gemini/,
    boxes: {
      value: "norm1000_yxyx",
      source: "google-gemini/cookbook quickstarts/Spatial_understanding.ipynb: ymin, xmin, ymax, xmax",
    },
    image: { value: anyImage, source: "no limit is sent: the service resizes by itself" },
    maxTokensName: commonTokens,
    refuses: takesAll,
    toolStyle: inText,
    tokens: {
      value: { kind: "tiles", side: 768, perTile: 258, base: 0, shortSide: 100_000 },
      source: "Gemini API, token counting: 258 tokens a tile of 768",
    },
  },
  {
    id: "internvl",
    names: /intern-?vl/,
    boxes: {
      value: "norm1000_xyxy",
      source: "OpenGVLab/InternVL internvl_chat/eval/refcoco/evaluate_grounding.py: of the whole image, not of a tile",
    },
    image: { value: anyImage, source: "tiles of 448 are made by the server" },
    maxTokensName: commonTokens,
    refuses: takesAll,
    toolStyle: inText,
    tokens: {
      value: { kind: "tiles", side: 448, perTile: 256, base: 256, shortSide: 100_000 },
      source: "OpenGVLab/InternVL dynamic preprocessing: 256 tokens a tile and a thumbnail",
    },
  },
  {
    id: "minicpm",
    names: /minicpm-?(?:v|o)/,
    boxes: { value: "norm1000_xyxy", source: "OpenBMB/MiniCPM-V issues #772 and #982" },
    image: { value: anyImage, source: "slices are made by the server" },
    maxTokensName: commonTokens,
    refuses: takesAll,
    toolStyle: inText,
    tokens: {
      value: { kind: "tiles", side: 448, perTile: 64, base: 64, shortSide: 100_000 },
      source: "OpenBMB/MiniCPM-V 2.6: 64 tokens a slice",
    },
  },
  {
    id: "gpt",
    names: /(?:^|\/)(?:gpt-?5|o[1-9])(?![0-9])/,
    boxes: gptBoxes,
    image: gptImage,
    maxTokensName: {
      value: "max_completion_tokens",
      source: "reasoning models refuse max_tokens (OpenAI's reference of chat completions)",
    },
    refuses: {
      value: ["temperature", "top_p"],
      source: "400 unsupported_value for a temperature other than 1 (tmc/langchaingo #1355, glebm/i18n-tasks #672)",
    },
    toolStyle: inText,
    tokens: gptTokens,
  },
  {
    id: "gpt",
    names: /(?:^|\/)(?:gpt-|chatgpt)/,
    boxes: gptBoxes,
    image: gptImage,
    maxTokensName: { value: "max_tokens", source: "models without reasoning take it" },
    refuses: takesAll,
    toolStyle: inText,
    tokens: gptTokens,
  },
];

/** Of models that no name tells: the prompt asks for thousandths and says so. */
export const otherFamily: ModelFamily = {
  id: "other",
  names: /^/,
  boxes: { value: "norm1000_xyxy", source: "whatever the prompt asks for" },
  image: { value: anyImage, source: "nothing is known" },
  maxTokensName: commonTokens,
  refuses: takesAll,
  toolStyle: inText,
  tokens: { value: { kind: "area", pixels: 28 * 28 }, source: "a guess" },
};
