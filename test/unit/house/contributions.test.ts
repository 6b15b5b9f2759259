import { describe, expect, it } from "vitest";
import * as z from "zod";
import { commandIds } from "../../../src/host/commands/commandIds.js";
import { viewActions } from "../../../src/protocol/viewApi.js";
import { projectFiles, readProjectFile, readProjectJson } from "./projectFiles.js";

const command = z.object({
  command: z.string(),
  title: z.string(),
  category: z.string(),
  enablement: z.string().optional(),
  icon: z.unknown().optional(),
});
const setting = z.looseObject({
  scope: z.string(),
  order: z.number().int().positive(),
  markdownDescription: z.string().optional(),
  description: z.string().optional(),
});
const view = z.looseObject({ id: z.string(), name: z.string(), icon: z.string(), contextualTitle: z.string() });
const step = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  media: z.object({ svg: z.string(), altText: z.string() }),
  completionEvents: z.array(z.string()).min(1),
});
const manifest = z
  .looseObject({
    activationEvents: z.array(z.string()),
    contributes: z.looseObject({
      commands: z.array(command),
      menus: z.record(
        z.string(),
        z.array(z.object({ command: z.string(), when: z.string().optional(), group: z.string().optional() })),
      ),
      configuration: z.object({ title: z.string(), properties: z.record(z.string(), setting) }),
      views: z.record(z.string(), z.array(view)),
      viewsWelcome: z.array(z.object({ view: z.string(), contents: z.string(), when: z.string().optional() })),
      walkthroughs: z.array(z.object({ id: z.string(), steps: z.array(step) })),
      customEditors: z.array(z.looseObject({ viewType: z.string() })),
    }),
  })
  .parse(readProjectJson("package.json"));
const { commands, menus, configuration, views, viewsWelcome, walkthroughs } = manifest.contributes;
const words = z.record(z.string(), z.string()).parse(readProjectJson("package.nls.json"));
const wordsOf = (text: string) => words[text.replaceAll("%", "")] ?? "";
const palette = new Map((menus["commandPalette"] ?? []).map(entry => [entry.command, entry.when]));
const ids = commands.map(one => one.command);

/** Commands that start a process, send something away or write what others rely on: never for a folder nobody trusts. */
const starting = [
  ...["launchRun", "relaunchJob", "preflightHost", "startMiniatureRun", "resumeMiniatureRun", "compareInMiniature"],
  ...["importAnnotated", "buildQuestions", "writeTexts", "exportBenchmark", "makeSampleBenchmark"],
  ...["evaluateModel", "evaluateCheckpoint", "importResults", "continueEvaluation", "judgeAnswers", "distilTraces"],
  "scoreWithOwnCode",
].map(name => `loupe.${name}`);

/** Commands that have a meaning in every window, at any time. */
const always = [
  ...["openCurves", "focusRuns", "addRunFolder", "refresh", "showLog", "showFormats", "showKeys", "openAsRows"],
  ...["newRunConfig", "addHost", "removeHost", "openHostTerminal", "setSecret", "removeSecret"],
  ...["reviewQuestions", "openEvaluationTables", "openEvaluationFolder", "openLink"],
].map(name => `loupe.${name}`);

describe("commands", () => {
  it("all belong to the product's category and have a title", () => {
    expect(commands.filter(({ category }) => category !== "%command.category%")).toEqual([]);
    expect(commands.filter(({ title }) => wordsOf(title) === "")).toEqual([]);
  });

  it("are all registered", () => {
    const registered: readonly string[] = [...commandIds, ...viewActions.map(action => `loupe.view.${action}`)];
    expect(ids.filter(id => !registered.includes(id))).toEqual([]);
  });

  it("that start something need a trusted folder, by every way to them", () => {
    const enablement = new Map(commands.map(one => [one.command, one.enablement ?? ""]));
    expect(starting.filter(id => !enablement.get(id)?.includes("isWorkspaceTrusted"))).toEqual([]);
    expect(starting.filter(id => !palette.get(id)?.includes("isWorkspaceTrusted"))).toEqual([]);
  });

  it("are in the palette only where they mean something", () => {
    const known = new Set([...palette.keys(), ...always]);
    expect(ids.filter(id => !known.has(id))).toEqual([]);
    expect([...palette].filter(([id, when]) => when === undefined || !ids.includes(id))).toEqual([]);
    expect(always.filter(id => palette.has(id) || !ids.includes(id))).toEqual([]);
  });

  it("that need an argument or a focus are no part of the palette", () => {
    const internal = ids.filter(id => /selectCall\d|view\.(?:up|down|left|right|enter|showKeys)$/.test(id));
    expect([...internal, "loupe.openRollout"].filter(id => palette.get(id) !== "false")).toEqual([]);
  });
});

describe("menus", () => {
  /** Whether two clauses can hold at once, as far as the view and the item that they name tell. */
  const items = [
    "run",
    "run-alarms",
    "phase",
    "step",
    "group",
    "rollout",
    "zoomCall",
    "malformed",
    "file",
    "checkpoint",
  ];
  const holdsFor = (when: string, item: string): boolean => {
    const [, pattern] = /viewItem =~ \/(.+)\//.exec(when) ?? [];
    const [, name] = /viewItem == ([\w-]+)/.exec(when) ?? [];
    return pattern === undefined ? name === undefined || name === item : new RegExp(pattern).test(item);
  };

  it.each(["view/title", "view/item/context"])("%s give each entry of the runs a place of its own", menu => {
    const ofRuns = (menus[menu] ?? []).filter(({ when }) => when?.includes("view == loupe.runs"));
    const twice = items.flatMap(item => {
      const places = ofRuns.filter(({ when = "" }) => holdsFor(when, item)).map(({ group }) => group);
      return places.filter((place, index) => places.indexOf(place) !== index).map(place => `${item}: ${place ?? ""}`);
    });
    expect(twice).toEqual([]);
  });

  it("have the search on a run, and the ways to a rollout wherever one is listed", () => {
    const viewsOf = (id: string) =>
      (menus["view/item/context"] ?? [])
        .filter(one => one.command === id)
        .map(({ when }) => /view == ([\w.]+)/.exec(when ?? "")?.[1]);
    expect(viewsOf("loupe.search")).toEqual(["loupe.runs"]);
    const ofFound = (menus["view/title"] ?? []).filter(({ when }) => when === "view == loupe.search");
    expect(ofFound.map(one => one.command)).toEqual(["loupe.searchAgain", "loupe.clearSearch"]);
    for (const id of ["loupe.copyLink", "loupe.openToSide"])
      expect(viewsOf(id).sort(), id).toEqual(["loupe.golden", "loupe.runs", "loupe.search"]);
    expect(viewsOf("loupe.revealInTree").sort()).toEqual(["loupe.golden", "loupe.search"]);
  });
});

describe("context keys of when clauses", () => {
  it("are all set somewhere in the code, or VS Code's own", () => {
    const text = readProjectFile("package.json");
    const used = new Set(
      [...text.matchAll(/\bloupe\.(?:has|is|view|reading|pinned)\w*\b(?![.:])/g)].map(([key]) => key),
    );
    const host = projectFiles.filter(file => file.startsWith("src/host/")).map(readProjectFile);
    const isSet = (key: string) => host.some(source => source.includes(`"${key}"`));
    const ofMenus = [...used].filter(key => !ids.includes(key) && !key.startsWith("loupe.view."));
    expect(ofMenus.length).toBeGreaterThan(3);
    expect(ofMenus.filter(key => !isSet(key))).toEqual([]);
  });
});

describe("settings", () => {
  const settings = Object.entries(configuration.properties);

  it("say where they count and what they do", () => {
    const scopes = new Set(["application", "machine", "machine-overridable", "window", "resource"]);
    expect(settings.filter(([, { scope }]) => !scopes.has(scope)).map(([name]) => name)).toEqual([]);
    const silent = settings.filter(([, { markdownDescription: text }]) => wordsOf(text ?? "") === "");
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it("stand in one order, none beside another", () => {
    const orders = settings.map(([, { order }]) => order).sort((a, b) => a - b);
    expect(orders).toEqual(settings.map((_, index) => index + 1));
  });
});

describe("views", () => {
  const all = Object.values(views).flat();

  it("have a name, a picture and words for when they are empty", () => {
    expect(all.map(({ name }) => wordsOf(name)).filter(name => name === "")).toEqual([]);
    expect(all.filter(({ icon }) => !projectFiles.includes(icon))).toEqual([]);
    // A view that is there only while it has something to show is never empty.
    const lasting = all.filter(one => one["when"] === undefined);
    expect(lasting.filter(({ id }) => !viewsWelcome.some(welcome => welcome.view === id))).toEqual([]);
  });

  it("offer a way out of emptiness that exists, and say what restricted mode leaves out", () => {
    const leads = viewsWelcome.map(({ contents }) => [...wordsOf(contents).matchAll(/\(command:([\w.]+)/g)]);
    const ended = viewsWelcome.filter((_, at) => leads[at]?.length === 0).map(({ view: id }) => id);
    // Golden rollouts are marked in the list of runs: nothing else leads to one.
    expect(ended.filter(id => id !== "loupe.golden")).toEqual([]);
    const ours = leads
      .flat()
      .map(([, id = ""]) => id)
      .filter(id => id.startsWith("loupe."));
    expect(ours.filter(id => !ids.includes(id))).toEqual([]);
    const restricted = viewsWelcome.filter(({ when }) => when?.includes("!isWorkspaceTrusted"));
    expect(restricted.map(({ view: id }) => id)).toEqual(["loupe.jobs", "loupe.benchmark", "loupe.evaluations"]);
  });

  it("say of runs why there are none, once for each kind of window", () => {
    const ofRuns = viewsWelcome.filter(one => one.view === "loupe.runs").map(({ when = "" }) => when);
    expect(ofRuns.map(when => when.replace(/ && !loupe\.reading$/, ""))).toEqual([
      "workbenchState == empty",
      "workbenchState != empty && !virtualWorkspace",
      "virtualWorkspace",
    ]);
  });
});

describe("panels", () => {
  it("all come back when a window is loaded again, and wake the product for it", () => {
    const host = projectFiles
      .filter(file => file.startsWith("src/host/"))
      .map(file => [file, readProjectFile(file)] as const);
    const makers = host.filter(([, source]) => source.includes("createWebviewPanel("));
    expect(makers.length).toBeGreaterThan(5);
    const lost = makers.filter(([, source]) => !source.includes("registerWebviewPanelSerializer(viewType"));
    expect(lost.map(([file]) => file)).toEqual([]);
    const events = manifest.activationEvents.flatMap(event => /^onWebviewPanel:(.+)$/.exec(event)?.[1] ?? []);
    const types = makers.map(([, source]) => /viewType = "([\w.]+)"/.exec(source)?.[1]);
    expect([...events].sort()).toEqual([...types].sort());
  });
});

describe("the walkthrough", () => {
  const steps = walkthroughs.flatMap(one => one.steps);

  it("has five steps, each with a picture of its own that follows the theme", () => {
    expect(steps.length).toBe(5);
    const pictures = steps.map(({ media }) => readProjectFile(media.svg));
    expect(pictures.filter(svg => !svg.includes("var(--vscode-"))).toEqual([]);
    expect(new Set(pictures).size).toBe(5);
    expect(steps.map(({ media }) => wordsOf(media.altText)).filter(alt => alt === "")).toEqual([]);
  });

  it("ticks its steps by what exists", () => {
    const events = steps.flatMap(({ completionEvents }) => completionEvents);
    const isKnown = (event: string) => {
      const [kind, name = ""] = event.split(":");
      if (kind === "onCommand") return ids.includes(name);
      if (kind === "onSettingChanged") return Object.hasOwn(configuration.properties, name);
      return kind === "onContext" && readProjectFile("src/host/contextKeys.ts").includes(`"${name}"`);
    };
    expect(events.filter(event => !isKnown(event))).toEqual([]);
  });
});

describe("activation", () => {
  it("is by what is contributed, and by the end of the start at most", () => {
    const allowed =
      /^(?:onWebviewPanel:loupe\.|onUri$|onStartupFinished$|onLanguageModelTool:loupe|onFileSystem:|onMcpCollection:)/;
    expect(manifest.activationEvents.filter(event => !allowed.test(event))).toEqual([]);
  });

  it("uses no proposed API", () => {
    expect(Object.hasOwn(manifest, "enabledApiProposals")).toBe(false);
  });
});
