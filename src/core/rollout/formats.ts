import type { DumpFormat } from "./dumpFormat.js";
import { areal } from "./formats/areal.js";
import { deepeyesBoard } from "./formats/deepeyesBoard.js";
import { deepeyesEvaluation } from "./formats/deepeyesEvaluation.js";
import { easyr1Generations } from "./formats/easyr1Generations.js";
import { easyr1Log } from "./formats/easyr1Log.js";
import { llamafactoryLog } from "./formats/llamafactoryLog.js";
import { llamafactoryPredictions } from "./formats/llamafactoryPredictions.js";
import { miniO3Results } from "./formats/miniO3Results.js";
import { msSwift } from "./formats/msSwift.js";
import { msSwiftLog } from "./formats/msSwiftLog.js";
import { mapped } from "./formats/mapped.js";
import { nemoRl } from "./formats/nemoRl.js";
import { pixelReasoner } from "./formats/pixelReasoner.js";
import { primeMetrics } from "./formats/primeMetrics.js";
import { rewardLines } from "./formats/rewardLines.js";
import { rllm } from "./formats/rllm.js";
import { rolloutViz } from "./formats/rolloutViz.js";
import { skyrl } from "./formats/skyrl.js";
import { skyrlMetrics } from "./formats/skyrlMetrics.js";
import { trainerState } from "./formats/trainerState.js";
import { trl } from "./formats/trl.js";
import { verifiers } from "./formats/verifiers.js";
import { verifiersTraces } from "./formats/verifiersTraces.js";
import { verlMetrics } from "./formats/verlMetrics.js";
import { verlRollouts } from "./formats/verlRollouts.js";

/** Every format that can be read, the most specific first: the first one that detects a unit has it. */
export const formats: readonly DumpFormat[] = [
  deepeyesBoard,
  deepeyesEvaluation,
  verlRollouts,
  areal,
  pixelReasoner,
  skyrl,
  skyrlMetrics,
  nemoRl,
  verifiersTraces,
  verifiers,
  msSwift,
  trl,
  msSwiftLog,
  rllm,
  miniO3Results,
  easyr1Generations,
  llamafactoryPredictions,
  llamafactoryLog,
  trainerState,
  verlMetrics,
  easyr1Log,
  rewardLines,
  primeMetrics,
  rolloutViz,
  mapped,
];
