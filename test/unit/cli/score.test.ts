import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scoreOutputSchema } from "../../../src/node/cli/outputSchemas.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { rewardVectors } from "../reward/vectors.js";
import { loupe } from "./loupe.js";

const makeFolder = temporaryFolder();

function fileOf(lines: readonly unknown[]): string {
  const path = join(makeFolder(), "lines.jsonl");
  writeFileSync(path, lines.map(line => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""));
  return path;
}

const readLines = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .map(line => scoreOutputSchema.parse(JSON.parse(line)));

async function score(lines: readonly unknown[], ...more: readonly string[]) {
  const ran = await loupe("score", fileOf(lines), "--json", ...more);
  return { ...ran, lines: readLines(ran.out) };
}

const totalsOf = (line: ReturnType<typeof readLines>[number] | undefined) =>
  line === undefined || "error" in line ? null : line.totals;

const perfect = {
  page_size: [1000, 1000],
  format_ok: true,
  answer_correct: true,
  answer_chars: 1,
  calls: [{ box: [100, 100, 300, 300], executed: true }],
  target_boxes: [[100, 100, 300, 300]],
  expected_count: 1,
};

describe("loupe score", () => {
  test("gives the worked examples their components and totals", async () => {
    for (const { id, input, options, components, totals } of rewardVectors.vectors) {
      const specs = Object.keys(totals).join(",");
      const { lines } = await score([input], "--strategy", specs, "--options", JSON.stringify(options));
      expect(lines, id).toHaveLength(1);
      const [line] = lines;
      if (line === undefined || "error" in line) throw new Error(id);
      for (const [name, value] of Object.entries({ ...components, ...totals })) {
        const given: Readonly<Record<string, number | null>> = { ...line.components, ...line.totals };
        expect(given[name], `${id} ${name}`).toBeCloseTo(value, 6);
      }
    }
  });

  test("gives five totals without being asked for any, and none twice", async () => {
    const { lines } = await score([perfect]);
    expect(totalsOf(lines[0])).toEqual({
      rarl: 6,
      "rarl-warm-start": 1,
      "rarl-conditional": 4,
      deepeyes: 2,
      vanilla: 2,
    });
    expect(totalsOf((await score([perfect], "--strategy", "rarl,rarl")).lines[0])).toEqual({ rarl: 6 });
  });

  test("takes options as typed, commas inside values included, and the vectors' name of reuse", async () => {
    const specs = "rarl@formatValues=0,-1,rarl@formatValues=[0,-1],rarl@formatValues=0/-1;match=best_target_with_reuse";
    const { lines } = await score([{ ...perfect, format_ok: false }], "--strategy", specs);
    expect(totalsOf(lines[0])).toEqual({
      "rarl@formatValues=0,-1": 4,
      "rarl@formatValues=[0,-1]": 4,
      "rarl@formatValues=0/-1;match=best_target_with_reuse": 4,
    });
  });

  test("options stand in for the defaults and leave what a strategy fixes itself", async () => {
    const options = '{"formatValues": [0, -1], "count": "soft"}';
    const two = { ...perfect, calls: [...perfect.calls, ...perfect.calls], expected_count: 4, format_ok: false };
    const { lines } = await score([two], "--options", options, "--strategy", "rarl,deepeyes,rarl@count=any");
    const line = lines[0];
    expect(line).toMatchObject({ components: { format: -1, toolCount: 0.5 } });
    expect(totalsOf(line)?.["deepeyes"]).toBeCloseTo(1.8);
    const { rarl, "rarl@count=any": any } = totalsOf(line) ?? {};
    expect((any ?? 0) - (rarl ?? 0)).toBeCloseTo(1);
  });

  test("knows the step of a schedule, and that it does not know it", async () => {
    const at = (step: number | null) => ({ ...perfect, ...(step !== null && { step }) });
    const { lines } = await score([at(16), at(17), at(null)], "--strategy", "two-phase,single-phase");
    expect(lines.map(line => totalsOf(line)?.["two-phase"])).toEqual([1, 6, null]);
    expect(lines.map(line => totalsOf(line)?.["single-phase"])).toEqual([6, 6, 6]);
  });

  test("guesses nothing: a batch's rate, a coin without a question, an unknown verdict, unknown targets", async () => {
    const untargeted = { ...perfect, target_boxes: undefined, expected_count: undefined };
    const { lines } = await score(
      [perfect, { ...perfect, answer_correct: null }, untargeted],
      "--strategy",
      "pixel-reasoner,format-random,rarl,rarl-warm-start,vanilla",
    );
    expect(lines.map(totalsOf)).toEqual([
      { "pixel-reasoner": null, "format-random": null, rarl: 6, "rarl-warm-start": 1, vanilla: 2 },
      { "pixel-reasoner": null, "format-random": null, rarl: null, "rarl-warm-start": 1, vanilla: null },
      { "pixel-reasoner": null, "format-random": null, rarl: null, "rarl-warm-start": null, vanilla: 2 },
    ]);
  });

  test("answers every line in its place, and names the bad ones", async () => {
    const { code, err, lines } = await score([
      perfect,
      "{",
      { ...perfect, calls: [{ box: [1, 2, 3], executed: true }] },
      " ",
      perfect,
    ]);
    expect(code).toBe(1);
    expect(lines.map(line => "error" in line)).toEqual([false, true, true, false]);
    expect(err).toContain("line 2: no JSON from character 2 on");
    expect(err).toContain("line 3: calls.0.box");
    expect(err).toContain("2 of 4 lines could not be read");
    expect(
      (
        await score([
          '{"format_ok": true, "answer_correct": true, "calls": [{"box": [0, 0, NaN, 9], "executed": true}]}',
        ])
      ).code,
    ).toBe(1);
  });

  test.each([
    ["an unknown strategy", ["--strategy", "best"], "there is no strategy best"],
    ["an unknown option", ["--strategy", "rarl@speed=1"], "there is no option speed"],
    ["a value that an option does not take", ["--strategy", "rarl@match=none"], "match does not take none"],
    ["an option without a value", ["--strategy", "rarl@clamp"], "clamp needs a value"],
    ["options that are no JSON", ["--options", "{"], "--options is no JSON"],
    ["options with an unknown key", ["--options", '{"speed": 1}'], "there is no option speed"],
  ])("refuses %s as wrong usage", async (_, args, sentence) => {
    const { code, out, err } = await loupe("score", fileOf([perfect]), "--json", ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(sentence);
  });

  test("prints a table for people", async () => {
    const { out } = await loupe("score", fileOf([perfect, { ...perfect, answer_correct: null }]), "--strategy", "rarl");
    const [head = "", first = "", second = ""] = out.split("\n");
    expect(head.split(/\s+/).filter(Boolean)).toEqual([
      "line",
      "format",
      "accuracy",
      "toolCount",
      "toolAccuracy",
      "rarl",
    ]);
    expect(first.split(/\s+/).filter(Boolean)).toEqual(["1", "1", "1", "1", "1", "6"]);
    expect(second.split(/\s+/).filter(Boolean)).toEqual(["2", "1", "–", "1", "1", "–"]);
    expect(first.length).toBe(head.length);
  });

  test("takes strategies of one's own from a file, and says where one is wrong", async () => {
    const folder = makeFolder();
    const own = join(folder, "loupe.json");
    const mine = { id: "mine", segments: [{ terms: [{ part: "accuracy", weight: 3 }] }] };
    writeFileSync(own, JSON.stringify({ strategies: [mine] }));
    expect(totalsOf((await score([perfect], "--strategies", own, "--strategy", "mine")).lines[0])).toEqual({ mine: 3 });
    writeFileSync(
      own,
      JSON.stringify([{ ...mine, segments: [{ terms: [{ part: "accuracy", weight: "step / 100" }] }] }]),
    );
    const { code, err } = await loupe("score", fileOf([perfect]), "--strategies", own);
    expect(code).toBe(1);
    expect(err).toContain("strategies.0.segments.0.terms.0.weight: a weight is a number");
  });

  test("uses the good strategies of a file, names every bad one, and says which built-in one is replaced", async () => {
    const own = join(makeFolder(), "own.json");
    const paid = (id: string, weight: unknown) => ({ id, segments: [{ terms: [{ part: "accuracy", weight }] }] });
    const list = [paid("bad", "step / 100"), paid("mine", 3), { id: "worse" }, paid("vanilla", 7)];
    writeFileSync(own, JSON.stringify(list));
    const named = ["--strategies", own, "--strategy", "mine,vanilla", "--json"];
    const { code, out, err } = await loupe("score", fileOf([perfect]), ...named);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ totals: { mine: 3, vanilla: 7 } });
    expect(err).toContain("strategies.0.segments.0.terms.0.weight");
    expect(err).toContain("strategies.2");
    expect(err).toContain(`${own}: its vanilla takes the place of the built-in strategy`);
  });

  test("says what file is not there", async () => {
    expect(await loupe("score", "/no/such", "--json")).toMatchObject({
      code: 1,
      out: "",
      err: "loupe: /no/such: no such file\n",
    });
  });
});

const question = {
  id: "q1",
  width: 1000,
  height: 1000,
  question: "Who is it?",
  answer: "B",
  answer_type: "choice",
  options: [
    { label: "A", text: "the cat" },
    { label: "B", text: "the dog" },
  ],
  targets: [{ box: [100, 100, 300, 300], role: "panel" }],
  expected_zooms: 1,
};
const zoomCall = (box: string) =>
  `<think>Look.</think>\n<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": ${box}}}\n</tool_call>`;
const reply = (text: string) => `\nuser\n<tool_response>\n${text}\n</tool_response>\nassistant\n`;
const end = (answer: string) => `<think>So.</think>\n<answer>${answer}</answer>`;

describe("loupe score of a response's text", () => {
  const componentsOf = async (output: string, more: object = {}, line: object = {}) => {
    const { lines } = await score([{ output, question: { ...question, ...more }, ...line }]);
    return lines[0] === undefined || "error" in lines[0] ? null : lines[0].components;
  };
  const all = (toolAccuracy: number) => ({ format: 1, accuracy: 1, toolCount: 1, toolAccuracy });

  test("reads calls, replies and the answer", async () => {
    const output = zoomCall("[100, 100, 300, 300]") + reply("Zoomed in.") + end("B");
    expect(await componentsOf(output)).toEqual(all(1));
    expect(await componentsOf(zoomCall("[100, 100, 300, 200]") + reply("Zoomed in.") + end("(b) the dog"))).toEqual(
      all(0.5),
    );
  });

  test("takes a refusal from the reply, and from the tool's rule where no replies were kept", async () => {
    const refused = { format: 1, accuracy: 1, toolCount: 0, toolAccuracy: 0 };
    expect(await componentsOf(zoomCall("[300, 300, 100, 100]") + reply("Error: invalid box") + end("B"))).toEqual(
      refused,
    );
    expect(await componentsOf(zoomCall("[300, 300, 100, 100]") + end("B"))).toEqual(refused);
    expect(await componentsOf(zoomCall("[100, 100, 300, 300]") + end("B"))).toEqual(all(1));
  });

  test("does not take a call that nothing followed for executed", async () => {
    expect(await componentsOf(zoomCall("[100, 100, 300, 300]"))).toEqual({
      format: 0,
      accuracy: 0,
      toolCount: 0,
      toolAccuracy: 0,
    });
  });

  test.each([
    ["the question's text", { question: "Who is it?\nA. the cat\nB. the dog", options: undefined }],
    ["the prompt", { prompt: "Who is it?\nA. the cat\nB. the dog", options: undefined }],
    ["a list of choices", { options: undefined, choices: ["the cat", "the dog"] }],
  ])("takes an option's exact text for its letter, with the options in %s", async (_, record) => {
    expect(await componentsOf(end("the dog"), record)).toMatchObject({ accuracy: 1 });
    expect(await componentsOf(end("the cat"), record)).toMatchObject({ accuracy: 0 });
  });

  test("leaves an open answer to a verdict", async () => {
    const open = { answer_type: "open", answer: "3 dogs", options: [] };
    expect(await componentsOf(end("3 dogs"), open)).toMatchObject({ accuracy: null });
    expect(await componentsOf(end("three dogs"), open, { acc: 1 })).toMatchObject({ accuracy: 1 });
    expect(await componentsOf(end("three dogs"), open, { acc: 0.4 })).toMatchObject({ accuracy: 0 });
  });

  test("switches the tool reward off where the record expects no zoom, and knows when nobody says", async () => {
    const tool = async (more: object) => {
      const components = await componentsOf(end("B"), more);
      return [components?.toolCount, components?.toolAccuracy];
    };
    expect(await tool({ targets: null, expected_zooms: null })).toEqual([0, 0]);
    expect(await tool({ targets: undefined, expected_zooms: undefined })).toEqual([null, null]);
  });

  test("reads boxes in the space that is asked for", async () => {
    const output = zoomCall("[0.1, 0.1, 0.3, 0.3]") + reply("Zoomed in.") + end("B");
    const { lines } = await score([{ output, question }], "--space", "unit");
    expect(lines[0]).toMatchObject({ components: { toolAccuracy: expect.closeTo(1, 9) as number } });
  });

  test("scores boxes of a page of unknown size only where they cannot reach over its edge", async () => {
    const sizeless = { width: undefined, height: undefined };
    expect(await componentsOf(zoomCall("[100, 100, 300, 200]") + reply("ok") + end("B"), sizeless)).toEqual(all(0.5));
    expect(await componentsOf(zoomCall("[100, 100, 900, 200]") + reply("ok") + end("B"), sizeless)).toMatchObject({
      toolAccuracy: null,
    });
  });

  test("tosses the coin of the random control", async () => {
    const { lines } = await score([{ output: end("A"), question }], "--strategy", "format-random,format-random@seed=1");
    expect(Object.values(totalsOf(lines[0]) ?? {}).every(total => total === 1 || total === 2)).toBe(true);
  });
});
