import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import type { IndexLog } from "./node/index/indexLog.js";
import { exportGroup } from "./node/export/exportGroup.js";
import { exportParts } from "./node/export/exportParts.js";
import { noticeOf } from "./node/runs/noticeOf.js";
import { Rewards, type ServedRewards } from "./node/reward/rewards.js";
import { ThreadCrew } from "./node/reward/threadCrew.js";
import { createRemarks } from "./node/remarks/createRemarks.js";
import { ToolCalls } from "./node/tools/toolCalls.js";
import { Searches } from "./node/search/searches.js";
import { Runs } from "./node/runs/runs.js";
import { rewardSchemas } from "./protocol/reward/rewardApi.js";
import { exportSchemas, type ExportApi } from "./protocol/exportApi.js";
import { linkSchemas, type LinkApi } from "./protocol/links/linkApi.js";
import { remarksSchemas, type RemarksApi } from "./protocol/remarks/remarksApi.js";
import { connect, serve, type Port } from "./protocol/rpc.js";
import { toolSchemas, type ToolsApi } from "./protocol/toolsApi.js";
import { searchSchemas, type SearchApi } from "./protocol/searchApi.js";
import type { RunsApi, RunsEvent, RunsListener } from "./protocol/runsApi.js";
import { runsSchemas } from "./protocol/runsSchemas.js";

const line = (event: string, values: unknown) => `${event} ${JSON.stringify(values)}\n`;

/** The host copies a worker's output into its log channel. */
const log: IndexLog = {
  info: (event, values) => void process.stdout.write(line(event, values)),
  warn: (event, values) => void process.stderr.write(line(event, values)),
  error: (event, error) => void process.stderr.write(line(event, error instanceof Error ? error.stack : String(error))),
};

/** Composition root of the index worker: the runs, served over the thread's port. */
function main(): void {
  const parent = parentPort;
  if (parent === null) throw new Error("worker.js runs as a worker thread only");
  const port: Port = {
    post: message => parent.postMessage(message),
    listen: receive => {
      parent.on("message", receive);
      return { dispose: () => parent.off("message", receive) };
    },
  };
  const listener = connect<RunsListener>(port);
  const untold = (error: unknown) => log.error("an event was not taken", error);
  const onEvent = (event: RunsEvent) => void listener.event(event).catch(untold);
  const warn: IndexLog["warn"] = (event, values) => {
    log.warn(event, values);
    const notice = noticeOf(event, values);
    if (notice !== null) onEvent(notice);
  };
  const runs = new Runs({ onEvent, watch: true, log: { ...log, warn } });
  const crew = new ThreadCrew(join(__dirname, "factWorker.js"), error => {
    log.error("a reading thread ended", error);
    onEvent({ kind: "notice", code: "reader-crashed", values: [String(error)] });
  });
  const rewards = new Rewards(runs, ({ done, of }) => onEvent({ kind: "rewardProgress", done, of }), [], crew, {
    driver: join(__dirname, "..", "media", "own_reward.py"),
    onOutput: text => onEvent({ kind: "ownOutput", text }),
  });
  const exports: ExportApi = {
    exportGroup: async params => {
      const exported = await exportGroup({ ...params, strategies: null }, exportParts(runs, rewards));
      return exported.kind === "html" ? exported.html : null;
    },
  };
  const remarks = createRemarks(runs.parts(), error => log.error("notes not read", error));
  const searches = new Searches(runs.parts(), { script: join(__dirname, "searchWorker.js") });
  const toolCalls = new ToolCalls({ runs, rewards, searches, links: remarks.calls });
  const calls = {
    ...callsOf(runs),
    ...toolCalls.calls(),
    ...rewards.calls(),
    ...searches.calls(),
    ...exports,
    ...remarks.calls,
  };
  serve<RunsApi & ToolsApi & ServedRewards & SearchApi & ExportApi & LinkApi & RemarksApi>(port, calls, {
    ...{
      ...runsSchemas,
      ...toolSchemas,
      ...rewardSchemas,
      ...searchSchemas,
      ...exportSchemas,
      ...linkSchemas,
      ...remarksSchemas,
    },
  });
}

/** The calls as own members: nothing that an object inherits is served. */
function callsOf(runs: Runs): RunsApi {
  return {
    configure: params => runs.configure(params),
    children: params => runs.children(params),
    node: params => runs.node(params),
    open: params => runs.open(params),
    rowAtByte: params => runs.rowAtByte(params),
    raw: params => runs.raw(params),
    neighbour: params => runs.neighbour(params),
    filterCounts: params => runs.filterCounts(params),
    rollouts: params => runs.rollouts(params),
    passes: params => runs.passes(params),
    metrics: params => runs.metrics(params),
    malformed: params => runs.malformed(params),
    readableRoots: () => runs.readableRoots(),
    path: params => runs.path(params),
    refresh: () => runs.refresh(),
  };
}

main();
