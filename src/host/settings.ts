import { homedir } from "node:os";
import * as vscode from "vscode";
import * as z from "zod";
import { coordinateSpaces } from "../core/page/coordinateSpace.js";
import { readAlarmRules } from "../core/reward/readAlarmRules.js";
import type { CoordinateSpace } from "../core/page/coordinateSpace.js";
import type { RunsSettings } from "../protocol/runsApi.js";
import { expandPath } from "./expandPath.js";
import { workspaceRoots } from "./workspaceRoots.js";

/** Settings are what a person typed, or a workspace brought along: whatever has the wrong shape falls back to the default. */
const texts = z.array(z.string()).catch([]);
const numberOr = (min: number, max: number, fallback: number) => z.number().min(min).max(max).catch(fallback);

/** The `loupe.*` settings, checked. */
export class Settings {
  private readonly storage: string;
  private readonly spaceByRun: () => Readonly<Record<string, CoordinateSpace>>;
  private readonly otherFolders: () => readonly string[];

  /** `otherFolders`: what was pulled of known jobs, and evaluations that a person opened; absolute. */
  constructor(
    storage: string,
    spaceByRun: () => Readonly<Record<string, CoordinateSpace>>,
    otherFolders: () => readonly string[],
  ) {
    this.storage = storage;
    this.spaceByRun = spaceByRun;
    this.otherFolders = otherFolders;
  }

  /** What the worker needs to know. Paths are absolute. */
  forRuns(): RunsSettings {
    return {
      roots: [...new Set([...workspaceRoots(), ...this.runFolders(), ...this.otherFolders()])],
      storage: this.storage,
      discovery: {
        maxDepth: numberOr(1, 64, 8).parse(read("discovery.maxDepth")),
        maxEntries: numberOr(100, 10_000_000, 200_000).parse(read("discovery.maxEntries")),
        ignore: texts.parse(read("discovery.ignore")),
      },
      pollSeconds: numberOr(0.5, 3600, 5).parse(read("watch.pollSeconds")),
      savedIndexMegabytes: numberOr(0, 65_536, 256).parse(read("index.maxMegabytes")),
      extractedImagesMegabytes: numberOr(0, 1_048_576, 2048).parse(read("images.maxMegabytes")),
      imageRoots: absolute(texts.parse(read("imageRoots"))),
      datasets: absolute(texts.parse(read("datasets"))),
      space: z
        .enum(["guess", ...coordinateSpaces])
        .catch("guess")
        .parse(read("coordinateSpace")),
      spaceByRun: this.spaceByRun(),
      pathPrefixes: z.record(z.string(), z.string()).catch({}).parse(read("pathPrefixes")),
      applyOrientation: this.forView().applyOrientation,
      isTrusted: vscode.workspace.isTrusted,
      alarms: readAlarmRules(read("alarms")),
      ownRewards: this.ownRewards(),
      strategies: z.array(z.unknown()).catch([]).parse(read("strategies")),
    };
  }

  /** The folders of `loupe.runFolders`, absolute. */
  runFolders(): readonly string[] {
    return absolute(texts.parse(read("runFolders")));
  }

  /** As typed, but for their files, which are absolute. */
  private ownRewards(): readonly unknown[] {
    const ofFile = z.looseObject({ file: z.string() });
    const written = z.array(z.unknown()).catch([]).parse(read("ownRewards"));
    return written.map(one => {
      const reward = ofFile.safeParse(one).data;
      return reward === undefined ? one : { ...reward, file: this.absolutePath(reward.file) ?? reward.file };
    });
  }

  /** A path of a setting as an absolute one, null when it starts nowhere. */
  absolutePath(written: string): string | null {
    return absolute([written])[0] ?? null;
  }

  forAudit(): { readonly inProblems: boolean; readonly isAutomatic: boolean } {
    return {
      inProblems: z.boolean().catch(true).parse(read("audit.inProblems")),
      isAutomatic: z.boolean().catch(false).parse(read("audit.automatic")),
    };
  }

  forView(): { readonly applyOrientation: boolean; readonly bitmapBytes: number } {
    return {
      applyOrientation: z.boolean().catch(false).parse(read("page.applyOrientation")),
      bitmapBytes: numberOr(64, 8192, 512).parse(read("page.bitmapMegabytes")) * 1024 * 1024,
    };
  }
}

function read(name: string): unknown {
  return vscode.workspace.getConfiguration("loupe").get(name);
}

function absolute(written: readonly string[]): string[] {
  const base = workspaceRoots()[0] ?? null;
  return written.map(text => expandPath(text, homedir(), base)).filter(path => path !== null);
}
