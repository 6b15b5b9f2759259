import { DistilDesk, type DistilDeskApi } from "./distilDesk.js";

/** The calls of a desk as own members, which is what a channel serves. */
export function distilCalls(): DistilDeskApi {
  const desk = new DistilDesk();
  return {
    distilOverview: params => desk.distilOverview(params),
    distilList: params => desk.distilList(params),
    distilChanges: params => desk.distilChanges(params),
    distilSample: params => desk.distilSample(params),
    distilTrace: params => desk.distilTrace(params),
    distilRow: params => desk.distilRow(params),
    distilDecide: params => desk.distilDecide(params),
  };
}
