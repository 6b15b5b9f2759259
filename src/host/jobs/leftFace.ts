import type { JobView } from "../../protocol/jobs/jobView.js";
import { clip } from "../tree/clip.js";
import { countWords } from "../tree/countWords.js";
import { joinWords } from "../tree/joinWords.js";
import type { TreeFace } from "../tree/treeFace.js";
import type { Translate } from "../translate.js";
import { byteWords } from "./byteWords.js";

type Left = JobView["leftOnHost"];

/** The large files of a job that were not pulled, and each of them. */
export const leftFace = {
  all(left: Left, t: Translate): TreeFace {
    const label = t("Left on the host");
    const bytes = left.reduce((sum, file) => sum + file.bytes, 0);
    const description = joinWords([countWords.files(left.length, t), byteWords(bytes)]);
    return {
      label,
      description,
      tooltip: [t("Larger than the run configuration lets pulls be (pull.fileMegabytes, pull.totalMegabytes).")],
      icon: { id: "archive", color: null },
      spoken: joinWords([label, description], ", "),
    };
  },
  one({ path, bytes }: Left[number], runFolder: string, t: Translate): TreeFace {
    const label = clip(path, 120);
    return {
      label,
      description: byteWords(bytes),
      tooltip: [`${runFolder}/${path}`],
      icon: { id: "file-binary", color: null },
      spoken: t("File {0} on the host, {1}", label, byteWords(bytes)),
    };
  },
} as const;
