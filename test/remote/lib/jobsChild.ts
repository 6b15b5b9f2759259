import { madeDraft } from "../../unit/jobs/madeDraft.js";
import { openJobs } from "../../../src/node/jobs/openJobs.js";
import type { LaunchDraft } from "../../../src/node/jobs/launchDraft.js";

/** What a process of its own, which a test may kill, is told to do with jobs. */
export interface ChildOrder {
  readonly deed: "launch" | "pull" | "watch";
  readonly storage: string;
  readonly configFile: string;
  readonly trainerFolder: string;
  readonly runRoot: string;
  readonly host: string;
  readonly runId: string;
  readonly command: string;
  /** Of the configuration's file. */
  readonly folder: string;
  readonly uploads: LaunchDraft["uploads"];
}

const say = (value: object) => void process.stdout.write(`${JSON.stringify(value)}\n`);

async function main({ deed, runId, host, command, folder, uploads, ...order }: ChildOrder): Promise<void> {
  const jobs = openJobs({
    ...order,
    pullFolder: null,
    sshPath: "ssh",
    sshConfigFile: order.configFile,
    isPolling: deed === "watch",
    log: { warn: () => undefined },
  });
  // What a window holds open for itself.
  const alive = setInterval(() => undefined, 1000);
  if (deed === "watch") {
    jobs.setWatched(true);
    jobs.onEnd(job => say({ ended: job.runId, state: job.state, pid: process.pid }));
    jobs.onChange(() => say({ jobs: jobs.jobs().map(({ runId: id, state, step }) => ({ id, state, step })) }));
    say({ jobs: jobs.jobs().map(({ runId: id, state, step }) => ({ id, state, step })) });
    return;
  }
  if (deed === "launch") say(await jobs.launch({ ...madeDraft({ runId, folder, command, host }), uploads }, {}));
  else say(await jobs.pull({ host, runId }));
  await jobs.dispose();
  clearInterval(alive);
}

void main(JSON.parse(process.argv[2] ?? "{}") as ChildOrder);
