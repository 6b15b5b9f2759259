/** Outlines on a grid of 16 × 16, drawn with the text's colour. */
const paths = {
  info: "M8 7.3v4M8 4.9v.2M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z",
  check: "M3 8.5l3.5 3.5L13 4.5",
  error: "M8 4.500v4.300M8 11v.2M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z",
  warn: "M8 2.2L14.3 13.3H1.7zM8 6.3v3.6M8 11.6v.2",
  copy: "M5.5 5.5h8v8h-8zM2.5 10.5v-8h8",
  compare: "M2.5 3h4.500v10H2.5zM9 3h4.500v10H9zM4 6h1.5M10.500 6h1.500M10.500 9h1.500",
  flag: "M4 14V2.5h8L10 5.500l2 3H4",
  sync: "M13 6.5A5.300 5.300 0 0 0 3.500 5M3 9.500A5.300 5.300 0 0 0 12.500 11M3.300 2.300V5h2.800M12.700 13.700V11H9.900",
  down: "M3.5 6L8 10.5 12.5 6",
  left: "M10 3.5L5.5 8 10 12.5",
  right: "M6 3.5L10.5 8 6 12.5",
  plus: "M8 3.5v9M3.5 8h9",
  minus: "M3.5 8h9",
  close: "M4 4l8 8M12 4l-8 8",
  edit: "M10.800 2.700l2.500 2.500-7.600 7.600-3.200.7.700-3.200z",
  filter: "M2 4h12M4.500 8h7M6.800 12h2.400",
  sort: "M2 4h12M2 8h8M2 12h4",
  here: "M5 2.500l8 5.500-8 5.500z",
  conflict: "M2.500 5h8M8 2.500L10.500 5 8 7.500M13.500 11h-8M8 8.500L5.500 11 8 13.500",
  undo: "M3 6h6.500a3.500 3.500 0 0 1 0 7H6M5.500 3.500L3 6l2.500 2.500",
  pin: "M5.5 2.5h5M6.3 2.5v4.2L4 9.5h8L9.7 6.7V2.5M8 9.5v4",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  table: "M2 3h12v10H2zM2 6.3h12M2 9.6h12M7 3v10",
  curve: "M2 2v12h12M4 11l3-4 2.5 2L14 4",
} as const;

interface IconProps {
  readonly name: keyof typeof paths;
  readonly class?: string;
}

/** An icon that says nothing by itself: a word always stands beside it or names its button. */
export function Icon({ name, class: extra }: IconProps) {
  return (
    <svg class={extra === undefined ? "ico" : `ico ${extra}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
