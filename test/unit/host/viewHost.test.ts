import { describe, expect, it } from "vitest";
import { viewHost, type ServedPanel } from "../../../src/host/view/viewHost.js";
import type { ViewHostServices } from "../../../src/host/view/viewHostServices.js";
import type { RolloutRef } from "../../../src/protocol/rolloutRef.js";
import type { OpenedRow, RolloutView } from "../../../src/protocol/rolloutView.js";
import { connect, serve, type Port } from "../../../src/protocol/rpc.js";
import { viewHostSchemas, type ViewHostApi } from "../../../src/protocol/viewApi.js";

const ref = { file: "/runs/a/40.jsonl", row: 3 };

/** Two ends of one channel. */
function channel(): readonly [Port, Port] {
  const listeners: [Set<(message: unknown) => void>, Set<(message: unknown) => void>] = [new Set(), new Set()];
  const end = (own: 0 | 1, other: 0 | 1): Port => ({
    post: message => queueMicrotask(() => listeners[other].forEach(receive => receive(structuredClone(message)))),
    listen: receive => {
      listeners[own].add(receive);
      return { dispose: () => void listeners[own].delete(receive) };
    },
  });
  return [end(0, 1), end(1, 0)];
}

/** A rollout whose page was not found, but for which one mapping of prefixes is offered. */
const rollout = (offeredPrefix: { from: string; to: string }): RolloutView => ({
  kind: "rollout",
  ref,
  nodeId: "n",
  run: { id: "/runs/a", name: "a" },
  ...{ phase: "training", step: 40, outcome: "wrong", outcomeSource: "none", targets: null, marks: [], turns: [] },
  question: { text: "", options: [], expected: null, given: null, taskKind: null, id: null, expectedZooms: null },
  page: {
    kind: "blank",
    width: 1,
    height: 1,
    isSizeKnown: false,
    problem: { code: "image-missing", values: [], offeredPrefix },
  },
  joinedFrom: { kind: "nowhere" },
  lineFile: null,
  isUtf8: true,
  ...{
    calls: [],
    placed: [],
    cut: null,
    guess: null,
    dialect: null,
    betterSpace: null,
    reward: [],
    meanIou: null,
    extras: [],
  },
  group: { id: "g", position: 0, members: [], meanScore: { value: null, n: 0, left: 0 }, spread: null, flat: null },
  source: { file: ref.file, name: "40.jsonl", row: 3, byteOffset: 0, format: "verl-rollouts" },
});

/** A webview's client on a panel that shows `row` while `coming` is on its way, with a list of what its calls led to. */
function view(row: OpenedRow | null, coming: RolloutRef | null = row?.ref ?? null) {
  const done: string[] = [];
  const note =
    (name: string) =>
    (...args: readonly unknown[]) =>
      void done.push([name, ...args.map(arg => JSON.stringify(arg))].join(" "));
  const noteLater =
    (name: string) =>
    (...args: readonly unknown[]) =>
      Promise.resolve().then(() => note(name)(...args));
  const services: ViewHostServices = {
    log: { warn: note("warn"), error: note("error") },
    raw: () => Promise.resolve({ text: "{}", isCut: false }),
    setFocus: note("focus"),
    ...{
      reveal: noteLater("reveal"),
      openLine: noteLater("openLine"),
      audit: () => Promise.resolve(null),
      copyLink: noteLater("copyLink"),
      remark: (...args) => noteLater("remark")(...args).then(() => true),
      knownTags: () => Promise.resolve([]),
      showDiffering: note("showDiffering"),
      changeList: note("changeList"),
      chooseSpace: note("chooseSpace"),
      setSpace: noteLater("setSpace"),
    },
    ...{
      addPrefix: note("addPrefix"),
      addImageRoot: note("addImageRoot"),
      addDataset: note("addDataset"),
    },
  };
  const panel: ServedPanel = {
    row,
    ref: coming,
    hasShown: asked => row !== null && asked.file === row.ref.file && asked.row === row.ref.row,
    becameReady: () => ({ strings: {}, applyOrientation: false, bitmapBytes: 1, keys: [], row, isPinned: false }),
    ...{ show: noteLater("show"), walk: noteLater("walk"), setPinned: note("setPinned") },
  };
  const [ours, theirs] = channel();
  serve<ViewHostApi>(ours, viewHost(panel, services), viewHostSchemas);
  return { client: connect<ViewHostApi>(theirs), port: theirs, done };
}

describe("the calls of a webview", () => {
  const offered = { from: "/data/train/pages", to: "/mnt/pages" };

  it("may accept the mapping of prefixes that the row offers", async () => {
    const { client, done } = view(rollout(offered));
    await client.addPrefix(offered);
    expect(done).toEqual([`addPrefix "${offered.from}" "${offered.to}"`]);
  });

  it("may not invent a mapping: a hostile page would read any folder by it", async () => {
    const { client, done } = view(rollout(offered));
    await client.addPrefix({ from: offered.from, to: "/etc" });
    expect(done.filter(line => line.startsWith("addPrefix"))).toEqual([]);
    expect(done[0]).toMatch(/^warn /);
  });

  it("that break their schema are answered with an error and lead to nothing", async () => {
    const { port, done } = view(rollout(offered));
    const reply = new Promise(resolve => port.listen(resolve));
    port.post({ id: 1, method: "open", params: { ref: { file: 5, row: -1 } } });
    expect(await reply).toMatchObject({ id: 1, error: expect.stringContaining("bad parameters of open") as string });
    expect(done).toEqual([]);
  });

  it("set the coordinate space of the run that is shown, and of no other", async () => {
    const { client, done } = view(rollout(offered));
    await client.setSpace({ space: "model" });
    expect(done).toEqual(['setSpace "/runs/a" "model"']);
  });

  it("write remarks of the row that is shown, and copy its link with the call that is selected", async () => {
    const { client, done } = view(rollout(offered));
    expect(await client.remark({ ref, change: { kind: "tag", tag: "odd", on: true } })).toBe(true);
    await client.copyLink({ ref, call: 1 });
    expect(done.map(line => line.split(" ")[0])).toEqual(["remark", "copyLink"]);
    expect(done[0]).toContain('{"kind":"tag","tag":"odd","on":true}');
    expect(done[1]).toMatch(/ 1$/);
  });

  it("write remarks of the row that is seen while the next one is on its way, and copy its link", async () => {
    const { client, done } = view(rollout(offered), { file: ref.file, row: 4 });
    expect(await client.remark({ ref, change: { kind: "golden", on: true } })).toBe(true);
    await client.copyLink({ ref, call: null });
    expect(done).toEqual([
      `remark ${JSON.stringify(ref)} {"kind":"golden","on":true}`,
      `copyLink ${JSON.stringify(ref)} null`,
    ]);
  });

  it("write no remark of a row that the view was not given, and copy no link to one", async () => {
    const { client, done } = view(rollout(offered));
    const other = { file: "/runs/b/1.jsonl", row: 0 };
    expect(await client.remark({ ref: other, change: { kind: "golden", on: true } })).toBe(false);
    await client.copyLink({ ref: other, call: null });
    expect(done.map(line => line.split(" ")[0])).toEqual(["warn", "warn"]);
  });

  it("take no remark of another kind, and none that is too long", async () => {
    const { port, done } = view(rollout(offered));
    const replies: unknown[] = [];
    port.listen(message => replies.push(message));
    port.post({ id: 1, method: "remark", params: { ref, change: { kind: "note", text: "x".repeat(20_001) } } });
    port.post({ id: 2, method: "remark", params: { ref, change: { kind: "delete", file: "/etc/passwd" } } });
    await expect.poll(() => replies.length).toBe(2);
    expect(JSON.stringify(replies)).toContain("bad parameters of remark");
    expect(done).toEqual([]);
  });

  it("do nothing while no row is shown", async () => {
    const { client, done } = view(null);
    await Promise.all([client.openLine(null), client.setSpace({ space: "page" }), client.reveal({ call: 0 })]);
    expect(await client.raw(null)).toBeNull();
    expect(done).toEqual([]);
  });
});
