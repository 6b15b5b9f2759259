import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HostReport } from "../../../src/core/launch/hostReport.js";
import type { PreflightNeeds } from "../../../src/core/launch/preflightNeeds.js";
import { preflightScript } from "../../../src/core/launch/preflightScript.js";
import { readHostReport } from "../../../src/core/launch/readHostReport.js";

const trainer = join(import.meta.dirname, "../../../src/trainer");
const texts = {
  functions: readFileSync(join(trainer, "preflight.sh"), "utf8"),
  measureData: readFileSync(join(trainer, "measure_data.py"), "utf8"),
};

export const noNeeds: PreflightNeeds = {
  paths: [],
  programs: [],
  ownPrograms: [],
  packages: [],
  ports: [],
  data: null,
  variables: {},
  activate: { kind: "none" },
};

/** A machine made of stand-in programs that come first in PATH; everything else is the machine that the test runs on. */
export class FakeHost {
  readonly folder = mkdtempSync(join(tmpdir(), "loupe-preflight-"));

  constructor() {
    mkdirSync(join(this.folder, "bin"));
  }

  /** A program of the host, as a POSIX shell script. */
  program(name: string, script: string): void {
    const path = join(this.folder, "bin", name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }

  /** Runs the script as a host does: on the standard input of a shell. What the shell goes on with is told too. */
  run(needs: PreflightNeeds, shell: readonly [string, ...string[]] = ["sh"]): { out: string; code: number | null } {
    const [command, ...args] = shell;
    const environment = { ...process.env, PATH: `${join(this.folder, "bin")}:${process.env["PATH"] ?? ""}` };
    const input = `${preflightScript(needs, texts)}echo still-reading\n`;
    const { stdout, status } = spawnSync(command, [...args, "-s"], {
      input,
      encoding: "utf8",
      env: { ...environment, HOME: this.folder },
      timeout: 60_000,
    });
    return { out: stdout, code: status };
  }

  report(needs: PreflightNeeds, shell?: readonly [string, ...string[]]): HostReport | null {
    const sentAt = Date.now();
    const { out } = this.run(needs, shell);
    return readHostReport(out, needs, { sentAt, receivedAt: Date.now() });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** nvidia-smi of a machine with eight H800, seven of them free. */
export const eightGpus = `case "$*" in
  *query-gpu*)
    for i in 0 1 2 3 4 5 6; do echo "$i, GPU-$i, 3, 81559, 0, NVIDIA H800, 80GB"; done
    echo "7, GPU-7, 61234, 81559, 97, NVIDIA H800, 80GB" ;;
  *query-compute-apps*) echo "GPU-7, 40213, /usr/bin/vllm, serve" ;;
esac`;
