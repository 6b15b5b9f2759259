import type { JobState } from "../../../src/core/launch/jobState.js";
import type { ScheduledState } from "../../../src/node/engines/scheduler.js";
import { until } from "../../until.js";

/** Asks a scheduler until a job is in the state that is wanted; fails with the state that it was in instead. */
export async function untilState(
  wanted: JobState,
  stateOf: () => Promise<ScheduledState>,
  seconds = 90,
): Promise<ScheduledState> {
  let last: ScheduledState | null = null;
  try {
    return await until(wanted, async () => ((last = await stateOf()), last.state === wanted ? last : null), seconds);
  } catch (error) {
    throw new Error(`${wanted} did not come, but ${JSON.stringify(last)}`, { cause: error });
  }
}
