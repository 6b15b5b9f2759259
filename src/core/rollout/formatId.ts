/** The name of a format, as its own file in `core/rollout/formats` gives it. `formats.ts` lists the files. */
export type FormatId = string;
