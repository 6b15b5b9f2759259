import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { runProcess } from "./runProcess.mjs";

/** npm's own CLI file, so that it can run under a Node other than the one on PATH. */
function npmCli() {
  const besideNode = dirname(process.execPath);
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map(folder => join(folder, "npm"));
  const candidates = [
    process.env["npm_execpath"] ?? "",
    join(besideNode, "node_modules", "npm", "bin", "npm-cli.js"),
    join(besideNode, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    ...onPath.filter(existsSync).map(file => realpathSync(file)),
  ];
  const found = candidates.find(file => file.endsWith("npm-cli.js") && existsSync(file));
  if (found === undefined) throw new Error("npm-cli.js was not found: is npm installed beside node?");
  return found;
}

/**
 * The environment for an npm of our own: `npm run` tells its children about the outer npm, package and Node, and
 * NODE_ENV=production would silently leave the development packages out. Registry, proxy and cache stay the user's.
 *
 * @param {string | undefined} nodeFolder the folder of a Node installation to put first on PATH
 */
function npmEnvironment(nodeFolder) {
  const foreign =
    /^(npm_(lifecycle|package|execpath|node_execpath|command)|npm_config_(user_agent|local_prefix|target)$|NODE_ENV$)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  if (nodeFolder === undefined) return env;
  // Headers of that Node: an npmrc may name those of another.
  return { ...env, PATH: `${join(nodeFolder, "bin")}${delimiter}${env["PATH"] ?? ""}`, npm_config_nodedir: nodeFolder };
}

/**
 * Runs npm in a folder and resolves with what it printed. Rejects with its output when it fails.
 *
 * @param {readonly string[]} args
 * @param {{ cwd: string, nodeFolder?: string }} options `nodeFolder`: run npm under the Node of this folder
 * @returns {Promise<string>}
 */
export function npm(args, { cwd, nodeFolder }) {
  const node = nodeFolder === undefined ? process.execPath : join(nodeFolder, "bin", "node");
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  return runProcess(node, [npmCli(), ...args, ...quiet], { cwd, env: npmEnvironment(nodeFolder) });
}
