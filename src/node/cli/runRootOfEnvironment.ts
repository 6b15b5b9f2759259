import { defaultRunRoot } from "../remote/runRoot.js";

/** Where run folders are made on hosts: what LOUPE_RUN_ROOT says, else below the home there. */
export function runRootOfEnvironment(): string {
  const root = process.env["LOUPE_RUN_ROOT"] ?? "";
  return root === "" ? defaultRunRoot : root;
}
