import type { PreflightNeeds } from "./preflightNeeds.js";
import type { Activation } from "./runConfig.js";
import { homeWord } from "./homeWord.js";
import { shellWord } from "./shellWord.js";

/** As in a launch, but nothing is changed: `uv sync` would install. What is inside an image cannot be looked at. */
function activation(activate: Activation): string {
  switch (activate.kind) {
    case "none":
      return ":";
    case "docker":
      return "false";
    case "venv":
      return `. ${shellWord(`${activate.path}/bin/activate`)}`;
    case "conda":
      return `eval "$(${shellWord(activate.executable ?? "conda")} shell.posix hook)" && conda activate ${shellWord(activate.name)}`;
    case "uv":
      return `. ${shellWord(`${activate.project}/.venv/bin/activate`)}`;
  }
}

/** The trainer's environment, as a launch makes it: variables first, for an activation may go on from them. */
function environment({ activate, variables }: PreflightNeeds): string {
  const own = Object.entries(variables).map(([name, value]) => `export ${name}=${shellWord(value)}`);
  return [...own, activation(activate)].join(" && ");
}

/** In shells of their own: `.` of a file that is not there ends a POSIX shell. */
function packageLines(needs: PreflightNeeds): readonly string[] {
  const first = environment(needs);
  const names = needs.packages.map(shellWord).join(" ");
  const programs = needs.ownPrograms.map(({ name, program }) => `${shellWord(name)} ${homeWord(program)}`);
  return [
    `if (${first}) >/dev/null 2>&1; then loupe_say activated yes; else loupe_say activated no; fi`,
    `(${first} >/dev/null && loupe_look_packages ${names}) 2>/dev/null`,
    ...programs.map(words => `(${first} >/dev/null && loupe_look_program ${words}) 2>/dev/null`),
  ];
}

/** Texts of `src/trainer` that a preflight is made of. */
export interface PreflightTexts {
  /** `preflight.sh` */
  readonly functions: string;
  /** `measure_data.py` */
  readonly measureData: string;
}

/** Seconds after which counting stops: what was counted until then is told, and that it is not all. */
const countingSeconds = 45;
const mostQuestions = 100_000;

/** In the trainer's environment, which can read Parquet. */
function dataLines(needs: PreflightNeeds, { measureData }: PreflightTexts): readonly string[] {
  const { data } = needs;
  if (data === null) return [];
  const words = [measureData, data.train, data.images ?? "", String(countingSeconds), String(mostQuestions)].map(
    shellWord,
  );
  return [`(${environment(needs)} >/dev/null && python3 -c ${words.join(" ")}) 2>/dev/null`];
}

/**
 * A POSIX sh script that looks at a host and prints what `readHostReport` reads. It changes nothing, neither on the host nor in the shell that runs it, ends by itself, and
 * reads nothing from the standard input, on which the script itself arrives.
 */
export function preflightScript(needs: PreflightNeeds, texts: PreflightTexts): string {
  const lines = [
    texts.functions,
    "loupe_look_system",
    "loupe_look_gpus",
    ...needs.paths.map(({ path }, index) => `loupe_look_path ${index} ${shellWord(path)}`),
    ...needs.paths
      .filter(({ purpose }) => purpose === "model")
      .map(({ path }) => `loupe_look_weights ${shellWord(path)}`),
    "loupe_look_memory",
    ...needs.programs.map(name => `loupe_look_program ${shellWord(name)}`),
    ...packageLines(needs),
    ...needs.ports.map(port => `loupe_look_port ${port}`),
    "loupe_look_sessions",
    ...dataLines(needs, texts),
    "loupe_say end",
  ];
  return `(\n${lines.join("\n")}\n) </dev/null\n`;
}
