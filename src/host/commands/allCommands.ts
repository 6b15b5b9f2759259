import { alarmCommands } from "./alarmCommands.js";
import { auditCommands } from "./auditCommands.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";
import { compareCommands } from "./compareCommands.js";
import { curveCommands } from "./curveCommands.js";
import { exportCommands } from "./exportCommands.js";
import { filterCommands } from "./filterCommands.js";
import { folderCommands } from "./folderCommands.js";
import { goldenCommands } from "./goldenCommands.js";
import { linkCommands } from "./linkCommands.js";
import { listCommands } from "./listCommands.js";
import { mappingCommands } from "./mappingCommands.js";
import { miniatureCommands } from "./miniatureCommands.js";
import { ownRewardCommands } from "./ownRewardCommands.js";
import { remarkCommands } from "./remarkCommands.js";
import { rowCommands } from "./rowCommands.js";
import { strategyCommands } from "./strategyCommands.js";
import { viewCommands } from "./viewCommands.js";
import { walkCommands } from "./walkCommands.js";
import { reviewCommands } from "../benchmark/reviewCommands.js";
import { benchmarkCommands } from "../benchmark/benchmarkCommands.js";
import { distilCommands } from "../distil/distilCommands.js";
import { evaluationCommands } from "../evaluation/evaluationCommands.js";
import { hostCommands } from "../jobs/hostCommands.js";
import { configCommands } from "../launch/configCommands.js";
import { jobCommands } from "../jobs/jobCommands.js";
import { trajectoryCommands } from "../documents/trajectoryCommands.js";
import { searchCommands } from "../search/searchCommands.js";
import { linesCommands } from "../lines/linesCommands.js";

type Services = CommandServices &
  Parameters<typeof auditCommands>[0] &
  Parameters<typeof linkCommands>[0] &
  Parameters<typeof remarkCommands>[0] &
  Parameters<typeof goldenCommands>[0] &
  Parameters<typeof curveCommands>[0] &
  Parameters<typeof strategyCommands>[0] &
  Parameters<typeof compareCommands>[0] &
  Parameters<typeof ownRewardCommands>[0] &
  Parameters<typeof exportCommands>[0] &
  Parameters<typeof alarmCommands>[0] &
  Parameters<typeof jobCommands>[0] &
  Parameters<typeof benchmarkCommands>[0] &
  Parameters<typeof evaluationCommands>[0] &
  Parameters<typeof distilCommands>[0] &
  Parameters<typeof configCommands>[0] &
  Parameters<typeof linesCommands>[0] &
  Parameters<typeof searchCommands>[0] &
  Parameters<typeof miniatureCommands>[0] &
  Parameters<typeof reviewCommands>[0];

/** The whole table of commands. */
export const allCommands = (services: Services): CommandHandlers => ({
  ...rowCommands(services),
  ...mappingCommands(services),
  ...linkCommands(services),
  ...remarkCommands(services),
  ...goldenCommands(services),
  ...filterCommands(services),
  ...curveCommands(services),
  ...strategyCommands(services),
  ...compareCommands(services),
  ...ownRewardCommands(services),
  ...exportCommands(services),
  ...auditCommands(services),
  ...alarmCommands(services),
  ...walkCommands(services),
  ...listCommands(services),
  ...folderCommands(services),
  ...viewCommands(services),
  ...configCommands(services),
  ...jobCommands(services),
  ...hostCommands(services),
  ...miniatureCommands(services),
  ...benchmarkCommands(services),
  ...evaluationCommands(services),
  ...distilCommands(services),
  ...reviewCommands(services),
  ...linesCommands(services),
  ...searchCommands(services),
  ...trajectoryCommands(services),
});
