import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sshConfigHosts } from "../../../src/node/remote/sshConfigHosts.js";

describe("the hosts of an ssh configuration", () => {
  let home: string;
  const write = (name: string, text: string) => {
    mkdirSync(join(home, ".ssh", "parts"), { recursive: true });
    writeFileSync(join(home, ".ssh", name), text);
  };
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "loupe-hosts-"));
    vi.stubEnv("HOME", home);
    vi.stubEnv("USERPROFILE", home);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true, force: true });
  });

  it("are named one by one, in order and once, in every way of writing them", async () => {
    write(
      "config",
      [
        "# Host commented",
        "Host gpu-1 gpu-2 # the old ones",
        "  HostName 10.0.0.1",
        "HOST=equals",
        '\thost "quoted" gpu-1',
        "Host *.example.org !gpu-3 gpu-? *",
        "Match host gpu-9 exec true",
        "Hostname not-a-host",
        "Host me@host -oProxyCommand=x $(x)",
      ].join("\r\n"),
    );
    expect(await sshConfigHosts()).toEqual(["gpu-1", "gpu-2", "equals", "quoted", "me@host"]);
  });

  it("are those of included files as well, by pattern, relative to ~/.ssh", async () => {
    write("config", `Include parts/*.conf ~/.ssh/more\nHost last\nInclude none ${join(home, ".ssh", "abs?lute")}\n`);
    write("parts/b.conf", "Host b\nInclude more\n");
    write("parts/a.conf", "Host a\n");
    write("parts/.hidden.conf", "Host hidden\n");
    write("more", "Host more\n");
    write("absolute", "Host absolute\n");
    expect(await sshConfigHosts()).toEqual(["a", "b", "more", "last", "absolute"]);
  });

  it("end, also when files include each other", async () => {
    write("config", "Host one\nInclude config\n");
    expect(await sshConfigHosts()).toEqual(["one"]);
  });

  it("are none when there is no configuration, or it is a folder", async () => {
    expect(await sshConfigHosts()).toEqual([]);
    expect(await sshConfigHosts(home)).toEqual([]);
  });

  it("are those of another file when one is named", async () => {
    write("other", "Host other\n");
    expect(await sshConfigHosts(join(home, ".ssh", "other"))).toEqual(["other"]);
  });
});
