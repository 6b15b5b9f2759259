import { describe, expect, it } from "vitest";
import { suggestedSeries } from "../../../src/core/rollout/suggestedSeries.js";

describe("the series shown at first", () => {
  it("of a verl run are score, accuracy, length, turns, loss and learning rate", () => {
    const names = [
      "val-core/comics/acc/mean@1",
      "val-aux/comics/reward/mean@1",
      "val-aux/num_turns/mean",
      "training/global_step",
      "critic/score/mean",
      "critic/score/max",
      "critic/rewards/mean",
      "response_length/mean",
      "response_length/clip_ratio",
      "num_turns/mean",
      "num_turns/max",
      "reward/acc",
      "actor/entropy",
      "actor/kl_loss",
      "actor/pg_loss",
      "actor/grad_norm",
      "actor/lr",
    ];
    expect(suggestedSeries(names)).toEqual([
      "critic/score/mean",
      "response_length/mean",
      "num_turns/mean",
      "reward/acc",
      "actor/pg_loss",
      "actor/lr",
    ]);
  });

  it("of a fine-tuning are loss and learning rate, and no counter", () => {
    expect(suggestedSeries(["loss", "lr", "epoch", "percentage", "total_steps"])).toEqual(["loss", "lr"]);
    expect(suggestedSeries(["loss", "grad_norm", "learning_rate", "epoch", "eval_loss"])).toEqual([
      "loss",
      "grad_norm",
      "learning_rate",
      "eval_loss",
    ]);
  });

  it("are validation scores where nothing else is logged", () => {
    expect(suggestedSeries(["val-core/x/acc/mean@8", "val-aux/x/reward/mean@8", "val-aux/n"])).toEqual([
      "val-core/x/acc/mean@8",
      "val-aux/x/reward/mean@8",
    ]);
  });

  it("are the first ones where no name is known, at most six", () => {
    const names = ["epoch", "a", "b", "c", "d", "e", "f", "g"];
    expect(suggestedSeries(names)).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(suggestedSeries(["epoch"])).toEqual(["epoch"]);
    expect(suggestedSeries([])).toEqual([]);
  });
});
