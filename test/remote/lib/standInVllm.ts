import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** What the stand-in does; its words and pid lie in the folder. */
export interface StandInVllm {
  /** For `environment.activate`. */
  readonly venv: string;
  /** Words of the last `vllm serve`; null: it was not started. */
  words(): readonly string[] | null;
  /** Words of each merge, a line each. */
  merged(): string | null;
  /** Pids of servers that were started. */
  pids(): readonly number[];
  /** Pids of the servers that were asked, one for each question of a chat. */
  asked(): readonly number[];
  /**
   * `silent`: it never listens; `no-merge`: the merger ends with 3; `dies`: it ends at the third question; `first-dies`:
   * only the first one of two does; `both`: it answers nothing before a second one has begun.
   */
  behave(how: "well" | "silent" | "no-merge" | "dies" | "first-dies" | "both"): void;
}

/** Speaks as `vllm serve` does: health, models, chat completions with a key from VLLM_API_KEY; answers each with A. */
const server = String.raw`
import http.server, json, os, sys, time
folder = os.path.dirname(os.path.abspath(__file__))
words = sys.argv[1:]
open(os.path.join(folder, "words"), "w").write("\n".join(words))
open(os.path.join(folder, "pids"), "a").write(f"{os.getpid()}\n")
how = open(os.path.join(folder, "how")).read()
value = lambda name: words[words.index(name) + 1]
print("INFO loading", words[1], flush=True)
if how == "silent":
    time.sleep(10_000)
asked = 0
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def say(self, code, body):
        data = json.dumps(body).encode()
        self.send_response(code)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
    def may(self):
        if self.headers.get("authorization") == "Bearer " + os.environ["VLLM_API_KEY"]:
            return True
        self.say(401, {"error": "Unauthorized"})
    def do_GET(self):
        if self.path == "/health":
            self.say(200, {})
        elif self.path == "/version":
            self.say(200, {"version": "0.11.0"})
        elif self.path == "/v1/models" and self.may():
            self.say(200, {"data": [{"id": value("--served-model-name"), "owned_by": "vllm"}]})
    def do_POST(self):
        global asked
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if not self.may():
            return
        asked += 1
        open(os.path.join(folder, "asked"), "a").write(f"{os.getpid()}\n")
        while how == "first-dies" and len(open(os.path.join(folder, "pids")).read().split()) < 2:
            time.sleep(0.1)
        isFirst = open(os.path.join(folder, "pids")).read().split()[0] == str(os.getpid())
        if (how == "dies" or how == "first-dies" and isFirst) and asked > 2:
            print("CUDA error: out of memory", flush=True)
            os._exit(7)
        if body["model"] != value("--served-model-name"):
            return self.say(404, {"error": {"message": "no such model", "type": "NotFoundError"}})
        while how == "both" and len(open(os.path.join(folder, "pids")).read().split()) < 2:
            time.sleep(0.1)
        time.sleep(0.4 if how == "both" else 0.05)
        message = {"role": "assistant", "content": "<think>so</think><answer>A</answer>"}
        self.say(200, {"id": "1", "object": "chat.completion", "created": 1, "model": body["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}})
    def log_message(self, *words):
        pass
http.server.ThreadingHTTPServer((value("--host"), int(value("--port"))), Handler).serve_forever()
`;

/** Makes it in a folder that is not there yet: a venv whose vllm and whose merger are ours. */
export function standInVllm(folder: string): StandInVllm {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const python = execFileSync("sh", ["-c", "command -v python3"], { encoding: "utf8" }).trim();
  const merge = `echo "$*" >>'${folder}/merged'; [ "$(cat '${folder}/how')" != no-merge ] || { echo 'no such shard' >&2; exit 3; }; for target do :; done; mkdir -p "$target"; echo '{}' >"$target/config.json"`;
  const programs = {
    vllm: `exec '${python}' '${folder}/server.py' "$@"`,
    python3: `case "$*" in *verl.model_merger*) ${merge} ;; *) exec '${python}' "$@" ;; esac`,
  };
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  writeFileSync(join(bin, "activate"), `export PATH='${bin}':"$PATH"\n`);
  writeFileSync(join(folder, "server.py"), server);
  writeFileSync(join(folder, "how"), "well");
  const text = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8").trim() : null;
  return {
    venv: folder,
    words: () => text("words")?.split("\n") ?? null,
    merged: () => text("merged"),
    pids: () => (text("pids") ?? "").split("\n").filter(Boolean).map(Number),
    asked: () => (text("asked") ?? "").split("\n").filter(Boolean).map(Number),
    behave: how => writeFileSync(join(folder, "how"), how),
  };
}
