/** What stands in the place of a run of image tokens. */
export const collapsedRun = "<image>";
