import type { IndexedFile } from "../index/indexedFile.js";
import type { RowFilter } from "./filter/rowFilter.js";
import { placesInFile, placesOf, type RowPlace } from "./filter/rowPlace.js";
import type { Group } from "./group.js";
import type { Step } from "./run.js";

/** The rows of a group that are known to pass. */
export const passingRows = (step: Step, group: Group, filter: RowFilter): readonly RowPlace[] =>
  passingPlaces(
    group.rows.map(row => ({ row, step, group })),
    filter,
  );

/** Those of the rows that are known to pass. */
export const passingPlaces = (places: readonly RowPlace[], filter: RowFilter): readonly RowPlace[] =>
  filter.isActive ? places.filter(place => filter.passes(place) === true) : places;

/** How many rollouts of a step pass; null while some have to be read to tell. */
export const passingCount = (step: Step, filter: RowFilter): number | null =>
  filter.countOf(step, () => placesOf(step));

/** How many rows of a file without steps pass; null while some have to be read to tell. */
export const passingInFile = (file: IndexedFile, filter: RowFilter): number | null =>
  filter.countOf(file, () => placesInFile(file));
