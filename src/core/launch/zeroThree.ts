/** Relative to the run folder. */
export const zeroThreeFile = "ds_z3_config.json";

/**
 * DeepSpeed's ZeRO stage 3 for a full fine-tuning: weights, gradients and optimiser are shared by the GPUs. `auto` takes
 * what the trainer was told. The 16-bit weights are gathered when saving, or a checkpoint would hold none that a model can
 * be loaded from.
 */
export const zeroThree = {
  train_batch_size: "auto",
  train_micro_batch_size_per_gpu: "auto",
  gradient_accumulation_steps: "auto",
  gradient_clipping: "auto",
  // AdamW of PyTorch is not on DeepSpeed's own list.
  zero_allow_untested_optimizer: true,
  bf16: { enabled: "auto" },
  fp16: { enabled: "auto" },
  zero_optimization: {
    stage: 3,
    contiguous_gradients: true,
    overlap_comm: true,
    reduce_bucket_size: "auto",
    stage3_prefetch_bucket_size: "auto",
    stage3_param_persistence_threshold: "auto",
    stage3_gather_16bit_weights_on_model_save: true,
  },
} as const;
