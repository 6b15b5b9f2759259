import { randomBytes } from "node:crypto";
import { newRunId } from "../../core/launch/newRunId.js";
import type { RunConfig } from "../../core/launch/runConfig.js";

/** A run id that no other launch has. */
export const ownRunId = ({ name }: Pick<RunConfig, "name">): string =>
  newRunId(name, new Date(), randomBytes(3).toString("hex"));
