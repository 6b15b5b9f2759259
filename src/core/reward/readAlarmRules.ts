import * as z from "zod";
import { alarmRulesSchema, defaultAlarmRules, type AlarmRules } from "./alarmRules.js";
import { isJsonObject } from "../dataset/jsonObject.js";

/** A rule with what somebody wrote laid over the default; the default alone where that is no rule. */
function merged<Rule extends object>(schema: z.ZodType<Rule>, usual: Rule, written: unknown): Rule {
  const parsed = schema.safeParse({ ...usual, ...(isJsonObject(written) ? written : {}) });
  return parsed.success ? parsed.data : usual;
}

/** The rules of all alarms: what is written in the settings, and the defaults for the rest. Never throws. */
export function readAlarmRules(value: unknown): AlarmRules {
  const written = isJsonObject(value) ? value : {};
  const { shape } = alarmRulesSchema;
  const usual = defaultAlarmRules;
  return {
    "zoom-collapse": merged(shape["zoom-collapse"], usual["zoom-collapse"], written["zoom-collapse"]),
    "one-part-carries": merged(shape["one-part-carries"], usual["one-part-carries"], written["one-part-carries"]),
    "page-boxes": merged(shape["page-boxes"], usual["page-boxes"], written["page-boxes"]),
    "repeated-boxes": merged(shape["repeated-boxes"], usual["repeated-boxes"], written["repeated-boxes"]),
    "giant-boxes": merged(shape["giant-boxes"], usual["giant-boxes"], written["giant-boxes"]),
    "format-only": merged(shape["format-only"], usual["format-only"], written["format-only"]),
    "length-drift": merged(shape["length-drift"], usual["length-drift"], written["length-drift"]),
    "refused-loop": merged(shape["refused-loop"], usual["refused-loop"], written["refused-loop"]),
    "second-zoom-decays": merged(
      shape["second-zoom-decays"],
      usual["second-zoom-decays"],
      written["second-zoom-decays"],
    ),
    "cut-share": merged(shape["cut-share"], usual["cut-share"], written["cut-share"]),
  };
}
