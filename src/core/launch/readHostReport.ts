import { readHostData } from "./hostData.js";
import type { DiskReport, GpuReport, HostReport } from "./hostReport.js";
import type { PreflightNeeds } from "./preflightNeeds.js";

/** A host may print anything: what goes beyond these bounds is not looked at. */
const most = { lines: 110_000, text: 200 };

/** When the request went out and its answer came back, in milliseconds since 1970 by this machine's clock. */
export interface RoundTrip {
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Records by their first field. */
type Records = ReadonlyMap<string, readonly (readonly string[])[]>;

const short = (text: string): string => text.trim().slice(0, most.text);

function recordsOf(text: string): Records {
  const records = new Map<string, string[][]>();
  for (const line of text.split("\n", most.lines)) {
    const [kind = "", ...fields] = line.split("\t");
    const known = records.get(kind);
    if (known === undefined) records.set(kind, [fields]);
    else known.push(fields);
  }
  return records;
}

const fieldOf = (records: Records, kind: string, at = 0): string => records.get(kind)?.[0]?.[at]?.trim() ?? "";

/** A number of decimal digits, or null; `[N/A]`, `max`, `unlimited` and the like are null. */
function natural(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? "";
  return /^\d{1,18}$/.test(trimmed) ? Number(trimmed) : null;
}

function processesOf(records: Records, uuid: string): GpuReport["processes"] {
  return (records.get("app") ?? []).flatMap(([line = ""]) => {
    const [gpu = "", pidText, ...name] = line.split(",");
    const pid = natural(pidText);
    if (gpu.trim() !== uuid || pid === null) return [];
    const named = short(name.join(","));
    // nvidia-smi writes words in brackets where it may not know: [Not Found], [N/A].
    return [{ pid, name: named === "" || named.startsWith("[") ? null : named }];
  });
}

function gpusOf(records: Records): readonly GpuReport[] | null {
  if (fieldOf(records, "gpus") !== "yes") return null;
  return (records.get("gpu") ?? []).flatMap(([line = ""]) => {
    const [index, uuid = "", used, total, utilisation, ...name] = line.split(",");
    const [at, usedMegabytes, totalMegabytes] = [natural(index), natural(used), natural(total)];
    if (at === null || usedMegabytes === null || totalMegabytes === null) return [];
    const processes = processesOf(records, uuid.trim());
    return [
      {
        index: at,
        name: short(name.join(",")),
        usedMegabytes,
        totalMegabytes,
        utilisation: natural(utilisation),
        processes,
      },
    ];
  });
}

/** A line of `df -Pk`: device, 1024-blocks, used, available, capacity, mount. Device and mount may hold spaces. */
const dfLine = /\s(?:\d+|-)\s+(?:-?\d+|-)\s+(-?\d+)\s+(?:\d+%|-)\s+(\/.*)$/;

function disksOf(records: Records, needs: PreflightNeeds): readonly DiskReport[] {
  return (records.get("path") ?? []).flatMap(([index, exists, writable, df = ""]) => {
    const wanted = needs.paths[natural(index) ?? -1];
    if (wanted === undefined) return [];
    const [, available, mount] = dfLine.exec(df) ?? [];
    const freeBytes = available === undefined ? null : Math.max(0, Number(available)) * 1024;
    return [
      { ...wanted, exists: exists === "yes", isWritable: writable === "yes", freeBytes, mount: mount?.trim() ?? null },
    ];
  });
}

/** Programs say more than their version. */
const numbered = /\d+(?:\.\d+)+/;

function versionsOf(records: Records, needs: PreflightNeeds): Readonly<Record<string, string | null>> {
  const programs = [...needs.programs, ...needs.ownPrograms.map(({ name }) => name)];
  const wanted = ["python3", ...programs, ...needs.packages];
  const found = records.get("version") ?? [];
  const versionOf = (name: string): string | null => {
    const [, state, text = ""] = found.find(([named]) => named === name) ?? [];
    if (state !== "yes") return null;
    return programs.includes(name) ? (numbered.exec(text)?.[0] ?? "unknown") : short(text) || "unknown";
  };
  return Object.fromEntries(wanted.map(name => [name, versionOf(name)]));
}

/** The lowest limit of all groups above the shell; version 1 writes a number near 2^63 for none. */
function memoryLimit(records: Records): number | null {
  const limits = (records.get("limit") ?? []).map(([text]) => natural(text)).filter(limit => limit !== null);
  const real = limits.filter(limit => limit < 2 ** 60);
  return real.length === 0 ? null : Math.min(...real);
}

function yesNo(text: string, yes: RegExp, no: RegExp): boolean | null {
  if (yes.test(text)) return true;
  return no.test(text) ? false : null;
}

/** By how much the host's clock is ahead: it was read between sending and receiving, and counts whole seconds. */
function clockSkew(records: Records, { sentAt, receivedAt }: RoundTrip): number {
  const clock = natural(fieldOf(records, "clock"));
  if (clock === null) return 0;
  const ahead = clock - receivedAt / 1000;
  const behind = sentAt / 1000 - (clock + 1);
  return ahead > 0 ? Math.round(ahead) : behind > 0 ? -Math.round(behind) : 0;
}

/** Reads what `preflightScript` printed; null when it did not come to its end. Hostile output gives fewer facts, never more. */
export function readHostReport(text: string, needs: PreflightNeeds, trip: RoundTrip): HostReport | null {
  const records = recordsOf(text);
  if (!records.has("preflight") || !records.has("end")) return null;
  const memory = natural(fieldOf(records, "memory"));
  const busy = (records.get("port") ?? []).map(([port]) => natural(port)).filter(port => port !== null);
  return {
    hostName: short(fieldOf(records, "host", 0)),
    system: short(fieldOf(records, "host", 1)),
    user: short(fieldOf(records, "host", 2)),
    clockSkewSeconds: clockSkew(records, trip),
    gpus: gpusOf(records),
    hasBrokenDriver: fieldOf(records, "gpus") === "failed",
    disks: disksOf(records, needs),
    weightBytes: natural(fieldOf(records, "weights")),
    memoryAvailableBytes: memory === null ? null : memory * 1024,
    memoryLimitBytes: memoryLimit(records),
    openFiles: natural(fieldOf(records, "files")),
    isActivated: fieldOf(records, "activated") === "yes",
    versions: versionsOf(records, needs),
    data: readHostData((records.get("data") ?? []).map(([line = ""]) => line)),
    busyPorts: needs.ports.filter(port => busy.includes(port)),
    linger: yesNo(fieldOf(records, "linger"), /^Linger=yes$/, /^Linger=no$/),
    killsUserProcesses: yesNo(fieldOf(records, "kills"), /^b true$/, /^b false$/),
  };
}
