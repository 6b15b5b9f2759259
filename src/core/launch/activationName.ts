import type { Activation } from "./runConfig.js";

/** What an environment is called in a sentence; empty where there is none. */
export function activationName(activate: Activation): string {
  switch (activate.kind) {
    case "none":
      return "";
    case "venv":
      return activate.path;
    case "conda":
      return activate.name;
    case "uv":
      return activate.project;
    case "docker":
      return activate.image;
  }
}
