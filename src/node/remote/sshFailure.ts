import type { HostFailure, HostFailureKind } from "../../protocol/jobs/jobView.js";

const longestDetail = 2000;

/** What ssh says (OpenSSH 7.6 to 9.9), the telling before the general: a jump host's failure comes with others in its wake. */
const sayings: readonly (readonly [RegExp, HostFailureKind])[] = [
  [/REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed|Host key .* has changed/i, "changed-host-key"],
  [/No .*host key is known for|Host key verification failed/i, "unknown-host-key"],
  [/Could not resolve hostname|Name or service not known|nodename nor servname|No such host is known/i, "unknown-host"],
  [/hostname contains invalid characters/i, "bad-name"],
  [/Permission denied \([^)]*(?:password|keyboard-interactive)/i, "needs-person"],
  [/Permission denied \(|Too many authentication failures|No supported authentication methods/i, "refused"],
  [/banner exchange.*(?:timed out|invalid format)|Connection timed out|Operation timed out/i, "timed-out"],
  [/No route to host|Network is unreachable|Network is down|Host is down/i, "timed-out"],
  [/Connection refused/i, "connection-refused"],
  [
    /kex_exchange_identification|Exceeded MaxStartups|Session open refused|session request failed/i,
    "too-many-connections",
  ],
  [/account is currently not available|nologin|Unknown command|command not found|not found/i, "no-shell"],
  [/No space left on device|Disk quota exceeded/i, "no-space"],
  [/Broken pipe|Connection reset|Connection closed|closed by remote host|not responding|client_loop/i, "dropped"],
];

/** Why a connection ended, from what ssh wrote on its standard error; `otherwise` when it says nothing that is known. */
export function sshFailure(said: string, otherwise: HostFailureKind): HostFailure {
  const kind = sayings.find(([pattern]) => pattern.test(said))?.[1] ?? otherwise;
  return { kind, detail: bounded(said) };
}

/** Without control characters, which a terminal or a log would obey, and cut from the front: the end tells the reason. */
function bounded(said: string): string {
  const plain = said.replaceAll(/[^\t\n\P{Cc}]/gu, "").trim();
  return plain.length > longestDetail ? `…${plain.slice(-longestDetail)}` : plain;
}
