import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { alarmIds, type AlarmId } from "../../../src/core/reward/alarmId.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { defaultAlarmRules } from "../../../src/core/reward/alarmRules.js";
import { findAlarms } from "../../../src/core/reward/findAlarms.js";
import type { MiniatureOptions } from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { runMiniature } from "../../../src/node/simulate/runMiniature.js";
import { firesAt } from "../../alarms/firesAt.js";
import { miniatureRun } from "../../alarms/miniatureRun.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "../cli/loupe.js";
import { squareGlyphs } from "../simulate/squareGlyphs.js";

/** The steps at which alarms fire first in a miniature training, by alarm. */
function alarmsOf(strategy: string, changes: Partial<MiniatureOptions>): Readonly<Partial<Record<AlarmId, number>>> {
  const { tallies, breaks } = miniatureRun(strategy, changes);
  const found = findAlarms(tallies, defaultAlarmRules, breaks);
  return Object.fromEntries(
    alarmIds.flatMap(id => {
      const step = firesAt(tallies, found, id);
      return step === null ? [] : [[id, step]];
    }),
  );
}

const twoTargets: Partial<MiniatureOptions> = {
  mix: {
    panel_understanding: 0,
    action_recognition: 0,
    depth_comparison: 0,
    character_identification: 1,
    character_counting: 0,
  },
};

describe("a miniature training that learns", () => {
  const seeds = [1, 2, 3];

  it.each(seeds)("with the warm start and Eq. 1 to 3 fires no alarm (seed %d)", seed => {
    expect(alarmsOf("two-phase", { seed, steps: 120 })).toEqual({});
  });

  it.each(["single-phase", "two-phase-conditional", "rarl-conditional", "deepeyes"])(
    "under %s, at the usual call rate, fires none either",
    strategy => {
      expect(alarmsOf(strategy, { steps: 60 })).toEqual({});
    },
  );

  it("from few calls, which the warm start makes common, fires none", () => {
    expect(alarmsOf("two-phase", { firstCall: 0.02, steps: 60 })).toEqual({});
  });
});

describe("a miniature training that goes wrong", () => {
  it.each([1, 2, 3])(
    "under vanilla, which pays for no zoom, loses them, and that alarm alone fires (seed %d)",
    seed => {
      const alarms = alarmsOf("vanilla", { seed, steps: 40 });
      expect(Object.keys(alarms)).toEqual(["zoom-collapse"]);
      expect(alarms["zoom-collapse"]).toBeLessThanOrEqual(20);
    },
  );

  it("where a clean format pushes calls away, loses them for good under DeepEyes and Eq. 1 to 3 alike", () => {
    const clumsy: Partial<MiniatureOptions> = { coupling: 4, firstCall: 0.1, outcomeCall: [0.1, 0.18, 0.72] };
    for (const strategy of ["deepeyes", "rarl"])
      expect(alarmsOf(strategy, { ...clumsy, steps: 40 })).toMatchObject({
        "zoom-collapse": expect.any(Number) as number,
      });
  });

  it("paid for the number of calls alone, loses its answers: more and more responses are cut off", () => {
    expect(Object.keys(alarmsOf("rarl-warm-start", { steps: 70 }))).toEqual(["cut-share"]);
  });

  it("paid for one box as often as it is shown, shows it again and again", () => {
    const alarms = alarmsOf("rarl@match=reuse;count=any", { ...twoTargets, steps: 80 });
    expect(Object.keys(alarms)).toEqual(["repeated-boxes"]);
  });

  it("that begins with page crops and pays for no aim, keeps them; under Eq. 3 they go, and the alarm with them", () => {
    const lured: Partial<MiniatureOptions> = { pagePull: 5, steps: 100 };
    for (const strategy of ["vanilla", "rarl-warm-start"])
      expect(alarmsOf(strategy, lured)).toMatchObject({ "page-boxes": expect.any(Number) as number });
    const { tallies, breaks } = miniatureRun("rarl", lured);
    const pages = findAlarms(tallies, defaultAlarmRules, breaks).find(({ id }) => id === "page-boxes")?.finding;
    expect(pages?.state === "fires" ? pages.until : 0).toBeLessThan(60);
  });
});

const alarmsSchema = z.object({
  sets: z.array(
    z.looseObject({
      breaks: z.array(z.number()),
      alarms: z.array(z.looseObject({ id: z.enum(alarmIds), state: z.string(), step: z.number().nullable() })),
    }),
  ),
});

describe("the files of a miniature run", () => {
  const folder = temporaryFolder();

  it.each([
    ["vanilla", 30, []],
    ["two-phase", 20, [17]],
  ] as const)("give the alarms that its rollouts give: %s", async (strategy, steps, breaks) => {
    const base = folder();
    const [out, glyphsFile] = [join(base, "run"), join(base, "glyphs.json")];
    writeFileSync(glyphsFile, JSON.stringify(squareGlyphs));
    const written = await runMiniature({
      ...{ out, glyphsFile, options: { steps }, pace: { kind: "fast" } },
      strategy: builtInStrategies.find(({ id }) => id === strategy) ?? null,
    });
    expect(written).toMatchObject({ kind: "written", step: steps });
    const ran = await loupe("alarms", out, "--json");
    const [set] = alarmsSchema.parse(JSON.parse(ran.out)).sets;
    const read = (set?.alarms ?? []).flatMap(({ id, step, state }) => (state === "fires" ? [[id, step]] : []));
    expect(Object.fromEntries(read)).toEqual(alarmsOf(strategy, { steps }));
    expect(set?.breaks).toEqual(breaks);
  });
});
