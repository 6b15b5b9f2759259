import type { CoordinateSpace } from "../page/coordinateSpace.js";
import type { DialectTool } from "../page/dialectTool.js";
import type { ResizeLimits } from "../page/resizeLimits.js";
import type { DialectId } from "./dialectId.js";

/** What a project's loop and zoom tool do with a call. Each was read in the project's source, which its entry names. */
export interface Dialect {
  /** As people call it. */
  readonly name: string;
  /** Which of a turn's calls the loop runs. */
  readonly executes: "first" | "last" | "all";
  /** How many of a turn's calls it runs at most; null: one, or no end. */
  readonly mostCalls: number | null;
  /** An `<answer>` in a turn ends the rollout, whatever it calls. */
  readonly answerWins: boolean;
  /** A call counts only where nothing stands behind it in its turn. */
  readonly endsTurn: boolean;
  readonly allowsPython: boolean;
  readonly tool: DialectTool;
  /** What the numbers of a box count, where it is no matter of the numbers themselves (`spaceRule`). */
  readonly space: CoordinateSpace;
  /**
   * `fixed`: always `space`. `fractions-first`: 0 to 1 where the numbers can be fractions, else `space`. `guessed`: the
   * project's own is `space`, but what models were taught differs from it, so that boxes have a say.
   */
  readonly spaceRule: "fixed" | "fractions-first" | "guessed";
  /** Whether calls may name an earlier crop to be cropped. Else every call crops the page, whatever it names. True where nobody knows. */
  readonly cropsCrops: boolean;
  /** The page is cropped as the model saw it, after smart_resize, and not as it is stored. */
  readonly cropsResized: boolean;
  /** A crop is resized by smart_resize before it is kept: its pixels are those of the resized one. */
  readonly keepsResized: boolean;
  /** The project's own settings of smart_resize, where its code fixes them. */
  readonly limits: ResizeLimits | null;
}

/**
 * verl's tool agent loop and verl/tools/image_zoom_in_tool.py (v0.6.0 to v0.7.1): the first call that can be parsed. Its
 * own tool crops the page alone, but most projects bring one of theirs.
 */
const verl: Dialect = {
  name: "verl",
  executes: "first",
  mostCalls: null,
  answerWins: false,
  endsTurn: false,
  allowsPython: false,
  tool: "verl",
  space: "model",
  spaceRule: "guessed",
  cropsCrops: true,
  cropsResized: false,
  keepsResized: false,
  limits: null,
};

/** DeepEyes, verl/workers/agent/envs/mm_process_engine/visual_toolbox_v2.py: last call, always the stored page. */
const deepeyes: Dialect = {
  ...verl,
  name: "DeepEyes",
  executes: "last",
  answerWins: true,
  tool: "deepeyes",
  space: "page",
  cropsCrops: false,
};

/** TIGER-AI-Lab/Pixel-Reasoner, curiosity_driven_rl/openrlhf/trainer/ppo_utils/experience_maker.py (`execute_tool`). */
const pixelReasoner: Dialect = {
  ...verl,
  name: "Pixel-Reasoner",
  executes: "last",
  endsTurn: true,
  tool: "pixel-reasoner",
  spaceRule: "fractions-first",
  cropsResized: true,
  keepsResized: true,
};

/** Chain-of-Focus, verl/recipe/zoomin/zoomin_vision_tool.py: what lies outside of the page is refused. */
const chainOfFocus: Dialect = { ...verl, name: "Chain-of-Focus", tool: "focus", cropsResized: true };

/** The rules of every dialect that is known: one table, looked at wherever a project's own way matters. */
export const dialects: Readonly<Record<DialectId, Dialect>> = {
  verl,
  /** TIGER-AI-Lab/verl-tool, verl_tool/servers/tools/pixel_reasoner.py: first call, no smallest size, the stored page. */
  "verl-tool": {
    ...pixelReasoner,
    name: "verl-tool",
    executes: "first",
    endsTurn: false,
    tool: "verl-tool",
    space: "page",
    cropsResized: false,
  },
  deepeyes,
  /** DeepEyes, visual_toolbox_v3.py: the last block of JSON; small boxes are enlarged. */
  "deepeyes-v3": { ...deepeyes, name: "DeepEyes v3", tool: "deepeyes-v5" },
  /** DeepEyes, visual_toolbox_v4.py: the first call, arguments at the top level, handed to Pillow as they are. */
  "deepeyes-v4": { ...deepeyes, name: "DeepEyes v4", executes: "first", tool: "pillow" },
  /** DeepEyes, visual_toolbox_v5.py: up to three calls a turn, small boxes are enlarged. */
  "deepeyes-v5": { ...deepeyes, name: "DeepEyes v5", executes: "all", mostCalls: 3, tool: "deepeyes-v5" },
  /** DeepEyes, eval/eval_vstar.py: the first call, read by Python's `eval`, whether the turn answers or not. */
  "deepeyes-eval": {
    ...deepeyes,
    name: "DeepEyes' evaluation",
    executes: "first",
    answerWins: false,
    allowsPython: true,
    tool: "pillow",
  },
  "chain-of-focus": chainOfFocus,
  /** Chain-of-Focus, eval/vstar/vllm_inference.py: whatever it does not take for a box is answered with the whole page. */
  "chain-of-focus-eval": {
    ...chainOfFocus,
    name: "Chain-of-Focus' evaluation",
    tool: "focus-eval",
    limits: { factor: 28, minPixels: 112 * 112, maxPixels: 3840 * 3840 },
  },
  "pixel-reasoner": pixelReasoner,
  /** Mini-o3/Mini-o3, verl/workers/rollout/vllm_rollout/function_tools.py: the last one, of the page or an observation. */
  "mini-o3": {
    ...verl,
    name: "Mini-o3",
    executes: "last",
    allowsPython: true,
    tool: "mini-o3",
    spaceRule: "fractions-first",
  },
  /** QwenLM/Qwen-Agent, qwen_agent/tools/image_zoom_in_qwen3vl.py, as the Qwen3-VL cookbook uses it. */
  "qwen3-vl": {
    ...verl,
    name: "Qwen3-VL",
    executes: "all",
    tool: "qwen-agent",
    space: "thousand",
    spaceRule: "fixed",
    keepsResized: true,
    limits: { factor: 32, minPixels: 256 * 32 * 32, maxPixels: 12_845_056 },
  },
  /** groundlight/r1_vlm, src/r1_vlm/tools/zoom.py: a point, around which a window of 400 pixels is cropped of the page. */
  "r1-vlm": { ...verl, name: "r1_vlm", tool: "point-window", space: "page", spaceRule: "fixed", cropsCrops: false },
  /** OpenThinkIMG/OpenThinkIMG: `actions`, which crop by a description that another model finds the place of. */
  openthinkimg: { ...verl, name: "OpenThinkIMG", tool: "described", space: "page", spaceRule: "fixed" },
  /** VTool-R1/VTool-R1: Python that names rows and columns; their boxes come with the question, not from the model. */
  "vtool-r1": {
    ...verl,
    name: "VTool-R1",
    executes: "all",
    tool: "described",
    space: "page",
    spaceRule: "fixed",
    cropsCrops: false,
  },
  /** DeepEyesV2 and PyVision: Python code, which is shown and listed, and nothing is read into it. */
  code: { ...verl, name: "code", tool: "described", space: "page", spaceRule: "fixed" },
};
