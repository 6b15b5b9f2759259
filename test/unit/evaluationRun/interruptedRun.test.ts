import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { builtCli } from "../cli/builtCli.js";
import { knowing, madeSet, predictionsIn } from "./asking.js";

const makeFolder = temporaryFolder();
const cli = builtCli();

const codes = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const;

it.each(codes)("an evaluation that is stopped by %s says how to go on, and ends with %i", async (signal, code) => {
  const set = await madeSet(makeFolder(), 2);
  let come = (): void => undefined;
  const first = new Promise<void>(resolve => void (come = resolve));
  const outcomeOf = () => {
    come();
    return "correct" as const;
  };
  const server = await knowing(set, { outcomeOf }, { delay: 50 });
  const out = makeFolder();
  const words = ["eval", "run", set.folder, "--endpoint", server.url, "--model", "m", "--out", out, "--no-probe"];
  const child = spawn(process.execPath, [cli(), ...words, "--at-once", "1", "--split", "train,val,test"]);
  let said = "";
  child.stderr.on("data", (text: Buffer) => void (said += text.toString()));
  const gone = once(child, "close");
  await first;
  child.kill(signal);
  expect(await gone).toEqual([code, null]);
  expect(said).toContain("stopped; start it again to go on");
  expect(predictionsIn(out).length).toBeLessThan(set.questions.length);
});
