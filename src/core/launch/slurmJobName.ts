/** How Slurm lists a run: by this it is found when its number was lost on the way. */
export function slurmJobName(runId: string): string {
  return `loupe-${runId}`;
}
