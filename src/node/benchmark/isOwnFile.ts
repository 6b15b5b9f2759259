import { relative } from "node:path";
import { benchmarkPaths } from "./benchmarkPaths.js";

const names = new Set(Object.values<string>({ ...benchmarkPaths("own") }).map(path => relative("own", path)));

/** Question sets, problems of an import that brought nothing else, and what a write that was broken off has left. */
const patterns = [/^sets\/[^/]+\.jsonl$/, /^problems\.[^/]+\.jsonl$/, /^(?:sets\/)?[^/]+\.[0-9a-f]{8}\.part$/];

/** Whether a benchmark itself writes a file of this path: relative to its folder, with forward slashes. */
export const isOwnFile = (path: string): boolean => names.has(path) || patterns.some(pattern => pattern.test(path));
