import type { LinkApi } from "../../protocol/links/linkApi.js";
import type { RemarksApi } from "../../protocol/remarks/remarksApi.js";
import { Links } from "../links/links.js";
import { RowIdentities } from "../links/rowIdentities.js";
import type { RunsParts } from "../runs/runsParts.js";
import { RemarkBooks } from "./remarkBooks.js";
import { RemarkCalls } from "./remarkCalls.js";

/** Links to rollouts and what people say of them, over the runs. `books` has to be disposed of with these. */
export interface RunRemarks {
  readonly calls: LinkApi & RemarksApi;
  readonly books: RemarkBooks;
}

/** `onError`: what nobody foresaw while notes were read. */
export function createRemarks(parts: RunsParts, onError: (error: unknown) => void): RunRemarks {
  const identities = new RowIdentities(row => parts.opener.openFresh(row));
  const books = new RemarkBooks(parts, identities, onError);
  const links = new Links(parts, identities);
  const remarks = new RemarkCalls(parts, books, identities);
  // As own members: nothing that an object inherits is served.
  const calls: LinkApi & RemarksApi = {
    linkOf: params => links.linkOf(params),
    followLink: params => links.followLink(params),
    remark: params => remarks.remark(params),
    knownTags: () => remarks.knownTags(),
    goldenList: () => remarks.goldenList(),
    goldenSteps: params => remarks.goldenSteps(params),
    removeGoldenQuestion: params => remarks.removeGoldenQuestion(params),
    removeGone: params => remarks.removeGone(params),
  };
  return { calls, books };
}
