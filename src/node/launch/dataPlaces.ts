import { existsSync, realpathSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import type { Finding } from "../../core/launch/finding.js";
import { localHost } from "../../core/launch/hostName.js";
import type { TrainerConfig } from "../../core/launch/runConfig.js";
import type { PlanContext } from "../../core/launch/runPlan.js";
import type { Upload } from "../jobs/launchDraft.js";
import { isBelow } from "../pages/isBelow.js";

type HostData = Omit<PlanContext["data"], "shape">;

/** Where the data of a configuration are here, where they will be on the host, and what has to travel. */
export interface DataPlaces {
  /** Absolute, here; null: the data stand on the host. */
  readonly here: { readonly train: string; readonly validation: string | null; readonly images: string | null } | null;
  readonly onHost: HostData;
  readonly uploads: readonly Upload[];
  readonly findings: readonly Finding[];
}

interface Part {
  readonly key: "data.train" | "data.validation" | "data.images";
  readonly written: string;
  readonly path: string;
  /** Relative to the run folder. */
  readonly to: string;
}

function partsOf(file: string, { data }: TrainerConfig): readonly Part[] {
  const part = (key: Part["key"], written: string | undefined, to: (path: string) => string): readonly Part[] => {
    if (written === undefined) return [];
    const path = resolve(dirname(file), written);
    return [{ key, written, path, to: to(path) }];
  };
  return [
    // The ending says how a trainer reads the file.
    ...part("data.train", data.train, path => `data/train${extname(path)}`),
    ...part("data.validation", data.validation, path => `data/validation${extname(path)}`),
    ...part("data.images", data.images, () => "data/pages"),
  ];
}

/** A link in the folder may lead out of it: real paths are compared. */
function isInside(path: string, folder: string): boolean {
  const real = realpathSync(path);
  return isBelow(real, [realpathSync(folder)]);
}

function findingsOf({ key, written, path }: Part, folder: string): readonly Finding[] {
  if (!existsSync(path)) return [{ level: "error", code: "path-missing", values: [path, key], key }];
  if (isInside(path, folder)) return [];
  return [{ level: "warning", code: "path-outside-folder", values: [written], key }];
}

const onHostAlready = ({ data }: TrainerConfig): DataPlaces => ({
  here: null,
  onHost: { train: data.train, validation: data.validation ?? null, images: data.images ?? null },
  uploads: [],
  findings: [],
});

/**
 * Finds the data of a configuration. Paths of this machine count from the configuration's folder, and what lies outside of
 * it is named: a file that somebody else wrote could ask for anything. A run on this machine reads them where they are.
 * Untrusted: no path is touched, not even to see whether it is there, and nothing would travel.
 */
export function dataPlaces(file: string, config: TrainerConfig, isTrusted: boolean): DataPlaces {
  if (config.data.onHost) return onHostAlready(config);
  const parts = partsOf(file, config);
  const place = (key: Part["key"]): Part | null => parts.find(part => part.key === key) ?? null;
  const isLocal = config.host === localHost;
  const hostPath = (key: Part["key"]): string | null => {
    const part = place(key);
    return part === null ? null : isLocal ? part.path : part.to;
  };
  const findings = isTrusted ? parts.flatMap(part => findingsOf(part, dirname(file))) : [];
  const train = place("data.train")?.path ?? resolve(dirname(file), config.data.train);
  return {
    here: { train, validation: place("data.validation")?.path ?? null, images: place("data.images")?.path ?? null },
    onHost: {
      train: hostPath("data.train") ?? train,
      validation: hostPath("data.validation"),
      images: hostPath("data.images"),
    },
    uploads:
      isLocal || !isTrusted
        ? []
        : parts.filter(({ path }) => existsSync(path)).map(({ path, to }) => ({ from: path, to })),
    findings: isLocal ? findings.filter(({ level }) => level === "error") : findings,
  };
}
