import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { JobsService } from "../../../src/node/jobs/jobsService.js";
import type { HostConnection } from "../../../src/node/remote/hostConnection.js";
import { openHost } from "../../../src/node/remote/openHost.js";
import { madeDraft } from "./madeDraft.js";
import { madeJobs, trainerFolder } from "./madeJobs.js";
import { temporaryFolder } from "./temporaryFolder.js";

const runId = "run-of-two-names";

/** This machine under other names; counts the bytes that pulls bring. */
function host() {
  const brought = { bytes: 0 };
  const open = (name: string): HostConnection => {
    const real = openHost("local", { trainerFolder });
    return {
      host: name,
      run: real.run.bind(real),
      follow: real.follow.bind(real),
      tunnel: real.tunnel.bind(real),
      relay: real.relay.bind(real),
      inBulkTurn: (work, signal) => real.inBulkTurn(work, signal),
      dispose: () => real.dispose(),
      bulk: (script, input, onBytes, options) =>
        real.bulk(
          script,
          input,
          bytes => {
            brought.bytes += bytes.length;
            onBytes?.(bytes);
          },
          options,
        ),
    };
  };
  return { open, brought };
}

async function ended(jobs: JobsService, name: string): Promise<void> {
  await jobs.refresh(name, { adopt: true });
  expect(jobs.jobs().find(job => job.host === name)?.state).toBe("exited");
}

it("a run of a host that is known by two names is pulled by one of them at a time, and its bytes come once", async () => {
  const [storage, { open, brought }] = [temporaryFolder(), host()];
  const [one, other] = [madeJobs(storage, { openHost: open }), madeJobs(storage, { openHost: open })];
  await one.launch(madeDraft({ runId, folder: storage, command: "echo done", host: "gpu01" }), {});
  await expect
    .poll(async () =>
      ended(one, "gpu01").then(
        () => "ended",
        () => "going on",
      ),
    )
    .toBe("ended");
  await ended(other, "gpu01.cluster.example");
  const file = join("out", "rollouts", "1.jsonl");
  mkdirSync(join(storage, "runs", runId, "out", "rollouts"), { recursive: true });
  const bytes = Buffer.alloc(20_000_000, "0123456789\n");
  writeFileSync(join(storage, "runs", runId, file), bytes);
  brought.bytes = 0;
  const pulled = await Promise.all([
    one.pull({ host: "gpu01", runId }),
    other.pull({ host: "gpu01.cluster.example", runId }),
  ]);
  const [folder] = pulled.map(each => (each.kind === "reached" ? each.value.localFolder : null));
  expect(pulled).toMatchObject([{ value: { localFolder: folder } }, { value: { localFolder: folder } }]);
  expect(readFileSync(join(folder ?? "", file)).equals(bytes)).toBe(true);
  expect(readdirSync(join(folder ?? "", "out", "rollouts"))).toEqual(["1.jsonl"]);
  expect(existsSync(join(folder ?? "", "run.json"))).toBe(true);
  expect(brought.bytes).toBeLessThan(1.2 * bytes.length);
}, 60_000);
