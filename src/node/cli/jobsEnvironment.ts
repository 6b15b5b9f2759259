import { resolve } from "node:path";
import { openJobs } from "../jobs/openJobs.js";
import type { JobsService } from "../jobs/jobsService.js";
import { defaultRunRoot } from "../remote/runRoot.js";
import type { Output } from "./output.js";
import { runRootOfEnvironment } from "./runRootOfEnvironment.js";
import { storageFolder } from "./storageFolder.js";

/** What the environment says about jobs, in place of a window's settings. */
export const jobsEnvironmentHelp = `
Environment: LOUPE_STORAGE names the folder that remembers jobs (~/.loupe/client when it is not set), LOUPE_PULL_FOLDER
where runs are pulled to, LOUPE_RUN_ROOT the folder of runs on hosts (${defaultRunRoot}), LOUPE_SSH the ssh program,
LOUPE_SSH_CONFIG its configuration file.
`;

const named = (value: string | undefined): string | null => (value === undefined || value === "" ? null : value);

/** The jobs service of the command line. `trainerFolder`: absolute, the files that travel to hosts. */
function openCliJobs(trainerFolder: string, output: Output): JobsService {
  const { env } = process;
  const pullFolder = named(env["LOUPE_PULL_FOLDER"]);
  return openJobs({
    storage: storageFolder(),
    pullFolder: pullFolder === null ? null : resolve(pullFolder),
    runRoot: runRootOfEnvironment(),
    trainerFolder,
    sshPath: named(env["LOUPE_SSH"]) ?? "ssh",
    sshConfigFile: named(env["LOUPE_SSH_CONFIG"]),
    isPolling: false,
    log: {
      warn: (message, values) => output.err(`${message} ${JSON.stringify(values ?? {})}\n`),
    },
  });
}

/** Lets a command work with the jobs of this machine; connections are closed after it. */
export async function withJobs<T>(
  trainerFolder: string,
  output: Output,
  work: (jobs: JobsService) => Promise<T>,
): Promise<T> {
  const jobs = openCliJobs(trainerFolder, output);
  // Timers of the service keep no process alive, and between two tries to connect there may be nothing else.
  const alive = setInterval(() => undefined, 60_000);
  try {
    for (const { file, reason } of jobs.damaged()) output.err(`${file} is damaged and left as it is: ${reason}\n`);
    return await work(jobs);
  } finally {
    clearInterval(alive);
    await jobs.dispose();
  }
}
