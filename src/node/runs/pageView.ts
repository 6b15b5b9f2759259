import { basename } from "node:path";
import type { JoinResult } from "../../core/dataset/joinQuestion.js";
import type { Size } from "../../core/page/size.js";
import type { PageProblem, PageView } from "../../protocol/rolloutView.js";
import type { PageResult } from "../pages/pageResult.js";

/** The shape of a blank page of which nobody knows the size: a comic page's, in pixels. */
const likelyShape: Size = { width: 1700, height: 2300 };

function failureOf(result: PageResult & { kind: "missing" }): PageProblem {
  const { code, values } = result.failure;
  const offer = result.offer === null ? {} : { offeredPrefix: result.offer };
  return { code, values, ...offer };
}

function blank(size: Size | null, problem: PageProblem): PageView {
  return { kind: "blank", ...(size ?? likelyShape), isSizeKnown: size !== null, problem };
}

/** Why a row that was not joined with one question has no page. */
function joinProblem(join: Exclude<JoinResult, { kind: "one" }>): PageProblem {
  if (join.kind === "several") return { code: "several-matches", values: [String(join.matches.length)] };
  return { code: join.reason === "no-datasets" ? "no-dataset" : "no-match", values: [] };
}

/**
 * A found page, or a blank one of the right shape and why. `size` is the page's as the data give it; `turned` says that
 * EXIF orientation is applied, so that page pixels are those of the turned page.
 */
export function pageView(join: JoinResult, size: Size | null, result: PageResult | null, turned: boolean): PageView {
  if (join.kind !== "one") return blank(size, joinProblem(join));
  if (result === null) return blank(size, { code: "no-image-named", values: [] });
  if (result.kind === "missing") return blank(size, failureOf(result));
  const { path, orientation } = result;
  return { kind: "image", uri: path, ...(turned ? result.rotated : result.size), orientation, name: basename(path) };
}
