import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRecords } from "../../../src/core/benchmark/sources/csvRecords.js";
import { pythonList } from "../../../src/core/benchmark/sources/pythonList.js";

describe("a list as Python prints it", () => {
  it("is read with either quote, escapes, numbers and a comma at its end", () => {
    expect(pythonList(`['a', "it's", 'x\\'y', 3, None,]`)).toEqual(["a", "it's", "x'y", "3", "None"]);
    expect(pythonList(" [ ] ")).toEqual([]);
    expect(pythonList(`['<image 1>', '$\\\\frac{1}{2}$']`)).toEqual(["<image 1>", "$\\frac{1}{2}$"]);
  });

  it.each(["", "a", "['a'", "['a' 'b']", "['a'] b", "[,]", "['a',,'b']", "{'a': 1}"])("is not %j", text => {
    expect(pythonList(text)).toBeNull();
  });

  it("gives back every list of texts that was printed", () => {
    const printed = (text: string) =>
      `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`;
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 8 }), texts => {
        expect(pythonList(`[${texts.map(printed).join(", ")}]`)).toEqual(texts);
      }),
    );
  });
});

describe("comma-separated values", () => {
  it("hold commas, quotes and line ends in quotes", () => {
    const { columns, records, faults } = csvRecords('\uFEFFid,prompt\r\n1,"a, ""b""\nc"\r\n\r\n2,d\n');
    expect(columns).toEqual(["id", "prompt"]);
    expect(records).toEqual([
      { line: 2, value: { id: "1", prompt: 'a, "b"\nc' } },
      { line: 5, value: { id: "2", prompt: "d" } },
    ]);
    expect(faults).toEqual([]);
  });

  it("are told by line where a record has not all its fields or a quote does not close", () => {
    const { records, faults } = csvRecords('a,b\n1,2\n3\n4,5,6\n7,8\n9,"10\n11');
    expect(records.map(({ value }) => value)).toEqual([
      { a: "1", b: "2" },
      { a: "7", b: "8" },
    ]);
    expect(faults.map(({ line }) => line)).toEqual([3, 4, 6]);
  });

  it("give back every table that was written", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "é", " ") });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), rows => {
        const { records, faults } = csvRecords(["x,y", ...rows.map(row => row.map(quoted).join(","))].join("\r\n"));
        expect(faults).toEqual([]);
        expect(records.map(({ value }) => [value["x"], value["y"]])).toEqual(rows);
      }),
    );
  });

  it("end, whatever they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", ",", '"', "\r", "\n") }), text => {
        const { columns, records } = csvRecords(text);
        expect(records.every(({ value }) => Object.keys(value).length <= columns.length)).toBe(true);
      }),
    );
  });
});
