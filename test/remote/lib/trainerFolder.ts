import { join } from "node:path";

/** Where lib.sh and wrapper.sh are in the checkout. */
export const trainerFolder = join(import.meta.dirname, "..", "..", "..", "src", "trainer");
