import { compareInMiniature } from "../simulate/compareInMiniature.js";
import type { MiniatureServices } from "../simulate/miniatureServices.js";
import { resumeMiniatureRun } from "../simulate/resumeMiniatureRun.js";
import { startMiniatureRun } from "../simulate/startMiniatureRun.js";
import { stopMiniatureRun } from "../simulate/stopMiniatureRun.js";
import type { CommandHandlers } from "./commandHandlers.js";

type MiniatureCommand =
  "loupe.startMiniatureRun" | "loupe.resumeMiniatureRun" | "loupe.stopMiniatureRun" | "loupe.compareInMiniature";

/** Commands that train the miniature: one run, or several strategies side by side. */
export const miniatureCommands = (services: MiniatureServices): CommandHandlers<MiniatureCommand> => ({
  "loupe.startMiniatureRun": () => startMiniatureRun(services),
  "loupe.resumeMiniatureRun": argument => resumeMiniatureRun(services, argument),
  "loupe.stopMiniatureRun": argument => stopMiniatureRun(services, argument),
  "loupe.compareInMiniature": () => compareInMiniature(services),
});
