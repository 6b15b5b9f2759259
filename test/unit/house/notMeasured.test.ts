import { afterEach, expect, it, vi } from "vitest";
import { notMeasured } from "../../bench/notMeasured.js";

afterEach(() => vi.unstubAllEnvs());

it("a benchmark that cannot be taken is told and left out, but where nothing may be skipped it fails", () => {
  const said: string[] = [];
  const ask = () => notMeasured("jobs on hosts", "needs sshd", text => said.push(text));
  vi.stubEnv("LOUPE_NO_SKIP", "");
  expect(ask()).toEqual([]);
  expect(said).toEqual(["jobs on hosts: not measured, needs sshd"]);
  vi.stubEnv("LOUPE_NO_SKIP", "1");
  expect(ask).toThrow("jobs on hosts: not measured, needs sshd");
});
