import { openHost } from "../../../src/node/remote/openHost.js";
import { pullRun } from "../../../src/node/jobs/pullRun.js";
import { rsyncFetch } from "../../../src/node/jobs/rsyncFetch.js";

/** Where a process of its own, which a test may kill, pulls from and to. */
export interface PullOrder {
  readonly host: string;
  readonly configFile: string;
  readonly trainerFolder: string;
  readonly runFolder: string;
  readonly localFolder: string;
  readonly isByRsync: boolean;
}

async function main({ host, configFile, trainerFolder, runFolder, localFolder, isByRsync }: PullOrder): Promise<void> {
  const connection = openHost(host, { trainerFolder, configFile });
  const rsync = isByRsync ? rsyncFetch(host, { trainerFolder, configFile }) : null;
  const limits = { fileBytes: 1e9, totalBytes: 1e10 };
  const outcome = await pullRun({ connection, runFolder, localFolder, limits, rsync });
  process.stdout.write(JSON.stringify(outcome));
  await connection.dispose();
}

void main(JSON.parse(process.argv[2] ?? "{}") as PullOrder);
