/** How a run trains (paper, sections 4 and 5): supervised on answers or on reasoning, vanilla RL, region-aware RL. */
export const methods = ["SFT-S", "SFT-R", "RL", "RARL"] as const;
export type Method = (typeof methods)[number];

/** Whether a method is supervised fine-tuning; the others are reinforcement learning. */
export const isSft = (method: Method): boolean => method === "SFT-S" || method === "SFT-R";
