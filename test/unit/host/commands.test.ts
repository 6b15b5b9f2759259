import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { commandIds } from "../../../src/host/commands/commandIds.js";
import { keyLabels } from "../../../src/host/view/keyLabels.js";
import { viewActions } from "../../../src/protocol/viewApi.js";

const command = z.object({ command: z.string(), when: z.string().optional() });
const manifestSchema = z.object({
  contributes: z.object({
    commands: z.array(z.object({ command: z.string() })),
    keybindings: z.array(z.object({ command: z.string(), key: z.string(), when: z.string() })),
    menus: z.record(z.string(), z.array(command)),
  }),
});
const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
const raw: unknown = JSON.parse(text);
const { commands, keybindings, menus } = manifestSchema.parse(raw).contributes;
const registered = [...commandIds, ...viewActions.map(action => `loupe.view.${action}`)];

describe("commands", () => {
  it("of the manifest and of the table are the same", () => {
    expect(commands.map(one => one.command).sort()).toEqual([...registered].sort());
  });

  it("that menus and keys name are registered", () => {
    const named = [...keybindings, ...Object.values(menus).flat()].map(one => one.command);
    expect(named.filter(name => !registered.includes(name))).toEqual([]);
  });

  it("on keys are silent while an input has the focus, and bound to our view or our list alone", () => {
    const ofView = (when: string) =>
      when.includes("activeWebviewPanelId == 'loupe.rollout'") &&
      when.includes("loupe.viewFocus") &&
      when.includes("!loupe.viewInputFocus");
    const ofList = (when: string) => when.includes("focusedView == 'loupe.runs'");
    const ofRows = (when: string) => when.includes("activeCustomEditorId == 'loupe.lines'");
    const isOurs = (when: string) => ofView(when) || ofList(when) || ofRows(when);
    const loose = keybindings.filter(({ when }) => !when.includes("!inputFocus") || !isOurs(when));
    expect(loose).toEqual([]);
  });

  it("have no key twice in one place", () => {
    const places = keybindings.map(({ key, when }) => `${key} when ${when}`);
    expect(new Set(places).size).toBe(places.length);
  });
});

describe("the key map", () => {
  const labels = keyLabels(raw);
  const keysOf = (action: string) => labels.find(label => label.action === action)?.keys;

  it("names every action of the view that has a key", () => {
    expect(viewActions.filter(action => keysOf(action) === undefined)).toEqual([]);
  });

  it("writes keys as they stand on a keyboard", () => {
    expect(keysOf("showKeys")).toBe("?");
    expect(keysOf("zoomIn")).toBe("= +");
    expect(keysOf("loupe.next")).toBe("J");
    expect(keysOf("loupe.focusRuns")).toBe("Esc");
  });

  it("is empty for a manifest of another shape", () => {
    expect(keyLabels({ contributes: null })).toEqual([]);
  });
});
