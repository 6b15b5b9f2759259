import { parentPort, isMainThread, workerData } from "node:worker_threads";
import * as z from "zod";
import { Runs } from "../../src/node/runs/runs.js";
import { runsSettings } from "./runsSettings.js";

/** What the victim does until it is killed. `saving`: opens, reads and saves, again and again. */
const asked = z
  .object({ root: z.string(), storage: z.string(), how: z.enum(["indexing", "saving", "watching"]) })
  .parse(isMainThread ? JSON.parse(process.argv[2] ?? "") : workerData);

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const say = (word: string): void => {
  if (parentPort === null) process.send?.(word);
  else parentPort.postMessage(word);
};

async function open(watch: boolean): Promise<Runs> {
  const runs = new Runs({ onEvent: () => undefined, watch, log: quiet });
  await runs.configure(runsSettings(asked.root, asked.storage));
  return runs;
}

async function live(): Promise<void> {
  say("begun");
  if (asked.how === "watching") {
    const runs = await open(true);
    // What a window does all the time: it asks for what has changed.
    for (;;) {
      await runs.refresh();
      await runs.children({ id: null, query: { order: { key: "file", descending: false }, filters: [] } });
    }
  }
  for (;;) {
    const runs = await open(false);
    await runs.whenIdle();
    if (asked.how === "saving") await runs.dispose();
  }
}

// A process whose killer was ended itself ends too.
process.on("disconnect", () => process.exit());
void live();
