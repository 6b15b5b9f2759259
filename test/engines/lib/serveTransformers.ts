import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { python, pythonPackages } from "../../../scripts/pythonPackages.mjs";
import { freePort } from "../../remote/lib/freePort.js";
import { getTrainer, type Trainer } from "./llamaFactory.js";

/** The packages of `transformers serve`, laid over LLaMA-Factory's, whose torch and transformers they share. */
export async function getServing(): Promise<Trainer> {
  const { variables } = await getTrainer("current");
  const own = await pythonPackages("transformers-serve");
  return { variables: { ...variables, PYTHONPATH: `${own}:${variables["PYTHONPATH"] ?? ""}` } };
}

/** A template that puts images where a message has them; the one that trainers are given knows text alone. */
const template = `{% for message in messages %}<|im_start|>{{ message['role'] }}
{% for part in message['content'] %}{% if part['type'] == 'image' %}<|vision_start|><|image_pad|><|vision_end|>{% else %}{{ part['text'] }}{% endif %}{% endfor %}<|im_end|>
{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
{% endif %}`;

export const writeTemplate = (model: string): void => writeFileSync(join(model, "chat_template.jinja"), template);

export interface Serving {
  readonly url: string;
  stop(): Promise<void>;
}

const start = "import sys\nfrom transformers.cli.transformers import main\nsys.argv[0] = 'transformers'\nmain()";

/** Serves a model of this machine, on its processor; comes back when it answers. Rejects with what it said when it ends. */
export async function serveTransformers({ variables }: Trainer, model: string): Promise<Serving> {
  const port = await freePort();
  const args = ["-c", start, "serve", model, "--host", "127.0.0.1", "--port", String(port), "--device", "cpu"];
  const child = spawn(python, args, { env: { ...process.env, ...variables }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
  const ended = new Promise<"ended">(resolve => child.once("close", () => resolve("ended")));
  const url = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers()))
    if ((await Promise.race([ended, sleep(200)])) === "ended")
      throw new Error(`the server ended: ${said.slice(-2000)}`);
  return {
    url: `${url}/v1`,
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
