import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { projectFiles, readProjectFile, readProjectJson } from "./projectFiles.js";

const documents = projectFiles.filter(file => file.endsWith(".md"));
const files = new Set(projectFiles);

/** Links and pictures of Markdown, its definitions ("[name]: target") and HTML, without code. */
function targetsOf(text: string): readonly string[] {
  const prose = text.replace(/^(```|~~~).*?^\1/gms, "").replace(/`[^`\n]*`/g, "");
  const patterns = [/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g, /^\[[^\]]+\]:\s*<?([^\s>]+)>?/gm, /\b(?:src|href)="([^"]+)"/g];
  return patterns.flatMap(pattern => [...prose.matchAll(pattern)].flatMap(([, target]) => target ?? []));
}

/** The file or folder that a relative link means, from the project's root; null for links to elsewhere. */
function linkedFile(document: string, target: string): string | null {
  if (/^([a-z][a-z+.-]*:|#|\/\/)/i.test(target)) return null;
  return posix.join(posix.dirname(document), decodeURIComponent(target.replace(/[?#].*$/s, "")));
}

const isThere = (path: string) => files.has(path) || projectFiles.some(file => file.startsWith(`${path}/`));

const manifest = z
  .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
  .parse(readProjectJson("package.json"));

describe("documents", () => {
  it("link to files and pictures that are there", () => {
    const broken = documents.flatMap(document =>
      targetsOf(readProjectFile(document)).flatMap(target => {
        const file = linkedFile(document, target);
        return file === null || isThere(file) ? [] : [`${document}: ${target}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it("list the same files that are read in the window as in the documents", () => {
    const tableOf = (document: string) =>
      readProjectFile(document)
        .split("\n")
        .filter(line => line.startsWith("| "))
        .slice(2)
        .map(line => line.split("|").map(cell => cell.trim()));
    const shown = tableOf("media/formats.md");
    expect(shown.length).toBeGreaterThan(15);
    expect(tableOf("docs/formats.md")).toEqual(expect.arrayContaining(shown));
    expect(tableOf("docs/formats.md").slice(0, shown.length)).toEqual(shown);
  });

  it("give a reason for every package", () => {
    const text = readProjectFile("CONTRIBUTING.md");
    const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(packages.filter(name => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("the check of links", () => {
  it.each([
    ["a link", "see [that](docs/a.md)", ["docs/a.md"]],
    ["a picture with a title", '![it](docs/a.png "It")', ["docs/a.png"]],
    ["a picture that is a link", "[![it](a.png)](b.md)", ["a.png", "b.md"]],
    ["a definition", "[that]: docs/a.md", ["docs/a.md"]],
    ["HTML", '<img src="docs/a.png">', ["docs/a.png"]],
    ["code, where nothing is a link", "`[a](b)`\n\n```\n[a](b)\n```\n", []],
  ])("sees %s", (_what, text, targets) => {
    expect([...targetsOf(text)].toSorted()).toEqual(targets);
  });

  it("goes from the document's own folder, and leaves other addresses alone", () => {
    expect(linkedFile("docs/a.md", "../README.md#top")).toBe("README.md");
    expect(["https://example.org/a", "#top", "mailto:a@b.c"].map(target => linkedFile("a.md", target))).toEqual([
      null,
      null,
      null,
    ]);
  });
});
