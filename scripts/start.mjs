// Sets everything up and opens the extension, on a run that is being trained and a sample run, or on the folders named.
//   npm start [-- FOLDER… [--server] [--port N]]
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { paths } from "./paths.mjs";
import { setUp } from "./setUp.mjs";
import { userCode } from "./userCode.mjs";

const usage = `npm start [-- FOLDER... [--server] [--port N]]
  FOLDER    folders that a trainer writes to; without one, a miniature is trained beside a sample run
  --server  code-server in the browser, even where the command "code" is there
  --port N  its port on 127.0.0.1`;

/** @returns {{ folders: readonly string[], server: boolean, port: number | undefined }} */
function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { server: { type: "boolean", default: false }, port: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help === true) {
    console.log(usage);
    process.exit(0);
  }
  // npm runs us in the checkout; a relative path is meant from where the person stands.
  const folders = positionals.map(folder => resolve(process.env["INIT_CWD"] ?? process.cwd(), folder));
  const missing = folders.find(folder => !statSync(folder, { throwIfNoEntry: false })?.isDirectory());
  if (missing !== undefined) throw new Error(`${missing} is not a folder`);
  return { folders, server: values.server, port: values.port === undefined ? undefined : Number(values.port) };
}

/**
 * One folder opens as it is, several as a workspace.
 *
 * @param {readonly string[]} folders
 */
function targetOf(folders) {
  const [only, ...more] = folders;
  if (only !== undefined && more.length === 0) return only;
  const file = join(paths.cache, "start", "folders.code-workspace");
  mkdirSync(join(paths.cache, "start"), { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify({ folders: folders.map(path => ({ path })) }, null, 2));
  return file;
}

/** Ends what was started when the person has seen enough. @param {() => Promise<void> | void} stop */
function onInterrupt(stop) {
  const end = async () => {
    await stop();
    process.exit(0);
  };
  process.once("SIGINT", () => void end());
  process.once("SIGTERM", () => void end());
}

/**
 * Tries the user's own VS Code. False when there is none, or it does not start here.
 *
 * @param {string} target
 */
async function opensInCode(target) {
  const code = userCode();
  if (code === undefined) return false;
  try {
    const { openInCode } = await import("./openInCode.mjs");
    await openInCode(code, target);
    return true;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\nTrying code-server instead.`);
    return false;
  }
}

async function start() {
  const { folders, server, port } = readArguments();
  await setUp();
  const { growMiniatureRun } = await import("./miniatureRun.mjs");
  const { sampleRun } = await import("./sampleRun.mjs");
  const isSample = folders.length === 0;
  const target = targetOf(isSample ? [await sampleRun()] : folders);
  const grow = () => (isSample ? growMiniatureRun(target) : undefined);
  if (!server && (await opensInCode(target))) {
    const growing = grow();
    onInterrupt(() => growing?.kill());
    return;
  }
  const { openInServer } = await import("./openInServer.mjs");
  const running = await openInServer(target, { trusts: isSample, ...(port === undefined ? {} : { port }) });
  const growing = grow();
  onInterrupt(async () => {
    growing?.kill();
    await running.stop();
  });
  await running.ended;
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
