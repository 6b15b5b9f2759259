import { cocoReader } from "./cocoReader.js";
import type { SourceReader } from "./sourceReader.js";

/** All readers, in the order in which they are asked: the strictest of their form first. */
export const sourceReaders: readonly SourceReader[] = [cocoReader];
