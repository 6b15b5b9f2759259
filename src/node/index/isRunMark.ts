/** Files that trainers leave in a run's own folder, and ours. */
const files = new Set(["loupe.json", "latest_checkpointed_iteration.txt", "checkpoint_tracker.json", "metrics.jsonl"]);
const checkpoint = /^global_steps?_\d+$/;

/** Whether an entry of this name marks its folder as that of a run. Other metrics files are told by their content. */
export const isRunMark = (name: string): boolean => files.has(name) || checkpoint.test(name);
