import { pythonFloat } from "./pythonJson.js";
import { makeRandom } from "./random.js";

const totalSteps = 240;
const logEvery = 5;
const epochs = 3;
const peak = 1e-5;

/** Python's text of a timedelta of whole seconds. */
function duration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Cosine with a tenth of warm-up, as the usual configuration has it. */
function learningRate(step: number): number {
  const warm = totalSteps / 10;
  if (step < warm) return (peak * step) / warm;
  return (peak / 2) * (1 + Math.cos((Math.PI * (step - warm)) / (totalSteps - warm)));
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));

/** `trainer_log.jsonl` of LLaMA-Factory for a small made-up fine-tuning; the last row has no loss, as real ones. */
export function sftLog(seed: number): string {
  const random = makeRandom(seed, "sft");
  const rows = Array.from({ length: totalSteps / logEvery }, (_, index) => {
    const step = (index + 1) * logEvery;
    const loss = round(0.34 + 1.25 * Math.exp(-step / 45) + 0.025 * random.normal(), 4);
    return progress(
      step,
      `"loss": ${pythonFloat(loss)}, "lr": ${pythonFloat(Number(learningRate(step).toPrecision(6)))}, `,
    );
  });
  return [...rows, progress(totalSteps, "")].map(row => `${row}\n`).join("");
}

function progress(step: number, learned: string): string {
  const seconds = step * 21;
  const epoch = round((step * epochs) / totalSteps, 4);
  const percentage = round((100 * step) / totalSteps, 2);
  return `{"current_steps": ${step}, "total_steps": ${totalSteps}, ${learned}"epoch": ${pythonFloat(epoch)}, "percentage": ${pythonFloat(percentage)}, "elapsed_time": "${duration(seconds)}", "remaining_time": "${duration((totalSteps - step) * 21)}"}`;
}
