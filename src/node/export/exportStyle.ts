/** The style of an exported file: light or dark as the reader's system is, and plain on paper. */
export const exportStyle = `
:root { color-scheme: light dark; --ink: #1b1b1b; --dim: #666; --line: #d0d0d0; --ground: #fff; --soft: #f4f4f4;
  --target: #0a7d33; --call: #b5400a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e4e4; --dim: #a0a0a0; --line: #444; --ground: #1e1e1e;
  --soft: #282828; --target: #5fd38a; --call: #ffa05c; } }
body { font: 14px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); max-width: 70rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 0.4rem 0; }
.dim { color: var(--dim); } li { overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: 0.5rem 0; display: block; overflow-x: auto; }
th, td { border: 1px solid var(--line); padding: 0.2rem 0.5rem; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: 0.6rem; margin: 0.3rem 0;
  unicode-bidi: plaintext; }
details { margin: 0.4rem 0; } summary { cursor: pointer; }
article { border-top: 1px solid var(--line); padding: 0.6rem 0; }
svg.page { width: 100%; max-height: 40rem; background: var(--soft); }
svg.hidden { position: absolute; }
svg rect { fill: none; vector-effect: non-scaling-stroke; }
svg rect.blank { fill: var(--soft); stroke: var(--line); }
svg rect.target { stroke: var(--target); stroke-width: 2; stroke-dasharray: 6 4; }
svg rect.requested { stroke: var(--call); stroke-width: 1; }
svg rect.executed { stroke: var(--call); stroke-width: 2.5; }
svg text { fill: var(--call); font-weight: bold; paint-order: stroke; stroke: #fff; stroke-width: 0.25em; }
@media print { :root { --ink: #000; --dim: #444; --line: #999; --ground: #fff; --soft: #fff; --target: #0a7d33;
  --call: #b5400a; } body { margin: 0; max-width: none; } article, tr, svg { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; } }
`;
