import type { CommandId } from "./commandIds.js";

/** A command's work. The arguments are VS Code's and unchecked: a tree item's id, a URI, or nothing. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;

/** Handlers of some commands; all parts together make the whole table. */
export type CommandHandlers<K extends CommandId = CommandId> = Readonly<Record<K, CommandHandler>>;
