import { join } from "node:path";

/**
 * The environment for code-server: nothing of a VS Code or code-server around us leaks in, nothing is written into the
 * user's own folders, and no marketplace is asked.
 *
 * @param {import("./makeProfile.mjs").Profile} profile
 * @param {Readonly<Record<string, string>>} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function serverEnvironment(profile, extra = {}) {
  const foreign =
    /^(VSCODE_|CODE_SERVER_|CS_|HASHED_PASSWORD$|PASSWORD$|PORT$|ELECTRON_|NODE_OPTIONS$|XDG_RUNTIME_DIR$|npm_)/;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    XDG_CONFIG_HOME: join(profile.folder, "config"),
    XDG_DATA_HOME: join(profile.folder, "data"),
    // The server leaves its sockets behind.
    TMPDIR: join(profile.temporary, "t"),
    EXTENSIONS_GALLERY: "{}",
    ...extra,
  };
}
