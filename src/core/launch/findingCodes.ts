import type { DistilFindingCode } from "../distil/distilFinding.js";
import type { CodeCode } from "./codeCodes.js";
import type { DataCode } from "./dataCodes.js";
import type { EngineCode } from "./engineCodes.js";
import type { HostCode } from "./hostCodes.js";
import type { MiniatureCode } from "./miniatureCodes.js";
import type { PlanCode } from "./planCodes.js";
import type { SftCode } from "./sftCodes.js";

/** Every finding, by what looks for it: the configuration, the code, the data, distilled rows, the host, the launcher. */
export type FindingCode =
  PlanCode | SftCode | MiniatureCode | CodeCode | DataCode | DistilFindingCode | HostCode | EngineCode;
