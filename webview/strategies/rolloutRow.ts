import type { RolloutBehind } from "../../src/protocol/reward/curvesApi.js";
import type { EvidenceRow } from "../../src/protocol/reward/strategiesViewApi.js";
import type { PushedRollout } from "../../src/protocol/reward/whatIfApi.js";
import type { ListSubject } from "./listSubject.js";
import { RemoteRows } from "./remoteRows.js";
import type { StrategiesModel } from "./strategiesModel.js";

/** A row of the list: of a cell, of a point of a curve, or of an alarm. */
export type RolloutRow =
  | { readonly kind: "pushed"; readonly rollout: PushedRollout }
  | { readonly kind: "behind"; readonly rollout: RolloutBehind }
  | { readonly kind: "evidence"; readonly rollout: EvidenceRow };

/** The rows of a subject, fetched as they come into sight. */
export function rowsOf(subject: ListSubject, { host }: StrategiesModel): RemoteRows<RolloutRow> {
  switch (subject.kind) {
    case "pushed":
      return new RemoteRows(async (offset, count) => {
        const { total, rows } = await host.pushedRollouts({ ...subject.query, offset, count });
        return { total, rows: rows.map(rollout => ({ kind: "pushed", rollout })) };
      });
    case "behind":
      return new RemoteRows(async (offset, count) => {
        const { total, rows } = await host.behindPoint({ ...subject.query, offset, count });
        return { total, rows: rows.map(rollout => ({ kind: "behind", rollout })) };
      });
    case "evidence":
      return new RemoteRows(async (offset, count) => {
        const refs = subject.alarm.evidence;
        const rows = await host.evidence({ refs: refs.slice(offset, offset + count) });
        return { total: refs.length, rows: rows.map(rollout => ({ kind: "evidence", rollout })) };
      });
  }
}
