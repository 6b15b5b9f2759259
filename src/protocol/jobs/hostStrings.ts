import type { HostCode } from "../../core/launch/hostCodes.js";

/** What a preflight finds, in English, each with the way out; the host translates the table. */
export const hostStrings: Readonly<Record<HostCode, string>> = {
  "gpus-free": "{0} of {1} GPUs are free.",
};
