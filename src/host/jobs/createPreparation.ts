import type { LaunchPreparation } from "./launchPreparation.js";

export function createPreparation(): LaunchPreparation {
  return {
    prepare: () => Promise.reject(new Error("not yet")),
    needs: () => ({ paths: [], programs: [], packages: [], ports: [], activate: { kind: "none" } }),
    judge: () => [],
  };
}
