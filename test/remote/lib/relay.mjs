// Standard input and output of this process to a port of 127.0.0.1: what ssh's ProxyCommand asks for.
import { connect } from "node:net";

const socket = connect(Number(process.argv[2]), "127.0.0.1");
process.stdin.pipe(socket);
socket.pipe(process.stdout);
socket.once("error", () => process.exit(1));
socket.once("close", () => process.exit(0));
