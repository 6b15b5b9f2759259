import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { browser } from "../../../scripts/browser.mjs";
import { codeServer } from "../../../scripts/codeServer.mjs";
import { packageVsix } from "../../../scripts/packageVsix.mjs";
import { paths } from "../../../scripts/paths.mjs";
import { ownTarget } from "../../../scripts/vsixTargets.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** The packaged product, outside of the checkout. */
    readonly vsix: string;
    /** The checkout, which the installed product must not need. */
    readonly checkout: string;
  }
}

/** Packages what was built, out of the checkout: the tests use the product as a user gets it. */
export async function setup(project: TestProject): Promise<() => void> {
  if (!existsSync(join(paths.dist, "extension.js"))) throw new Error("build first: npm run build");
  await codeServer();
  await browser();
  const folder = mkdtempSync(join(tmpdir(), "loupe-vsix-"));
  const vsix = join(folder, "rollout-loupe.vsix");
  await packageVsix(ownTarget(), vsix);
  project.provide("vsix", vsix);
  project.provide("checkout", paths.root);
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
