import type { FailureCode } from "./failureCodes.js";

/** Why an endpoint gave no answer, in English, each with the way out; {0} is the endpoint. The host translates the table. */
export const endpointStrings: Readonly<Record<FailureCode, string>> = {
  "bad-url": "{0} is no address of an endpoint: write it as http://HOST:PORT/v1, without a name and password.",
  "bad-key": "The key for {0} has a character that none can have, such as a line end: enter it again.",
  network: "{0} cannot be reached: is it running, and is a proxy in between?",
  redirected: "{0} sends requests elsewhere, which is not followed: write the address that it means.",
  "idle-timeout": "{0} sent nothing for too long.",
  "total-timeout": "{0} took too long to answer: lower the limit of tokens.",
  cut: "{0} broke off in the middle of an answer.",
  "aborted-by-server": "{0} gave an answer up in its middle.",
  "bad-request": "{0} does not take this request.",
  unauthorised: "{0} does not take the key, or wants one.",
  "no-credit": "The account at {0} has no credit left.",
  forbidden: "{0} does not allow this.",
  "not-found": "{0} has nothing at this address, or no such model.",
  "too-large": "The request is too large for {0}: send smaller images.",
  quota: "The account at {0} has used up its quota.",
  "rate-limited": "{0} says that it is asked too much: ask less at once, or go on later.",
  busy: "{0} is busy.",
  server: "{0} has an error of its own.",
  "error-inside": "{0} answered with an error.",
  "no-choice": "{0} answered with nothing.",
  "not-an-answer": "{0} answered with something that is no completion: is it the address of a chat endpoint?",
  "endless-answer": "{0} did not stop answering.",
};
