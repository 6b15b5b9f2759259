import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { localHost } from "../../../src/core/launch/hostName.js";
import { type PoolMember, ServerPool } from "../../../src/node/evaluation/checkpoint/serverPool.js";
import { SteadyRelay } from "../../../src/node/evaluation/checkpoint/steadyRelay.js";
import { openHost } from "../../../src/node/remote/openHost.js";

/** A server of this machine, and how it is doubted. */
class Far implements PoolMember {
  readonly at: PoolMember["at"];
  readonly server: Server;
  doubts = 0;

  constructor(server: Server) {
    this.server = server;
    this.at = { address: "127.0.0.1", port: (server.address() as AddressInfo).port };
  }

  isDoubted(): boolean {
    return this.doubts > 0;
  }

  doubt(): void {
    this.doubts += 1;
  }
}

describe("servers behind one address", () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });

  async function far(answer: RequestListener): Promise<Far> {
    const server = createServer(answer);
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    ends.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return new Far(server);
  }

  async function pool(...members: readonly Far[]) {
    const host = openHost(localHost, { trainerFolder: "" });
    const made = await ServerPool.open(new SteadyRelay(host));
    ends.push(
      () => host.dispose(),
      () => made.close(),
    );
    for (const member of members) made.add(member);
    const ask = (body: string) => fetch(`http://127.0.0.1:${made.port}/v1/x`, { method: "POST", body });
    return { made, ask };
  }

  /** Says who it is and what it was sent. */
  const echo =
    (name: string): RequestListener =>
    (asked, answer) => {
      const parts: Buffer[] = [];
      asked.on("data", (part: Buffer) => parts.push(part));
      asked.on("end", () =>
        answer.end(`${name} ${asked.method ?? ""} ${asked.url ?? ""} ${Buffer.concat(parts).toString()}`),
      );
    };

  it("pass a request on with what it says, and the answer back with its code", async () => {
    const one = await far((asked, answer) => {
      answer.writeHead(429, { "retry-after": "7" });
      echo("one")(asked, answer);
    });
    const { ask } = await pool(one);
    const said = await ask("hello");
    expect([said.status, said.headers.get("retry-after")]).toEqual([429, "7"]);
    expect(await said.text()).toBe("one POST /v1/x hello");
  });

  it("get what is to be done by whom has the least of it", async () => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>(resolve => (letGo = resolve));
    const slow = await far((_, answer) => void held.then(() => answer.end("slow")));
    const { ask } = await pool(slow, await far(echo("quick")));
    const first = ask("a");
    const others = [await ask("b"), await ask("c"), await ask("d")];
    expect(await Promise.all(others.map(async one => (await one.text()).slice(0, 5)))).toEqual(Array(3).fill("quick"));
    letGo();
    expect(await (await first).text()).toBe("slow");
  });

  it("take each other's requests when one is gone, which is then asked nothing", async () => {
    const dying = await far((_, answer) => answer.destroy());
    const { ask } = await pool(dying, await far(echo("other")));
    for (const body of ["a", "b"]) expect(await (await ask(body)).text()).toBe(`other POST /v1/x ${body}`);
    expect(dying.doubts).toBe(1);
  });

  it("let a request wait for one to come, or to be trusted again", async () => {
    const { made, ask } = await pool();
    const waiting = ask("a");
    const one = await far(echo("one"));
    one.doubts = 1;
    made.add(one);
    one.doubts = 0;
    made.wake();
    expect(await (await waiting).text()).toBe("one POST /v1/x a");
  });

  it("end what waits when none will come", async () => {
    const { made, ask } = await pool();
    const waiting = ask("a");
    made.abandon();
    await expect(waiting).rejects.toThrow();
    await expect(ask("b")).rejects.toThrow();
  });

  it("are doubted for an answer that breaks off, which breaks off for the client", async () => {
    const half = await far((_, answer) => {
      answer.writeHead(200, { "content-length": "10" });
      answer.write("half");
      setImmediate(() => answer.destroy());
    });
    const { ask } = await pool(half);
    await expect(ask("a").then(said => said.text())).rejects.toThrow();
    await expect.poll(() => half.doubts).toBe(1);
  });
});
