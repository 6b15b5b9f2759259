import { auditSchemas, type AuditApi } from "./auditApi.js";
import { compareSchemas, type CompareApi } from "./compareApi.js";
import { curvesSchemas, type CurvesApi } from "./curvesApi.js";
import { ownRewardSchemas, type OwnRewardApi } from "./ownRewardApi.js";
import { whatIfSchemas, type WhatIfApi } from "./whatIfApi.js";

/** Everything about rewards that the worker answers, beside `RunsApi`. */
export type RewardApi = WhatIfApi & AuditApi & CurvesApi & CompareApi & OwnRewardApi;

export const rewardSchemas = {
  ...whatIfSchemas,
  ...auditSchemas,
  ...curvesSchemas,
  ...compareSchemas,
  ...ownRewardSchemas,
} as const;
