import type { CommandHandlers } from "./commandHandlers.js";
import { curveCommands } from "./curveCommands.js";
import { folderCommands } from "./folderCommands.js";
import { listCommands } from "./listCommands.js";
import { rowCommands } from "./rowCommands.js";
import { strategyCommands } from "./strategyCommands.js";
import { viewCommands } from "./viewCommands.js";
import { walkCommands } from "./walkCommands.js";

/** What every command works on, all parts together. */
type Services = Parameters<typeof rowCommands>[0] &
  Parameters<typeof curveCommands>[0] &
  Parameters<typeof strategyCommands>[0] &
  Parameters<typeof walkCommands>[0] &
  Parameters<typeof listCommands>[0] &
  Parameters<typeof folderCommands>[0] &
  Parameters<typeof viewCommands>[0];

/** The whole table of commands. */
export const allCommands = (services: Services): CommandHandlers => ({
  ...rowCommands(services),
  ...curveCommands(services),
  ...strategyCommands(services),
  ...walkCommands(services),
  ...listCommands(services),
  ...folderCommands(services),
  ...viewCommands(services),
});
