import { join } from "node:path";

/** The files of a benchmark's folder. */
export interface BenchmarkPaths {
  readonly folder: string;
  /** BenchmarkManifest: written by a build, last of all. */
  readonly manifest: string;
  /** AnnotationMapping, as used by the import; edited by people. */
  readonly mapping: string;
  /** PageRecord per line, as imported: corrections and writings are laid over it when it is read. */
  readonly pages: string;
  /** ImportProblem per line. */
  readonly problems: string;
  /** PageCorrection per line; only grows. */
  readonly corrections: string;
  /** Writing per line; only grows. */
  readonly writings: string;
  /** What was asked of endpoints and what they answered, a line each; only grows. */
  readonly requests: string;
  /** QuestionRecord per line, as built: reviews are laid over it when it is read. */
  readonly questions: string;
  /** ReviewEvent per line; only grows. */
  readonly reviews: string;
}

export function benchmarkPaths(folder: string): BenchmarkPaths {
  return {
    folder,
    manifest: join(folder, "benchmark.json"),
    mapping: join(folder, "mapping.json"),
    pages: join(folder, "pages.jsonl"),
    problems: join(folder, "problems.jsonl"),
    corrections: join(folder, "corrections.jsonl"),
    writings: join(folder, "writings.jsonl"),
    requests: join(folder, "requests.jsonl"),
    questions: join(folder, "questions.jsonl"),
    reviews: join(folder, "reviews.jsonl"),
  };
}
