import { existsSync } from "node:fs";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import {
  serveBenchmarkWork,
  type BenchmarkWorkApi,
  type BenchmarkWorkListener,
} from "../../../src/node/benchmark/benchmarkWork.js";
import type { WorkProgress } from "../../../src/node/benchmark/workProgress.js";
import { writeAnnotatedSet } from "../../../src/node/benchmark/sample/writeAnnotatedSet.js";
import { connect, serve, type Client, type Port } from "../../../src/protocol/rpc.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const newFolder = temporaryFolder();
const open: MessageChannel[] = [];

afterEach(() => {
  for (const { port1 } of open.splice(0)) port1.close();
});

/** The window's end of a thread that works, and what it told of its progress. */
function thread(): { client: Client<BenchmarkWorkApi>; told: WorkProgress[] } {
  const channel = new MessageChannel();
  open.push(channel);
  serveBenchmarkWork(channel.port2);
  const port: Port = {
    post: message => channel.port1.postMessage(message),
    listen: receive => {
      channel.port1.on("message", receive);
      return { dispose: () => void channel.port1.off("message", receive) };
    },
  };
  const told: WorkProgress[] = [];
  serve<BenchmarkWorkListener>(port, {
    progress: progress => {
      told.push(progress);
      return Promise.resolve();
    },
  });
  return { client: connect<BenchmarkWorkApi>(port), told };
}

async function comics(): Promise<string> {
  const out = newFolder();
  const options = { pages: 4, seed: 3, height: 900, annotations: 0, images: "blank", glyphsFile: "" } as const;
  const written = await writeAnnotatedSet({ out, ...options });
  expect(written.kind).toBe("written");
  return out;
}

describe("work on a benchmark in a thread of its own", () => {
  it("looks through annotated comics: each category with its number and an example in a picture that is there", async () => {
    const { client } = thread();
    const survey = await client.survey({ sources: [await comics()], out: newFolder() });
    if (survey.kind !== "surveyed") throw new Error(survey.kind);
    const panel = survey.names.categories.find(({ name }) => name === "Panel");
    expect(panel?.count).toBeGreaterThan(4);
    const { path, box, size } = survey.examples["Panel"] ?? {
      path: "",
      box: [0, 0, 0, 0],
      size: { width: 0, height: 0 },
    };
    expect(existsSync(path)).toBe(true);
    expect(box[2] <= size.width + 1 && box[3] <= size.height + 1 && box[0] < box[2]).toBe(true);
    const { depths } = survey;
    expect(depths !== null && depths.smaller.value < depths.larger.value).toBe(true);
  });

  it("says what is no annotated set, and imports nothing of it", async () => {
    const { client } = thread();
    const out = newFolder();
    expect(await client.survey({ sources: [newFolder()], out })).toMatchObject({ kind: "bad-source" });
    const read = await client.importAnnotated({ sources: [newFolder()], out, mapping: null });
    expect(read).toMatchObject({ kind: "bad-source", reason: "unknown" });
  });

  it("imports, tells how far it is, and leaves nothing behind when it is cancelled", async () => {
    const source = await comics();
    const out = newFolder();
    const mapping: unknown = { categories: { Panel: "panel" } };
    const stopped = thread();
    await stopped.client.cancel(null);
    const aborted = await stopped.client.importAnnotated({ sources: [source], out, mapping });
    expect([aborted.kind, existsSync(join(out, "pages.jsonl"))]).toEqual(["aborted", false]);

    const { client, told } = thread();
    expect((await client.importAnnotated({ sources: [source], out, mapping })).kind).toBe("imported");
    expect(told[0]?.phase).toBe("listing");
    expect(existsSync(join(out, "pages.jsonl"))).toBe(true);
  });
});
