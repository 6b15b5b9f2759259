import { expect, it } from "vitest";
import { explodeColumns } from "../../../src/core/rollout/explodeColumns.js";

it("a table by columns is as many rows as its texts have, whatever a column is called", () => {
  const table = Object.fromEntries<unknown>([
    ["text", ["a", "b"]],
    ["__proto__", [1, { step: 2 }]],
    ["shared", 7],
    ["short", [1]],
  ]);
  const { rows, unaligned } = explodeColumns(table, ["text"]);
  expect(rows.map(row => Object.entries(row))).toEqual([
    [
      ["text", "a"],
      ["__proto__", 1],
      ["shared", 7],
    ],
    [
      ["text", "b"],
      ["__proto__", { step: 2 }],
      ["shared", 7],
    ],
  ]);
  expect(rows.map(row => Object.getPrototypeOf(row) === Object.prototype)).toEqual([true, true]);
  expect(unaligned).toEqual([["short", [1]]]);
});

it("a step of a hundred thousand rows in one line is exploded", () => {
  const numbers = Array.from({ length: 100_000 }, (_, i) => i);
  const { rows } = explodeColumns({ text: numbers, reward: numbers, advantages: numbers }, ["text"]);
  expect([rows.length, rows.at(-1)]).toEqual([100_000, { text: 99_999, reward: 99_999, advantages: 99_999 }]);
});
