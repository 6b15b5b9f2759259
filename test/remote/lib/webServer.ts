import { createServer } from "node:http";

/** A server on 127.0.0.1 that says one thing. */
export async function webServer(text: string): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((_, response) => response.end(text));
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, close };
}
