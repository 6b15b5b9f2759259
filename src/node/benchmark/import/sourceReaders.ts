import { comixCocoReader } from "../sources/comixCocoReader.js";
import { comixReader } from "../sources/comixReader.js";
import { ebdthequeReader } from "../sources/ebdthequeReader.js";
import { manga109Reader } from "../sources/manga109Reader.js";
import { questionSetReaders } from "../sources/questionSetReaders.js";
import { cocoReader } from "./cocoReader.js";
import type { SourceReader } from "./sourceReader.js";

/** All readers, in the order in which they are asked: the strictest of their form first. */
export const sourceReaders: readonly SourceReader[] = [
  manga109Reader,
  comixReader,
  ebdthequeReader,
  comixCocoReader,
  ...questionSetReaders,
  cocoReader,
];
