import { describe, expect, it } from "vitest";
import { sshFailure } from "../../../src/node/remote/sshFailure.js";

describe("what ssh says", () => {
  it.each([
    ["ssh: Could not resolve hostname gpu: Name or service not known", "unknown-host"],
    ["ssh: Could not resolve hostname gpu: Temporary failure in name resolution", "unknown-host"],
    ["ssh: connect to host gpu port 22: Connection timed out", "timed-out"],
    ["ssh: connect to host gpu port 22: Operation timed out", "timed-out"],
    ["Connection timed out during banner exchange\nConnection to 10.0.0.1 port 22 timed out", "timed-out"],
    ["ssh: connect to host gpu port 22: No route to host", "timed-out"],
    ["ssh: connect to host gpu port 22: Connection refused", "connection-refused"],
    ["me@gpu: Permission denied (publickey).", "refused"],
    ["Received disconnect from 10.0.0.1 port 22:2: Too many authentication failures", "refused"],
    ["me@gpu: Permission denied (publickey,password).", "needs-person"],
    ["me@gpu: Permission denied (publickey,keyboard-interactive).", "needs-person"],
    [
      "No ED25519 host key is known for gpu and you have requested strict checking.\nHost key verification failed.",
      "unknown-host-key",
    ],
    ["@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.", "changed-host-key"],
    [
      "kex_exchange_identification: Connection closed by remote host\nConnection closed by 10.0.0.1 port 22",
      "too-many-connections",
    ],
    ["mux_client_request_session: session request failed: Session open refused by peer", "too-many-connections"],
    [
      "channel 0: open failed: connect failed: Connection refused\nstdio forwarding failed\nkex_exchange_identification: Connection closed by remote host",
      "connection-refused",
    ],
    ["client_loop: send disconnect: Broken pipe", "dropped"],
    ["Timeout, server gpu not responding.", "dropped"],
    ["Connection to gpu closed by remote host.", "dropped"],
    ["This account is currently not available.", "no-shell"],
    ["something new", "other"],
  ])("%j is %s", (said, kind) => {
    expect(sshFailure(said, "other").kind).toBe(kind);
  });

  it("is kept for details without what would command a terminal, and not without end", () => {
    const { detail } = sshFailure(`${"x".repeat(9000)}\x1b[31mred\x07 end`, "other");
    expect(detail.length).toBeLessThan(2100);
    expect(detail.endsWith("[31mred end")).toBe(true);
  });
});
