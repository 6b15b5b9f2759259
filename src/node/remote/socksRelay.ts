import { connect, type Socket } from "node:net";
import type { HostRelay, HostTunnel } from "./hostConnection.js";

/** Milliseconds until a far side has to answer. */
const patience = 5000;

/** A socket that is connected; null: it is not. */
function opened(port: number, address: string): Promise<Socket | null> {
  return new Promise(resolve => {
    const socket = connect(port, address);
    const timer = setTimeout(() => socket.destroy(), patience);
    socket.once("connect", () => {
      clearTimeout(timer);
      resolve(socket);
    });
    socket.once("close", () => {
      clearTimeout(timer);
      resolve(null);
    });
    socket.on("error", ignore);
  });
}

function ignore(): void {
  // The end of the socket says it.
}

/** So many bytes of what a socket says next; null: it ended before. */
function taken(socket: Socket, bytes: number): Promise<Buffer | null> {
  return new Promise(resolve => {
    const timer = setTimeout(() => socket.destroy(), patience);
    const settle = (value: Buffer | null) => {
      clearTimeout(timer);
      socket.off("readable", read).off("close", end);
      resolve(value);
    };
    const read = () => {
      const said: unknown = socket.read(bytes);
      if (said instanceof Buffer) settle(said.length === bytes ? said : null);
    };
    const end = () => settle(null);
    socket.on("readable", read).once("close", end);
    read();
  });
}

const version = 5;
const noPassword = Buffer.from([version, 1, 0]);

/** RFC 1928: connect to a name, which the far side looks up. */
function request(address: string, port: number): Buffer {
  const name = Buffer.from(address, "latin1");
  return Buffer.concat([
    Buffer.from([version, 1, 0, 3, name.length]),
    name,
    Buffer.from([Math.floor(port / 256), port % 256]),
  ]);
}

/** ssh answers with an address of four bytes, whatever was asked for. */
const answerBytes = 10;

async function throughSocks(socks: number, address: string, port: number): Promise<Socket | null> {
  const socket = await opened(socks, "127.0.0.1");
  if (socket === null) return null;
  socket.write(noPassword);
  const greeting = await taken(socket, 2);
  if (greeting?.[1] === 0) socket.write(request(address, port));
  const answer = greeting?.[1] === 0 ? await taken(socket, answerBytes) : null;
  if (answer?.[1] === 0) return socket;
  socket.destroy();
  return null;
}

const isAddress = (address: string): boolean => /^[A-Za-z0-9_.-]{1,253}$/.test(address);

/** Connections by a port of this machine that speaks SOCKS. */
export const socksRelay = (tunnel: HostTunnel): HostRelay => ({
  closed: tunnel.closed,
  connect: (address, port) => (isAddress(address) ? throughSocks(tunnel.port, address, port) : Promise.resolve(null)),
  close: () => tunnel.close(),
});

/** Connections of this machine itself. */
export function ownRelay(): HostRelay {
  let settle: (failure: null) => void = ignore;
  const closed = new Promise<null>(resolve => (settle = resolve));
  return {
    closed,
    connect: (address, port) => (isAddress(address) ? opened(port, address) : Promise.resolve(null)),
    close: () => settle(null),
  };
}
