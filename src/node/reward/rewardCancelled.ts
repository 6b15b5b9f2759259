/** Somebody asked to stop. The message is the one that crosses the worker's port. */
export class RewardCancelled extends Error {
  constructor() {
    super("cancelled");
    this.name = "RewardCancelled";
  }
}
