/** Composition root of `loupe mcp`: a bundle of its own, which the command line loads when it is asked for. */
export { serveMcp } from "./node/tools/serveMcp.js";
