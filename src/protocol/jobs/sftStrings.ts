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
  "sft-home-path": "LLaMA-Factory does not know what ~ means in {0}: write the absolute path.",
  "sft-file-type": "LLaMA-Factory tells data by their names, and {0} ends in none of {1}: rename it.",
  "sft-no-shape":
    "The rows of {0} have no messages that LLaMA-Factory can read: write messages with role and content, or conversations with from and value.",
  "sft-rows-shape":
    "{0} of {1} rows (the first is {2}) have no messages that LLaMA-Factory can read: write messages with role and content, or conversations with from and value.",
  "sft-rows-role":
    "{0} of {1} rows (the first is {2}) have a role that no tag names, and are skipped with a line in the log: rename the role.",
  "sft-rows-order":
    "{0} of {1} rows (the first is {2}) do not take turns between user or observation and assistant, and are skipped with a line in the log.",
  "sft-rows-odd": "{0} of {1} rows (the first is {2}) end without an answer, and are skipped with a line in the log.",
  "sft-rows-images":
    "{0} of {1} rows (the first is {2}) have another number of <image> than of images, which ends the run while it reads the data: mend them.",
  "sft-rows-cut":
    "{0} of {1} rows are longer than {2} tokens and would be cut, images in the middle: raise hyper.cutoffTokens to {3} or lower pixels.max.",
  "sft-rows-fit": "All {0} rows fit: the longest has about {1} of {2} tokens (the text's are an estimate).",
  "sft-pages-unknown":
    "Images of {0} of {1} rows cannot be read, which ends the run when it comes to them: look at data.images.",
  "sft-grid-differs":
    "{0} of {1} pages stand in another grid here than in verl with the same pixels.max, since LLaMA-Factory scales before it rounds: boxes may be off by up to 28 pixels.",
  "sft-without-thought":
    "{0} of {1} rows have no <think> in their answers, and SFT-R trains on reasoning: look at data.train.",
  "sft-with-thought":
    "{0} of {1} rows reason in their answers, and SFT-S trains on answers alone: look at data.train, or set method to SFT-R.",
};
