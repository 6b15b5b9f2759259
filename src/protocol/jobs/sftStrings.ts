import type { SftCode } from "../../core/launch/sftCodes.js";

/** What is found about a supervised run, in English, each with the way out; the host translates the table. */
export const sftStrings: Readonly<Record<SftCode, string>> = {
  "sft-batch":
    "A batch of {0} cannot be made by {1} GPUs × {2} rows (it would be {3}): change hyper.batch, hyper.batchPerGpu or the number of GPUs.",
  "extra-owned": "The run folder relies on {0}: take it out of extra.",
  "sft-pixels-differ":
    "extra.image_max_pixels is {0} and pixels.max is {1}: boxes learnt in one grid are wrong in the other; set pixels.max only.",
  "sft-one-node": "Supervised runs are launched on one node, not on {0}: set nodes to 1.",
  "sft-no-stages": "Stages are of reinforcement learning: take them out, or make one configuration a stage.",
  "sft-no-strategy": "A supervised run has no reward, so that {0} is not used: take strategy out.",
  "sft-cutoff-over-context": "hyper.cutoffTokens is {0} and the model has {1}: lower it.",
  "sft-cutoff-under-page":
    "A page may have {1} visual tokens and everything is cut at {0}, images in the middle: raise hyper.cutoffTokens or lower pixels.max.",
  "sft-vision-frozen":
    "The vision tower is not trained: LLaMA-Factory freezes it also in a full fine-tuning, and the paper does not say. extra.freeze_vision_tower: false trains it.",
  "sft-lora-rate":
    "The learning rate {0} is the paper's; LLaMA-Factory's examples train LoRA with 1e-4. Set hyper.learningRate to say which.",
};
