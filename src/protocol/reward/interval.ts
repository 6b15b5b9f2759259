export type { Interval } from "../../core/reward/interval.js";
