import { expect, it } from "vitest";
import { AlarmMemory } from "../../../src/host/reward/alarmMemory.js";

/** A memento that keeps what it is given, and may begin with anything. */
function memento(begin: unknown) {
  let kept = begin;
  return {
    keys: () => [],
    get: () => kept,
    update: (_: string, value: unknown) => {
      kept = value;
      return Promise.resolve();
    },
  };
}

it("each alarm of a run is told once, also after the window is opened again", async () => {
  const store = memento(undefined);
  const memory = new AlarmMemory(store);
  expect(await memory.take("/run", ["page-boxes", "cut-share"])).toEqual(["page-boxes", "cut-share"]);
  expect(await memory.take("/run", ["page-boxes", "format-only"])).toEqual(["format-only"]);
  expect(await new AlarmMemory(store).take("/run", ["page-boxes", "cut-share", "format-only"])).toEqual([]);
  expect(await memory.take("/other", ["page-boxes"])).toEqual(["page-boxes"]);
});

it("what a memory of another shape holds is forgotten, and the oldest where there is too much", async () => {
  expect(await new AlarmMemory(memento({ some: "thing" })).take("/run", ["cut-share"])).toEqual(["cut-share"]);
  const memory = new AlarmMemory(memento(undefined));
  for (let run = 0; run < 501; run++) await memory.take(`/${run}`, ["cut-share"]);
  expect(await memory.take("/500", ["cut-share"])).toEqual([]);
  expect(await memory.take("/0", ["cut-share"])).toEqual(["cut-share"]);
});
