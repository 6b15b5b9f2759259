import { fileURLToPath } from "node:url";
import { atMost, exactly, type Figure } from "./figure.js";
import { runJson } from "./runVariant.js";
import type { SearchMeasured } from "./searchVariant.js";

const names = [
  "searching a rare text, upper and lower case the same: CPU, of reading and counting lines",
  "the same, telling case apart",
  "searching a rare text of frequent words",
  "searching a text of CJK",
];

/** What searching all texts of a dump takes, of reading it. A round in which others had the machine does not count. */
export async function searchFigures(dump: string, rounds: number): Promise<readonly Figure[]> {
  const script = fileURLToPath(new URL("searchVariant.mjs", import.meta.url));
  const { floor, searches } = await runJson<SearchMeasured>(process.execPath, [script, dump, String(rounds)]);
  const best = Math.min(...floor);
  const quiet = floor.map((cpuMs, round) => ({ cpuMs, round })).filter(({ cpuMs }) => cpuMs <= 2 * best);
  const figures = searches.map(({ cpuMs }, at) => {
    const ratios = quiet.map(({ cpuMs: of, round }) => (cpuMs[round] ?? NaN) / of);
    return atMost(names[at] ?? "", 6, ratios, Math.min(...cpuMs) / best);
  });
  const rows = searches.map(one => one.rows);
  const areNone = rows.every(count => count === 0);
  return [
    ...figures,
    exactly("the same: rollouts with these texts, of which there are none", "0", rows.join(", "), areNone),
  ];
}
