import type { AlarmId } from "../../core/reward/alarmId.js";
import { healthyBehaviour, type Behaviour } from "../../core/simulate/behaviour.js";

/** What is wrong with the files of a run, beyond what its rows say. */
export type FileFault = "torn" | "bad-line" | "resumed" | "missing-pages" | "wrong-size-pages" | "empty-file";

/** One thing that goes wrong with a run, to see that the tool shows it. */
export interface Fault {
  /** One sentence, for `--help` and the run's README. */
  readonly summary: string;
  readonly behaviour: Partial<Behaviour>;
  readonly files: FileFault | null;
}

/** The step at which the faults begin that are named after an alarm. */
export const troubleFrom = 24;

const onlyRows = (summary: string, behaviour: Partial<Behaviour>): Fault => ({ summary, behaviour, files: null });
const onlyFiles = (summary: string, files: FileFault): Fault => ({ summary, behaviour: {}, files });

/** A run that goes well until one alarm has to fire. */
const alarming = (kind: AlarmId, summary: string): Fault => onlyRows(summary, { trouble: { kind, from: troubleFrom } });

/** Faults by name: `--fault NAME`. A new one is one line here. Steps are those of a run of 40. */
export const faults = {
  "wrong-space": onlyRows(
    "Boxes count pixels of the page resized to one megapixel; the reward takes them for page pixels.",
    { boxSpace: "model" },
  ),
  thousandths: onlyRows("Boxes count thousandths of the page; tool and reward take them for pixels.", {
    boxSpace: "thousand",
  }),
  "stuck-zoom": onlyRows("From step 12 on every rollout asks for one and the same box.", { stuckFrom: 12 }),
  "no-zoom": onlyRows("From step 12 on the model stops zooming.", { noZoomFrom: 12 }),
  "flat-groups": onlyRows("From step 20 on all rollouts of a group are alike, so that nothing is learnt.", {
    flatFrom: 20,
  }),
  "loose-format": onlyRows("From step 15 on tags are left open more and more.", { looseFrom: 15 }),
  "cut-off": onlyRows("From step 15 on responses grow until they are cut off.", { cutFrom: 15 }),
  "nan-scores": onlyRows("From step 25 on one score in five is NaN.", { nanFrom: 25 }),
  "reward-bug": onlyRows("The reward compares the k-th box, not clamped to the page, with the k-th target.", {
    scoring: "in-order",
  }),
  "foreign-paths": onlyRows("Rows name pages by paths of another machine, and no dataset is named.", {
    imagePrefix: "/mnt/cluster/comics/v1/",
  }),
  "no-fields": onlyRows("No row names its question, page or targets.", { isBare: true }),
  torn: onlyFiles("The last line of the last step is torn: the trainer was killed while it wrote.", "torn"),
  "bad-line": onlyFiles("One line in the middle of a file is no JSON.", "bad-line"),
  "empty-file": onlyFiles("The file of the last step has no bytes yet.", "empty-file"),
  rewritten: onlyFiles(
    "The run went back to its middle checkpoint; some steps after it are rewritten, the rest is stale.",
    "resumed",
  ),
  "missing-pages": onlyFiles("Every fourth page file is missing.", "missing-pages"),
  "wrong-pages": onlyFiles("Every fourth page file has another size than its questions say.", "wrong-size-pages"),
  "zoom-collapse": alarming("zoom-collapse", "From step 24 on the model has all but given up zooming."),
  "one-part-carries": alarming(
    "one-part-carries",
    "From step 24 on nothing is judged right and boxes hit nothing: the number of zooms is all that is paid.",
  ),
  "page-boxes": alarming("page-boxes", "From step 24 on most zooms ask for the whole page."),
  "repeated-boxes": alarming("repeated-boxes", "From step 24 on zooms ask for the same box again and again."),
  "giant-boxes": alarming("giant-boxes", "From step 24 on boxes are several times as large as what they should show."),
  "format-only": alarming("format-only", "From step 24 on the format improves, and nothing else ever does."),
  "length-drift": alarming("length-drift", "From step 24 on answers to open questions are long-winded."),
  "refused-loop": alarming("refused-loop", "From step 24 on zooms are refused and tried again."),
  "second-zoom-decays": alarming("second-zoom-decays", "From step 24 on every zoom but the first misses."),
  "cut-share": alarming("cut-share", "From step 24 on most responses are cut off."),
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;

export const faultNames = Object.keys(faults).sort() as readonly FaultName[];

/** What kind of run is asked for. */
export type SampleMode =
  | { readonly kind: "usual" }
  /** `firstCall`: how likely the untrained model zooms at all, from 0 to 1; null: about every second time. */
  | { readonly kind: "healthy"; readonly firstCall: number | null }
  | { readonly kind: "fault"; readonly name: FaultName };

/** How the run behaves: a fault is the only thing that is wrong with its run. */
export function behaviourOf(mode: SampleMode): Behaviour {
  switch (mode.kind) {
    case "usual":
      return { ...healthyBehaviour, hasOddities: true };
    case "healthy":
      return { ...healthyBehaviour, firstCall: mode.firstCall };
    case "fault":
      return { ...healthyBehaviour, ...faults[mode.name].behaviour };
    default: {
      const never: never = mode;
      return never;
    }
  }
}

export function fileFaultOf(mode: SampleMode): FileFault | null {
  return mode.kind === "fault" ? faults[mode.name].files : null;
}
