export type EndpointUrl =
  | {
      readonly kind: "url";
      /** Where requests go. */
      readonly url: string;
      /** A key would travel in the clear to another machine. */
      readonly isOpenToOthers: boolean;
    }
  | { readonly kind: "bad-url"; readonly reason: "no-url" | "protocol" | "credentials" };

const path = "/chat/completions";

const isLoopback = (host: string): boolean => host === "localhost" || host === "[::1]" || host.startsWith("127.");

/**
 * The address of chat completions below an endpoint as people write it: with or without the path, which is `/v1` where
 * there is none. A query stays, and is never written down. A name and password inside it are refused: fetch takes none, and logs would show them.
 */
export function endpointUrl(text: string): EndpointUrl {
  if (!URL.canParse(text)) return { kind: "bad-url", reason: "no-url" };
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return { kind: "bad-url", reason: "protocol" };
  if (url.username !== "" || url.password !== "") return { kind: "bad-url", reason: "credentials" };
  const base = url.pathname.replace(/\/+$/, "");
  url.pathname = base.endsWith(path) ? base : `${base === "" ? "/v1" : base}${path}`;
  url.hash = "";
  return { kind: "url", url: url.href, isOpenToOthers: url.protocol === "http:" && !isLoopback(url.hostname) };
}
