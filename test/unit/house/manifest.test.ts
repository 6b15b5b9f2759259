import { describe, expect, it } from "vitest";
import * as z from "zod";
import { codeServerVscode } from "../../../scripts/codeServer.mjs";
import { projectFiles, readProjectFile, readProjectJson } from "./projectFiles.js";

const manifestSchema = z.looseObject({
  publisher: z.string(),
  activationEvents: z.array(z.string()),
  extensionKind: z.array(z.string()),
  engines: z.object({ node: z.string(), vscode: z.string() }),
  devDependencies: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
  capabilities: z.looseObject({ untrustedWorkspaces: z.unknown(), virtualWorkspaces: z.unknown() }),
  contributes: z.looseObject({}),
});
const manifest = manifestSchema.parse(readProjectJson("package.json"));
const configurationSchema = z.object({
  properties: z.record(z.string(), z.looseObject({ scope: z.string().optional() })),
});
const settings = z
  .union([configurationSchema.transform(one => [one]), z.array(configurationSchema)])
  .parse(manifest.contributes["configuration"])
  .flatMap(({ properties }) => Object.entries(properties));
const { restrictedConfigurations: restricted } = z
  .looseObject({ restrictedConfigurations: z.array(z.string()) })
  .parse(manifest.capabilities.untrustedWorkspaces);
const words = z.record(z.string(), z.string()).parse(readProjectJson("package.nls.json"));

/** Keys whose strings a person reads. */
const shownKeys = new Set([
  ..."displayName description title shortTitle label name contents contextualTitle markdownDescription".split(" "),
  ..."enumDescriptions markdownEnumDescriptions enumItemLabels deprecationMessage category patternErrorMessage".split(
    " ",
  ),
]);

interface Shown {
  readonly path: string;
  readonly text: string;
}

/** Every string under one of those keys, with the path that leads to it. */
function shownStrings(value: unknown, path: readonly string[] = []): readonly Shown[] {
  if (typeof value === "string") {
    const key = path.findLast(part => !/^\d+$/.test(part)) ?? "";
    return shownKeys.has(key) ? [{ path: path.join("."), text: value }] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  // What a model reads of its tools stays in one language, as their names do.
  const isForModels = (key: string) =>
    path[1] === "languageModelTools" && ["name", "inputSchema", "modelDescription"].includes(key);
  return Object.entries(value).flatMap(([key, member]) =>
    isForModels(key) ? [] : shownStrings(member, [...path, key]),
  );
}

const shown = [
  ...shownStrings({ displayName: manifest["displayName"], description: manifest["description"] }),
  ...shownStrings(manifest.contributes, ["contributes"]),
  ...shownStrings(manifest.capabilities, ["capabilities"]),
];
const numbersOf = (version: string) => (version.match(/\d+/g) ?? []).map(Number);
/** Negative when `a` is the older version. */
const compare = (a: string, b: string) =>
  numbersOf(a).reduce((order, number, index) => (order !== 0 ? order : number - (numbersOf(b)[index] ?? 0)), 0);

describe("package.json", () => {
  it("takes every string that a person sees from package.nls.json", () => {
    expect(shown.filter(({ text }) => !/^%[\w.-]+%$/.test(text))).toEqual([]);
  });

  it("finds every string there, and none is left over", () => {
    const text = readProjectFile("package.json");
    const used = [...text.matchAll(/"%([\w.-]+)%"/g)].map(match => match[1] ?? "");
    expect(used.filter(key => !Object.hasOwn(words, key))).toEqual([]);
    expect(Object.keys(words).filter(key => !used.includes(key))).toEqual([]);
  });

  it("asks for no newer VS Code than the one it is tested in, and uses no newer API than it asks for", () => {
    expect(compare(manifest.engines.vscode, codeServerVscode)).toBeLessThanOrEqual(0);
    expect(compare(manifest.devDependencies["@types/vscode"] ?? "", manifest.engines.vscode)).toBeLessThanOrEqual(0);
  });

  it("asks for Node 20", () => {
    expect(manifest.engines.node).toBe(">=20");
    expect(manifest.devDependencies["@types/node"]).toMatch(/^20\./);
  });

  it("runs where the files are, and says what it does without trust", () => {
    expect(manifest.extensionKind).toEqual(["workspace"]);
    expect(manifest.capabilities.untrustedWorkspaces).toMatchObject({ supported: "limited" });
    expect(manifest.capabilities.virtualWorkspaces).toBeDefined();
    expect(manifest.publisher).not.toBe("");
  });

  it("lets no workspace name a host, a program or a folder of hosts and jobs", () => {
    const ofJobs = settings.filter(([name]) => /^loupe\.(?:ssh\.|hosts$|runRoot$|pullFolder$)/.test(name));
    expect(ofJobs.map(([name]) => name)).toEqual([
      ...["loupe.hosts", "loupe.runRoot", "loupe.pullFolder", "loupe.ssh.path", "loupe.ssh.configFile"],
    ]);
    expect(ofJobs.filter(([, { scope }]) => scope !== "machine")).toEqual([]);
    expect(ofJobs.filter(([name]) => !restricted.includes(name))).toEqual([]);
  });

  it("restricts the settings that name paths or code of this machine, and only settings that there are", () => {
    const names = settings.map(([name]) => name);
    expect(restricted.filter(name => !names.includes(name))).toEqual([]);
    const ofPlaces = ["loupe.runFolders", "loupe.imageRoots", "loupe.datasets", "loupe.pathPrefixes"];
    expect([...ofPlaces, "loupe.ownRewards"].filter(name => !restricted.includes(name))).toEqual([]);
  });

  it("pins every package to one version", () => {
    const versions = Object.entries({ ...manifest.devDependencies, ...manifest.dependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(Object.keys(manifest.dependencies)).toEqual(["sharp"]);
  });

  it("names only files that the checkout has or the build makes", () => {
    const named = [...readProjectFile("package.json").matchAll(/"\.?\/?((?:media|syntaxes)\/[^"]+)"/g)];
    expect(named.map(match => match[1] ?? "").filter(file => !projectFiles.includes(file))).toEqual([]);
  });
});

describe(".vscodeignore", () => {
  const lines = readProjectFile(".vscodeignore")
    .split("\n")
    .filter(line => line !== "" && !line.startsWith("#"));

  it("is an allow-list: everything is out but what it names", () => {
    expect(lines[0]).toBe("**");
    expect(lines.slice(1).filter(line => !line.startsWith("!"))).toEqual([]);
  });

  it("lets in no sources, tests or packages but sharp's", () => {
    const roots = lines.slice(1).map(line => line.slice(1));
    expect(roots.filter(line => /^(src|webview|test|scripts)\b/.test(line))).toEqual([]);
    expect(roots.filter(line => line.startsWith("docs"))).toEqual(["docs/*.{md,png}"]);
    const packages = roots.filter(line => line.startsWith("node_modules/"));
    expect(packages.filter(line => !/^node_modules\/(sharp|@img|detect-libc|semver)\//.test(line))).toEqual([]);
  });
});
