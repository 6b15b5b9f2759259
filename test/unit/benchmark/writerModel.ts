import type { ServerResponse } from "node:http";
import sharp from "sharp";
import * as z from "zod";
import { whole, type Received } from "../endpoint/chatServer.js";

/** What a request of a writer is about: its kind, the picture that came with it, and what it says. */
export interface Asked {
  readonly what: "captions" | "pairs" | "texts";
  readonly text: string;
  /** Red, green, blue of the middle of the picture. */
  readonly colour: readonly [number, number, number];
  readonly width: number;
  readonly height: number;
  /** Whether it asks again for the JSON alone. */
  readonly isAgain: boolean;
}

const bodySchema = z.looseObject({
  messages: z.array(
    z.looseObject({
      content: z.union([
        z.string(),
        z.array(
          z.looseObject({
            type: z.string(),
            text: z.string().optional(),
            image_url: z.looseObject({ url: z.string() }).optional(),
          }),
        ),
      ]),
    }),
  ),
});

/** Looks at a request as a model would: also at its picture. */
export async function askedOf({ body }: Received): Promise<Asked> {
  const { messages } = bodySchema.parse(body);
  const parts = messages.flatMap(({ content }) => (typeof content === "string" ? [] : content));
  const text = parts.flatMap(part => part.text ?? []).join("");
  const [url = ""] = parts.flatMap(part => part.image_url?.url ?? []);
  const { data, info } = await sharp(Buffer.from(url.replace(/^.*base64,/, ""), "base64"))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * 3;
  return {
    what: text.includes('"pairs"') ? "pairs" : text.includes('"caption"') ? "captions" : "texts",
    text,
    colour: [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0],
    ...{ width: info.width, height: info.height, isAgain: messages.length > 2 },
  };
}

/** A model that answers with what it sees: the colour in the middle of the picture. */
export function seen({ what, colour }: Asked): string {
  const name = colour.join(",");
  switch (what) {
    case "captions":
      return JSON.stringify({ caption: `All is ${name}.` });
    case "pairs":
      return JSON.stringify({ pairs: [{ question: `What is ${name}?`, answer: name, alternatives: [] }] });
    case "texts":
      return JSON.stringify({ text: `SAYS ${name}` });
  }
}

/** Lets a server answer by looking. */
export const looking =
  (replyOf: (asked: Asked, number: number) => string | null) =>
  (response: ServerResponse, number: number, received: Received): void => {
    void askedOf(received).then(asked => {
      const reply = replyOf(asked, number);
      if (reply === null) response.writeHead(500).end();
      else whole(response, reply);
    });
  };
