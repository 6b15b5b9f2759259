/**
 * The platforms that a VSIX can be packaged for, by VS Code's name, with what npm calls them (`os`, `cpu`, `libc`) and
 * how sharp names its binaries for them.
 *
 * @type {ReadonlyMap<string, { os: string, cpu: string, libc?: "glibc" | "musl", binaries: readonly string[] }>}
 */
export const vsixTargets = new Map([
  ["linux-x64", { os: "linux", cpu: "x64", libc: "glibc", binaries: ["sharp-linux-x64", "sharp-libvips-linux-x64"] }],
  [
    "linux-arm64",
    { os: "linux", cpu: "arm64", libc: "glibc", binaries: ["sharp-linux-arm64", "sharp-libvips-linux-arm64"] },
  ],
  ["linux-armhf", { os: "linux", cpu: "arm", libc: "glibc", binaries: ["sharp-linux-arm", "sharp-libvips-linux-arm"] }],
  [
    "alpine-x64",
    { os: "linux", cpu: "x64", libc: "musl", binaries: ["sharp-linuxmusl-x64", "sharp-libvips-linuxmusl-x64"] },
  ],
  [
    "alpine-arm64",
    { os: "linux", cpu: "arm64", libc: "musl", binaries: ["sharp-linuxmusl-arm64", "sharp-libvips-linuxmusl-arm64"] },
  ],
  ["darwin-x64", { os: "darwin", cpu: "x64", binaries: ["sharp-darwin-x64", "sharp-libvips-darwin-x64"] }],
  ["darwin-arm64", { os: "darwin", cpu: "arm64", binaries: ["sharp-darwin-arm64", "sharp-libvips-darwin-arm64"] }],
  ["win32-x64", { os: "win32", cpu: "x64", binaries: ["sharp-win32-x64"] }],
  ["win32-arm64", { os: "win32", cpu: "arm64", binaries: ["sharp-win32-arm64"] }],
]);

/** VS Code's name of the platform that this runs on. */
export function ownTarget() {
  const isMusl =
    process.platform === "linux" && !JSON.stringify(process.report.getReport()).includes("glibcVersionRuntime");
  const os = isMusl ? "alpine" : process.platform;
  return `${os}-${os === "linux" && process.arch === "arm" ? "armhf" : process.arch}`;
}
