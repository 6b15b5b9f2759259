import type { CommandHandlers } from "../commands/commandHandlers.js";
import { newRunConfig } from "./newRunConfig.js";

interface ConfigServices {
  /** Where the examples that the extension brings are. */
  readonly examples: string;
}

/** The command that makes a run configuration. */
export const configCommands = ({ examples }: ConfigServices): CommandHandlers<"loupe.newRunConfig"> => ({
  "loupe.newRunConfig": () => newRunConfig(examples),
});
