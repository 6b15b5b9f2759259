/**
 * Tells the toolkit the page's nonce before it is evaluated: it makes one style element while it loads, which the
 * content security policy would block otherwise. The nonce is that of the script which runs right now.
 */
export const cspNonce = document.currentScript?.nonce ?? "";

if (cspNonce !== "" && document.querySelector('meta[property="csp-nonce"]') === null) {
  const meta = document.createElement("meta");
  meta.setAttribute("property", "csp-nonce");
  meta.content = cspNonce;
  document.head.append(meta);
}
