import { writeAnnotatedSet } from "./sample/writeAnnotatedSet.js";

interface SampleOptions {
  readonly out: string;
  readonly pages: number;
  readonly seed: number;
  /** About the height of a page in pixels. */
  readonly height: number;
  readonly glyphsFile: string;
}

interface Told {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly phase: string; readonly done: number; readonly total: number }) => void;
}

/** What came of making a sample; the set itself stays in its folder. */
export type SampleResult =
  | { readonly kind: "written"; readonly pages: number; readonly annotations: number }
  | { readonly kind: "occupied"; readonly path: string }
  | { readonly kind: "no-glyphs"; readonly path: string }
  | { readonly kind: "aborted" };

/** Writes a made-up annotated set with drawn pages, in the form that AI4VA has. */
export async function makeSample(options: SampleOptions, { signal, onProgress }: Told): Promise<SampleResult> {
  const onPage = (done: number, total: number) => onProgress({ phase: "pages", done, total });
  const result = await writeAnnotatedSet({ ...options, annotations: 0, images: "drawn", signal, onPage });
  if (result.kind !== "written") return result;
  return { kind: "written", pages: result.set.pages.length, annotations: result.set.truth.annotations };
}
