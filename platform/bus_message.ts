/** What instances send each other, as text. */
import { Buffer } from "node:buffer";
import type { News } from "../domain/notice.ts";

export type Message =
  | { readonly from: string; readonly is: "news"; readonly news: readonly News[] }
  /** Comes back to its sender; `at` is by the sender's own clock. */
  | { readonly from: string; readonly is: "beat"; readonly at: number }
  /** Its sender could not tell all that has happened. */
  | { readonly from: string; readonly is: "missed" };

export const messageText = (message: Message): string => JSON.stringify(message);

/** @throws {TypeError} for a text that is no message. */
export function readMessage(text: string): Message {
  const message = JSON.parse(text) as Partial<Message> | null;
  const isOne = typeof message?.from === "string" && (
    message.is === "missed" ||
    message.is === "beat" && typeof message.at === "number" ||
    message.is === "news" && Array.isArray(message.news)
  );
  if (!isOne) throw new TypeError(`Not a message of ours: "${text.slice(0, 100)}"`);
  return message as Message;
}

/** News in as few messages as hold them, in order, none longer than so many bytes. Long lists of subjects are split. */
export function newsTexts(from: string, news: readonly News[], bytesMax: number): string[] {
  const [head, tail] = messageText({ from, is: "news", news: [] }).split("[]") as [string, string];
  const room = bytesMax - bytesOf(head) - bytesOf(tail) - "[]".length;
  const texts: string[] = [];
  let gathered: string[] = [], bytes = 0;
  const close = () => {
    if (gathered.length > 0) texts.push(`${head}[${gathered.join(",")}]${tail}`);
    gathered = [], bytes = 0;
  };
  for (const piece of news.flatMap((one) => piecesOf(one, room))) {
    const more = bytesOf(piece) + ",".length;
    if (bytes + more > room) close();
    gathered.push(piece);
    bytes += more;
  }
  close();
  return texts;
}

function piecesOf(news: News, bytesMax: number): string[] {
  const text = JSON.stringify(news);
  if (!("subjects" in news) || news.subjects.length < 2 || bytesOf(text) + ",".length <= bytesMax) return [text];
  const half = Math.ceil(news.subjects.length / 2);
  const parts = [news.subjects.slice(0, half), news.subjects.slice(half)];
  return parts.flatMap((subjects) => piecesOf({ ...news, subjects }, bytesMax));
}

/** In UTF-8. */
const bytesOf = (text: string): number => Buffer.byteLength(text);
