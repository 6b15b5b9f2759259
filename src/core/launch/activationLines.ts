import type { Activation } from "./runConfig.js";
import { shellWord } from "./shellWord.js";

/**
 * Lines of command.sh that make the trainer's Python the first in PATH. They need no rc file, which a shell without a login
 * does not read. They stand before `set -eu`: activation scripts use variables that are not set. Docker has its own
 * environment inside and needs none.
 */
export function activationLines(activation: Activation): readonly string[] {
  switch (activation.kind) {
    case "none":
    case "docker":
      return [];
    case "venv":
      return [`. ${shellWord(`${activation.path}/bin/activate`)} || exit 66`];
    case "conda":
      return [
        `eval "$(${shellWord(activation.executable ?? "conda")} shell.posix hook)" || exit 66`,
        `conda activate ${shellWord(activation.name)} || exit 66`,
      ];
    case "uv":
      return [
        `uv sync --frozen --project ${shellWord(activation.project)} || exit 66`,
        `. ${shellWord(`${activation.project}/.venv/bin/activate`)} || exit 66`,
      ];
  }
}
