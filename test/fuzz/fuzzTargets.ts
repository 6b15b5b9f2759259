import type { FuzzTarget } from "./fuzzTarget.js";
import { dumps } from "./targets/dumps.js";
import { filters } from "./targets/filters.js";
import { links } from "./targets/links.js";
import { loupeFiles } from "./targets/loupeFiles.js";
import { notes } from "./targets/notes.js";
import { placements } from "./targets/placements.js";
import { rows } from "./targets/rows.js";
import { tolerantJson } from "./targets/tolerantJson.js";
import { trajectories } from "./targets/trajectories.js";

/** Everything that is fuzzed. */
export const fuzzTargets: readonly FuzzTarget[] = [
  trajectories,
  placements,
  rows,
  tolerantJson,
  dumps,
  loupeFiles,
  filters,
  links,
  notes,
];
