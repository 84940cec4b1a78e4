/** What test scans tell about a scanner, and which settings would suit it. Nothing here knows the page. */
import { COMMAND_CODES } from "../../domain/command_codes.ts";
import { SCAN_LIMITS } from "../../domain/scan_limits.ts";
import { textsOfScan } from "./scan_text.ts";
import type { ScannerSettings } from "./scanner_settings.ts";

/** `nothing`: the keys just stopped, and nothing but a wait showed that the code was over. */
export type ScanEnd = "enter" | "tab" | "pause" | "nothing";

export interface TestedScan {
  readonly raw: string;
  readonly end: ScanEnd;
  readonly isFast: boolean;
}

export interface Proposal {
  readonly is: "pause" | "key" | "prefix" | "suffix";
  /** What the scanner adds, for a prefix or a suffix. */
  readonly sign: string;
  readonly changes: Partial<ScannerSettings>;
}

/** So many scans must agree before a sign that came with them is called the scanner's own. */
const AGREEING_SCANS = 3;

/** `scans`: all so far, the latest last. What is set already is not proposed. */
export function proposalsFor(scans: readonly TestedScan[], settings: ScannerSettings): Proposal[] {
  const fast = scans.filter(({ isFast }) => isFast);
  return [...endProposals(fast, settings), ...affixProposals(fast, settings)];
}

function endProposals(fast: readonly TestedScan[], { end }: ScannerSettings): Proposal[] {
  if (end === "key" && fast.at(-1)?.end === "nothing") return [{ is: "pause", sign: "", changes: { end: "pause" } }];
  const latest = fast.slice(-AGREEING_SCANS);
  const sendsKey = latest.length === AGREEING_SCANS &&
    latest.every((scan) => scan.end === "enter" || scan.end === "tab");
  return end === "pause" && sendsKey ? [{ is: "key", sign: "", changes: { end: "key" } }] : [];
}

function affixProposals(fast: readonly TestedScan[], settings: ScannerSettings): Proposal[] {
  const around = fast.map(({ raw }) => signsAroundTestCode(raw)).filter((signs) => signs !== null)
    .slice(-AGREEING_SCANS);
  return (["prefix", "suffix"] as const).flatMap((is) => {
    const sign = around[0]?.[is] ?? "";
    const isSure = around.length === AGREEING_SCANS && around.every((signs) => signs[is] === sign);
    const isNew = sign !== "" && sign.length <= SCAN_LIMITS.scannerAffixCharsMax && sign !== settings[is];
    return isSure && isNew ? [{ is, sign, changes: { [is]: sign } }] : [];
  });
}

/** What stands before and behind the printed test code; null when it is not there. */
function signsAroundTestCode(raw: string): { readonly prefix: string; readonly suffix: string } | null {
  const [text = ""] = textsOfScan(raw, { prefix: "", suffix: "" }, true);
  const at = text.toUpperCase().indexOf(COMMAND_CODES.test);
  if (at < 0) return null;
  return {
    prefix: text.slice(0, at).replace(SYMBOLOGY_BEHIND_PREFIX, ""),
    suffix: text.slice(at + COMMAND_CODES.test.length),
  };
}

/** The text with signs that nobody can see made visible. */
export const visibleText = (text: string): string =>
  [...text].map((sign) => sign < " " ? String.fromCharCode(CONTROL_PICTURES + sign.charCodeAt(0)) : sign).join("")
    .replace(/^ +| +$/g, (blanks) => "␣".repeat(blanks.length));

const SYMBOLOGY_BEHIND_PREFIX = /\][A-Za-z][0-9A-Za-z]$/;
/** Unicode draws each control character: ␝, ␍ … */
const CONTROL_PICTURES = 0x2400;
