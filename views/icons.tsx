/** Signs and line icons. The six filled signs are for outcomes only; everything else takes a line icon. */
import { raw } from "hono/html";
import type { BillStatus } from "../domain/shapes.ts";
import type { Look } from "./look.ts";

const LINES = {
  home: "M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z",
  scan:
    "M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M8 8.5v7M11 8.5v7M13.5 8.5v7M16 8.5v7",
  bill: "M6 3h12v18l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5L6 21zM9.5 8h5M9.5 12h5",
  sack: "M9 3h6l-1.2 3.2C17 7.8 19 11 19 15c0 3.8-1.8 6-4.6 6H9.6C6.8 21 5 18.8 5 15c0-4 2-7.2 5.2-8.8zM9.8 6.4h4.4",
  bag: "M6 8h12l1 12.5H5zM9 10.5V7a3 3 0 0 1 6 0v3.5",
  people:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.8 20c.4-3.5 2.7-5.5 6.2-5.5s5.8 2 6.2 5.5M15.5 4.8a3.5 3.5 0 0 1 0 6.4M17.6 14.9c2.1.7 3.3 2.5 3.6 5.1",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM20 20l-4.9-4.9",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
  undo: "M9 14L4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 0 11H11",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M17.5 10h.01M7.5 14h9",
  arrow: "M4 12h15M13 6l6 6-6 6",
  down: "M6 9.5l6 6 6-6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  cross: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  pencil: "M4 20l1-4L16 5l3 3L8 19z",
  sound: "M5 9v6h3l5 4V5L8 9zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11",
  leave: "M14 8V4.5H5v15h9V16M10 12h11M17.5 8.5L21 12l-3.5 3.5",
  chart: "M4 20h16M7 16.5v-5M12 16.5v-10M17 16.5v-8",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  print: "M7 9V4h10v5M7 17H5a1 1 0 0 1-1-1v-5a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v5a1 1 0 0 1-1 1h-2M7 14h10v6H7z",
  export: "M12 15V4M8 8l4-4 4 4M5 19.5h14",
  back: "M14.5 6l-6 6 6 6",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.6h.01",
  warning: "M12 3.5l9.5 16.5H2.5zM12 10v4.5M12 17h.01",
  label: "M4 12.5V5a1 1 0 0 1 1-1h7.5L20 11.5l-8 8zM8.5 8.5h.01",
  pulse: "M3 12h4l3-7.5 4.5 15 3-7.5H21",
  again: "M20 11a8 8 0 0 0-14.5-4L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 4L20 15M20 20v-5h-5",
} as const;

export type IconName = keyof typeof LINES;

export const Icon = ({ name, small = false }: { name: IconName; small?: boolean }) => (
  <svg class={small ? "icon icon--small" : "icon"} viewBox="0 0 24 24" aria-hidden="true">
    <path d={LINES[name]} />
  </svg>
);

const SHAPES: Record<Look, string> = {
  stored: '<circle cx="12" cy="12" r="11.2"/><path class="mark" d="M6.8 12.4l3.6 3.6 6.9-7.4"/>',
  opened:
    '<path d="M5 1h14a4 4 0 0 1 4 4v14a4 4 0 0 1-4 4H5a4 4 0 0 1-4-4V5a4 4 0 0 1 4-4z"/><path class="mark" d="M5.6 10v6.4a2.2 2.2 0 0 0 2.2 2.2h8.4a2.2 2.2 0 0 0 2.2-2.2V10M12 5v8.6M8.9 10.6l3.1 3.1 3.1-3.1"/>',
  here:
    '<path d="M10.4 1.3a2.3 2.3 0 0 1 3.2 0l9.1 9.1a2.3 2.3 0 0 1 0 3.2l-9.1 9.1a2.3 2.3 0 0 1-3.2 0l-9.1-9.1a2.3 2.3 0 0 1 0-3.2z"/><path class="mark" d="M7.8 9.9h8.4M7.8 14.1h8.4"/>',
  refused:
    '<path d="M7.4.8h9.2l6.6 6.6v9.2l-6.6 6.6H7.4L.8 16.6V7.4z"/><path class="mark" d="M7.9 7.9l8.2 8.2M16.1 7.9l-8.2 8.2"/>',
  full:
    '<path d="M8 .8h8a1 1 0 0 1 .9 1.4l-1.5 3c4.2 2.1 7.1 6.5 7.1 11.2 0 4.4-2.5 6.8-6.2 6.8H7.7c-3.7 0-6.2-2.4-6.2-6.8 0-4.7 2.9-9.1 7.1-11.2l-1.5-3A1 1 0 0 1 8 .8z"/><path class="mark" d="M8.7 6.3h6.6M8.2 12.8h.01M12 12.8h.01M15.8 12.8h.01M8.2 17.4h.01M12 17.4h.01M15.8 17.4h.01"/>',
  waiting:
    '<path d="M5 .8h14a1.4 1.4 0 0 1 1.4 1.4v2.3c0 3.5-3.2 5.3-4.9 7.5 1.7 2.2 4.9 4 4.9 7.5v2.3A1.4 1.4 0 0 1 19 23.2H5a1.4 1.4 0 0 1-1.4-1.4v-2.3c0-3.5 3.2-5.3 4.9-7.5-1.7-2.2-4.9-4-4.9-7.5V2.2A1.4 1.4 0 0 1 5 .8z"/><path class="mark" d="M8.2 5.3h7.6M8.6 19.2h6.8"/>',
};

const shapes = Object.fromEntries(
  Object.entries(SHAPES).map((
    [look, inner],
  ) => [look, raw(`<svg class="shape" viewBox="0 0 24 24" aria-hidden="true">${inner}</svg>`)]),
) as Record<Look, ReturnType<typeof raw>>;

/** The filled sign of an outcome. Ready-made text: a scan's reply draws several, thousands of times a second. */
export const signOf = (look: Look) => shapes[look];

export type ChipLook = "plain" | "work" | "done" | "warn" | "bad";

const CHIPS: Record<ChipLook, string> = {
  plain:
    '<circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.8" stroke-dasharray="2.4 1.7"/>',
  work:
    '<circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M6 3.2a2.8 2.8 0 0 1 0 5.6z" fill="currentColor"/>',
  done:
    '<path fill-rule="evenodd" fill="currentColor" d="M6 .5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM3.1 6.7l2.2 2.2 3.8-4.2-1.1-1-2.8 3.1-1.1-1.1z"/>',
  warn: '<path d="M1 2.5h10L6 10.5z" fill="currentColor"/>',
  bad: '<path d="M2.2 2.2l7.6 7.6M9.8 2.2l-7.6 7.6" stroke="currentColor" stroke-width="2"/>',
};

/** A small shape and a word, for states. */
export const Chip = ({ look, text }: { look: ChipLook; text: string }) => (
  <span class={look === "plain" ? "chip" : `chip chip--${look}`}>
    {raw(`<svg viewBox="0 0 12 12" aria-hidden="true">${CHIPS[look]}</svg>`)}
    {text}
  </span>
);

const STATUS_LOOKS: Record<BillStatus, ChipLook> = {
  new: "plain",
  processing: "work",
  completed: "done",
  voided: "bad",
};
interface BillChipProps {
  readonly status: BillStatus;
  readonly names: Record<BillStatus, string>;
  /** Completed with fewer sacks than agreed. */
  readonly isShort: boolean;
  readonly short: string;
}

export const BillChip = ({ status, names, isShort, short }: BillChipProps) => (
  <span class="row">
    <Chip look={STATUS_LOOKS[status]} text={names[status]} />
    {isShort && <Chip look="warn" text={short} />}
  </span>
);

/** The product's own sign: a sack with a bar code. */
export const Logo = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" fill="#2d5016" />
    <path
      d="M12.5 5.5h7l-1.6 3.7c4 1.9 6.6 5.7 6.6 10 0 4.3-2.3 6.8-5.7 6.8h-5.6c-3.4 0-5.7-2.5-5.7-6.8 0-4.3 2.6-8.1 6.6-10z"
      fill="#fff"
    />
    <path d="M12.2 15v6.5M15 15v6.5M17.3 15v6.5M20 15v6.5" stroke="#2d5016" stroke-width="1.5" />
  </svg>
);

/** An empty place where a sack could stand. */
export const EmptySack = () => (
  <svg
    viewBox="0 0 88 88"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path
      d="M34 16h20l-4 10c11 6 18 17 18 30 0 10-6 16-15 16H35c-9 0-15-6-15-16 0-13 7-24 18-30z"
      stroke-dasharray="5 6"
    />
    <path d="M37 27h14M12 80h64" />
  </svg>
);
