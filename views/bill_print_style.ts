/**
 * What stands in the margin of every sheet of one bill: its number, whether it holds, the number of the page. Only a style
 * sheet can write there, and only one of the bill's own knows its number.
 */
import type { BillDetail } from "../domain/shapes.ts";
import { markOf } from "./bill_print.tsx";
import type { PageContext } from "./context.ts";

export function billPrintStyle(context: PageContext, bill: BillDetail): string {
  const { words: { billPrint: words } } = context;
  const mark = markOf(context, bill);
  const head = [`${words.bill} ${bill.number}`, mark].filter((part) => part).join(" · ");
  return `@page {
  size: A4;
  margin: 20mm 14mm 18mm;
  @top-left { content: ${cssText(head)}; font: 600 9pt system-ui, sans-serif; }
  @top-right { content: ${cssText(bill.destination ?? "")}; font: 9pt system-ui, sans-serif; }
  @bottom-left { content: "TraceTrack"; font: 8pt system-ui, sans-serif; }
  @bottom-right {
    content: ${cssText(words.page)} counter(page) ${cssText(words.of)} counter(pages);
    font: 8pt system-ui, sans-serif;
  }
}
`;
}

/** A text as CSS takes it, whatever signs it holds: all but plain letters, digits and blanks go by their numbers. */
export const cssText = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{M}\p{N} ]/gu, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `)}"`;
