/** Why a command that asks an endpoint ended before everything was asked. Retries that were planned count for nothing. */
export const stopSentences = {
  cancelled: "stopped; start it again to go on",
  failing: "stopped, since the endpoint fails",
  "out-of-retries":
    "stopped, since more requests failed than a run of this size sends again; --keep-trying sends all of them again",
} as const;
