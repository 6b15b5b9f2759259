import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editConfig } from "../../../src/core/launch/editConfig.js";
import { keyRange } from "../../../src/core/launch/keyRange.js";

const text = `{
  "name": "two-phase",
  "hyper": { "klCoefficient": 0.02 },
  "stages": [
    { "name": "action", "steps": 60 },
    { "name": "depth" }
  ]
}
`;

describe("editing a configuration", () => {
  test("changes one value and leaves every other character as it was", () => {
    expect(editConfig(text, "hyper.klCoefficient", 0.04)).toBe(text.replace("0.02", "0.04"));
    expect(editConfig(text, "stages.0.steps", 70)).toBe(text.replace("60", "70"));
  });

  test("keeps comments, tabs and line ends", () => {
    const commented = '{\r\n\t// of the paper\r\n\t"nodes": 1\r\n}\r\n';
    expect(editConfig(commented, "nodes", 2)).toBe(commented.replace("1", "2"));
    expect(editConfig(commented, "host", "h800-a")).toContain('\r\n\t"host": "h800-a"');
  });

  test("makes the objects on the way to a key, and takes out those that are left empty", () => {
    const made = editConfig(text, "pixels.max", 1_003_520);
    expect(JSON.parse(made)).toMatchObject({ pixels: { max: 1_003_520 } });
    expect(JSON.parse(editConfig(made, "pixels.max", undefined))).toEqual(JSON.parse(text));
    expect(JSON.parse(editConfig(text, "hyper.klCoefficient", undefined))).not.toHaveProperty("hyper");
  });

  test("takes a stage out of the list, and adds one behind the last", () => {
    const stages = (edited: string) =>
      (JSON.parse(edited) as { stages: { name: string }[] }).stages.map(one => one.name);
    expect(stages(editConfig(text, "stages.0", undefined))).toEqual(["depth"]);
    expect(stages(editConfig(text, "stages.2.name", "merged"))).toEqual(["action", "depth", "merged"]);
  });

  test("writes any value so that JSON reads it back", () => {
    const value = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.array(fc.string()),
    );
    fc.assert(
      fc.property(value, written => {
        const read = JSON.parse(editConfig(text, "model.path", written)) as { model: { path: unknown } };
        expect(read.model.path).toEqual(Object.is(written, -0) ? 0 : written);
      }),
    );
  });
});

describe("the place of a key", () => {
  test("is its value's, or that of the nearest parent that is there", () => {
    const at = (key: string) => {
      const range = keyRange(text, key);
      return range === null ? null : text.slice(range.start, range.end);
    };
    expect(at("hyper.klCoefficient")).toBe("0.02");
    expect(at("hyper.steps")).toBe('{ "klCoefficient": 0.02 }');
    expect(at("stages.1.tasks")).toBe('{ "name": "depth" }');
    expect(at("data.train")).toBeNull();
    expect(keyRange("", "name")).toBeNull();
  });
});
