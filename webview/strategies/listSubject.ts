import type { Alarm } from "../../src/protocol/reward/curvesApi.js";
import type { BehindQuery, PushedQuery } from "../../src/protocol/reward/strategiesViewApi.js";

/** What the list of rollouts is about: a cell of the table, a point of a curve, or an alarm. */
export type ListSubject =
  | { readonly kind: "pushed"; readonly query: PushedQuery }
  | { readonly kind: "behind"; readonly query: BehindQuery }
  | { readonly kind: "evidence"; readonly alarm: Alarm };
