import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundleText } from "../../../scripts/strings.mjs";

describe("l10n/bundle.l10n.json", () => {
  it("holds every sentence of the host and the view, and no other (node scripts/strings.mjs writes it)", () => {
    const written = readFileSync(new URL("../../../l10n/bundle.l10n.json", import.meta.url), "utf8");
    expect(JSON.parse(written)).toEqual(JSON.parse(bundleText()));
  });
});
