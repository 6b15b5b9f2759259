import { readdirSync, readFileSync } from "node:fs";

/** Looks at the command lines of all processes, again and again, for a text that none of them may hold. */
export function watchCommandLines(text: string): {
  end(): { readonly hits: readonly string[]; readonly looks: number };
} {
  const hits: string[] = [];
  let looks = 0;
  const look = () => {
    looks += 1;
    for (const pid of readdirSync("/proc")) {
      const line = /^\d+$/.test(pid) ? commandLine(pid) : "";
      if (line.includes(text)) hits.push(line);
    }
  };
  const timer = setInterval(look, 1);
  const end = () => {
    clearInterval(timer);
    return { hits, looks };
  };
  return { end };
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
