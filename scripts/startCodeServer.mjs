import { spawn } from "node:child_process";
import { codeServer } from "./codeServer.mjs";
import { serverEnvironment } from "./serverEnvironment.mjs";

const startSeconds = 180;

/**
 * @typedef {object} RunningServer
 * @property {string} url
 * @property {string} authority host and port
 * @property {string} vscodeVersion
 * @property {() => string} output
 * @property {Promise<void>} ended resolves when the server has ended
 * @property {() => Promise<void>} stop ends the server and everything it has started
 */

/**
 * @typedef {object} ServerOptions
 * @property {import("./makeProfile.mjs").Profile} profile
 * @property {string} [password] asked for at the door; without one everybody on this machine gets a shell, so tests only
 * @property {number} [port] 0, the default, takes a free one
 * @property {boolean} [runsExtensionTests] obey the extension test payload of an address (a built VS Code does so only with its smoke test driver on)
 * @property {boolean} [trusts] no question whether the folder is trusted
 * @property {Readonly<Record<string, string>>} [env]
 */

/** @param {ServerOptions} options */
function serverArgs({ profile, password, port = 0, runsExtensionTests = false, trusts = false }) {
  const quiet = [
    "--disable-telemetry",
    "--disable-update-check",
    "--disable-getting-started-override",
    "--disable-proxy",
  ];
  return [
    ...profile.args,
    ...["--auth", password === undefined ? "none" : "password"],
    ...["--bind-addr", `127.0.0.1:${port}`],
    ...quiet,
    ...(trusts ? ["--disable-workspace-trust"] : []),
    // Without a password it ends itself soon after its runner was killed.
    ...(password === undefined ? ["--idle-timeout-seconds", "600"] : []),
    ...(runsExtensionTests ? ["--vscode-option", "enable-smoke-test-driver"] : []),
  ];
}

/**
 * Resolves with the address once the server listens.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {{ text: string }} output grows while the server runs
 * @returns {Promise<string>}
 */
function whenListening(child, output) {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => reject(new Error(`code-server ${why}\n${output.text}`));
    const timer = setTimeout(() => fail(`did not start within ${startSeconds} s`), startSeconds * 1000);
    const hear = (/** @type {string} */ text) => {
      output.text += text;
      const url = /HTTP server listening on (http:\/\/[^\s/]+)/.exec(output.text)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.setEncoding("utf8").on("data", hear);
    child.stderr?.setEncoding("utf8").on("data", hear);
    child.once("exit", code => {
      clearTimeout(timer);
      fail(`ended with ${String(code)}`);
    });
    child.once("error", error => fail(error.message));
  });
}

/**
 * Starts code-server on the loopback address, in a process group of its own.
 *
 * @param {ServerOptions} options
 * @returns {Promise<RunningServer>}
 */
export async function startCodeServer(options) {
  const { profile, password, env } = options;
  const { node, entry, vscodeVersion } = await codeServer();
  const secret = password === undefined ? {} : { PASSWORD: password };
  const child = spawn(node, [entry, ...serverArgs(options)], {
    // Not the checkout: what is installed must not find its own sources beside it.
    cwd: profile.folder,
    env: { ...serverEnvironment(profile, env), ...secret },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = new Promise(resolve => child.once("close", () => resolve(undefined)));
  // A blocked extension host outlives its server, so the whole group is ended, and only that group.
  const killGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") throw error;
    }
  };
  process.once("exit", killGroup);
  const output = { text: "" };
  const url = await whenListening(child, output);
  return {
    url,
    authority: new URL(url).host,
    vscodeVersion,
    output: () => output.text,
    ended: ended.then(() => undefined),
    stop: async () => {
      child.kill("SIGTERM");
      const timer = setTimeout(killGroup, 5000);
      await ended;
      clearTimeout(timer);
      killGroup();
      process.off("exit", killGroup);
    },
  };
}
