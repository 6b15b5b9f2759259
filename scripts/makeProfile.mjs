import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A quiet window: nothing opens by itself, nothing asks the network. */
const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.colorTheme": "Dark Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
};

/**
 * @typedef {object} Profile a user's data, extensions and configuration of code-server
 * @property {string} folder
 * @property {string} settingsFile the user's settings.json
 * @property {string} extensions the folder that extensions are installed into
 * @property {readonly string[]} args what makes code-server use it
 * @property {string} temporary a short-lived folder with a short path: Unix sockets have at most 108 characters
 * @property {() => void} dispose deletes what is short-lived
 */

/**
 * A profile in a folder that stays, or a throw-away one without `folder`.
 *
 * @param {{ folder?: string, settings?: Readonly<Record<string, unknown>>, machineSettings?: Readonly<Record<string, unknown>>, keepSettings?: boolean }} [options]
 *   `machineSettings`: those of machine scope, which a server reads from a file of its own; `keepSettings`: what a person has set there stays
 * @returns {Profile}
 */
export function makeProfile({ folder, settings = {}, machineSettings = {}, keepSettings = false } = {}) {
  const temporary = mkdtempSync(join(tmpdir(), "loupe-"));
  const home = folder ?? join(temporary, "home");
  const user = join(home, "user");
  const settingsFile = join(user, "User", "settings.json");
  mkdirSync(join(user, "User"), { recursive: true, mode: 0o700 });
  mkdirSync(join(temporary, "t"));
  const extensions = join(home, "extensions");
  const config = join(home, "config.yaml");
  if (!keepSettings || !existsSync(settingsFile))
    writeFileSync(settingsFile, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  if (Object.keys(machineSettings).length > 0) {
    mkdirSync(join(user, "Machine"), { recursive: true, mode: 0o700 });
    writeFileSync(join(user, "Machine", "settings.json"), JSON.stringify(machineSettings, null, 2));
  }
  writeFileSync(config, "", { mode: 0o600 });
  const dispose = () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  // Also when the process is ended by a signal.
  process.once("exit", dispose);
  const socket = join(temporary, "session.sock");
  const data = ["--user-data-dir", user, "--extensions-dir", extensions, "--config", config];
  return { folder: home, settingsFile, extensions, temporary, args: [...data, "--session-socket", socket], dispose };
}
