import type { JobView } from "../../protocol/jobs/jobView.js";

function progressText({ stage, step, totalSteps, reward }: JobView): string | null {
  if (step === null) return null;
  const steps = totalSteps === null ? `step ${step}` : `step ${step}/${totalSteps}`;
  const parts = [
    ...(stage === null || stage.of < 2 ? [] : [`${stage.name} (${stage.index + 1} of ${stage.of})`]),
    steps,
    ...(reward === null ? [] : [`reward ${reward.toFixed(3)}`]),
  ];
  return parts.join(", ");
}

function leftText(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min left` : `${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}

function stateText({ state, exitCode, unreachableSince }: JobView): string {
  const code = state === "exited" && exitCode !== null ? ` with ${exitCode}` : "";
  const silent = unreachableSince === null ? "" : ` (no answer since ${new Date(unreachableSince).toISOString()})`;
  return `${state}${code}${silent}`;
}

/** One line about a job for people. */
export function jobLine(job: JobView): string {
  const { host, runId, name, secondsLeft, gpuUtilisation } = job;
  const parts = [
    stateText(job),
    progressText(job),
    secondsLeft === null ? null : leftText(secondsLeft),
    gpuUtilisation === null ? null : `GPUs ${Math.round(gpuUtilisation)} %`,
  ];
  return `${host}  ${runId}  ${name}  ${parts.filter(part => part !== null).join(", ")}`;
}
