import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { launchBrowser } from "../../../scripts/launchBrowser.mjs";
import { harnessServer } from "../../webview/harnessServer.mjs";

/** VS Code's dark and light, and both of high contrast. */
const themes = ["dark", "light", "hc", "hcLight"] as const;

/** Every page of ours in the states that differ most. `name` of the page, query without the theme. */
const pages = {
  rollout: ["", "?listed", "?state=none", "?state=malformed"],
  curves: ["curves?"],
  strategies: ["strategies?", "strategies?none", "strategies?noTargets"],
  compare: ["compare?", "compare?nothing", "compare?unpaired"],
  launch: ["launch?", "launch?state=restricted", "launch?state=issues", "launch?state=sft"],
  miniature: ["miniature?", "miniature?state=unreadable"],
  review: ["review?state=some", "review?state=blind", "review?state=broken", "review?state=empty"],
  benchmark: ["benchmark?view=mapping", "benchmark?view=order", "benchmark?view=statistics"],
  evaluation: ["evaluation?base&list", "evaluation?kind=zooms", "evaluation?state=restricted&list"],
  distil: ["distil?", "distil?tab=counts", "distil?tab=blind", "distil?state=gone"],
  lines: ["lines?"],
} as const;

/**
 * WCAG 2.1, levels A and AA. The one rule that axe itself calls experimental is left out: rows of lists are told as
 * sentences, which hold their words in another order.
 */
const options = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
  rules: { "label-content-name-mismatch": { enabled: false } },
};

const findingSchema = z.object({
  violations: z.array(
    z.looseObject({
      id: z.string(),
      nodes: z.array(z.looseObject({ target: z.array(z.unknown()), failureSummary: z.string().optional() })),
    }),
  ),
});

let server: Awaited<ReturnType<typeof harnessServer>>;
let browser: Browser;

beforeAll(async () => {
  const names = Object.keys(pages).filter(name => name !== "rollout");
  server = await harnessServer(Object.fromEntries(names.map(name => [name, `test/webview/${name}Page.ts`])));
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser.close();
  server.close();
});

/** What axe finds on a page as it stands once nothing more is fetched: rule, element and why. */
async function findings(path: string, theme: string): Promise<readonly string[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, reducedMotion: "reduce" });
  try {
    await page.goto(`${server.url}${path}${path.includes("?") ? "&" : "?"}theme=${theme}`);
    await page.locator(".root > *").first().waitFor();
    await page.waitForLoadState("networkidle");
    await page.evaluate(axe.source);
    const answer: unknown = await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`);
    return findingSchema
      .parse(answer)
      .violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary = "" }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
      );
  } finally {
    await page.close();
  }
}

describe.each(Object.entries(pages))("axe on the page of %s", (_name, paths) => {
  it.each(paths)("finds nothing at /%s in any of the four themes", async path => {
    const found: string[] = [];
    for (const theme of themes) found.push(...(await findings(path, theme)).map(finding => `${theme}: ${finding}`));
    expect(found).toEqual([]);
  });
});
