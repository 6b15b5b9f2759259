/** The folder that a run is pulled into: its name made plain, which came from a host perhaps, and its id, which mostly begins with it. */
export function pulledRunName(name: string, runId: string): string {
  const plain = name
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replaceAll(/^[.-]+|[.-]+$/g, "")
    .slice(0, 80);
  return runId.startsWith(`${plain}-`) ? runId : `${plain === "" ? "run" : plain}-${runId}`;
}
