import * as z from "zod";
import { ToolError } from "./toolError.js";

/** What is wrong with the input of a tool. */
export const refuseInput = (problem: z.ZodError): ToolError =>
  new ToolError(`The input is not what this tool takes. ${z.prettifyError(problem).replace(/\s+/g, " ")}`);
