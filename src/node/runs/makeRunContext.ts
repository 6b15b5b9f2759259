import { isAbsolute, resolve } from "node:path";
import { joinQuestion, type JoinResult } from "../../core/dataset/joinQuestion.js";
import type { LoupeConfig } from "../../core/dataset/loupeConfig.js";
import { questionIndex } from "../../core/dataset/questionIndex.js";
import type { CoordinateSpace } from "../../core/page/coordinateSpace.js";
import { defaultResizeLimits, type ResizeLimits } from "../../core/page/resizeLimits.js";
import type { PageView } from "../../protocol/rolloutView.js";
import type { RunsSettings } from "../../protocol/runsApi.js";
import type { DatasetRead } from "../dataset/datasetRead.js";
import type { ImageStore } from "../dataset/imageStore.js";
import { PageResolver } from "../pages/pageResolver.js";
import type { PageResult } from "../pages/pageResult.js";
import { pageView } from "./pageView.js";
import type { RunContext } from "./runContext.js";

export interface ContextParts {
  /** The run's folder. */
  readonly run: string;
  /** The folder that paths of `config` count from: its file's, else the run's. */
  readonly home: string;
  readonly config: LoupeConfig;
  readonly reads: readonly DatasetRead[];
  /** Absolute. */
  readonly imageRoots: readonly string[];
  readonly settings: RunsSettings | null;
  readonly store: ImageStore | null;
}

function resolverOf({ run, home, config, reads, imageRoots, settings, store }: ContextParts): PageResolver {
  const written = Object.entries({ ...settings?.pathPrefixes, ...config.pathPrefixes });
  const prefixes = written.map(([from, to]) => ({ from, to: isAbsolute(to) ? to : resolve(home, to) }));
  const places = {
    runFolder: run,
    datasets: reads.map(({ path }) => path),
    imageRoots,
    prefixes,
    imageColumn: config.columns?.image,
    appliesOrientation: settings?.applyOrientation ?? false,
  };
  return new PageResolver(places, store);
}

/** A choice made in the view comes first, then the run's own file, then the setting for all runs. */
function spaceOf({ run, config, settings }: ContextParts): CoordinateSpace | null {
  const general = settings === null || settings.space === "guess" ? null : settings.space;
  return settings?.spaceByRun[run] ?? config.space ?? general;
}

function limitsOf({ config }: ContextParts): ResizeLimits {
  const { factor, minPixels, maxPixels } = config.resize ?? {};
  const own = factor ?? defaultResizeLimits.factor;
  // The defaults of the family count in its own factor: 4 and 16,384 squares of it.
  const scale = (own / defaultResizeLimits.factor) ** 2;
  return {
    factor: own,
    minPixels: minPixels ?? Math.round(defaultResizeLimits.minPixels * scale),
    maxPixels: maxPixels ?? Math.round(defaultResizeLimits.maxPixels * scale),
  };
}

/** Pages by what the rows say of them: a group's eight rollouts share one, and so do the steps. */
function pageFinder(parts: ContextParts): (join: JoinResult) => Promise<PageView> {
  const resolver = resolverOf(parts);
  const turns = parts.settings?.applyOrientation ?? false;
  const pages = new Map<string, Promise<PageResult>>();
  return async join => {
    if (join.kind !== "one") return pageView(join, null, null, turns);
    const { question, images } = join.joined;
    const { width, height } = question;
    const size = width === null || height === null ? null : { width, height };
    const key = JSON.stringify([images, size]);
    const found = pages.get(key) ?? resolver.resolve({ images, size });
    pages.set(key, found);
    const result = await found;
    // A page that is missing is looked for again the next time: it may be copied there meanwhile.
    if (result.kind === "missing") pages.delete(key);
    return pageView(join, size, result, turns);
  };
}

/** What the rows of one run are read with. */
export function makeRunContext(parts: ContextParts): RunContext {
  const index = questionIndex(parts.reads.filter(read => read.kind === "read"));
  const findPage = pageFinder(parts);
  return {
    columns: parts.config.columns ?? {},
    limits: limitsOf(parts),
    space: spaceOf(parts),
    dialect: parts.config.dialect ?? null,
    join: row => joinQuestion(row, index),
    pageOf: findPage,
  };
}
