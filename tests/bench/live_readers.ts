/**
 * Those who look at live pages, in a thread of their own: each reads its stream as a page does and notes when it shows how
 * many bags (a kilogram each) are on its bill.
 */

export interface ReadersPlan {
  readonly base: string;
  readonly numbers: readonly string[];
  readonly pages: readonly { readonly bill: number; readonly cookie: string }[];
}

interface Ending {
  /** By bill: when each scan was answered, and how many bags the bill held before the first of them. */
  readonly ends: readonly { readonly before: number; readonly at: readonly number[] }[];
  readonly weights: readonly number[];
}

export interface Gathered {
  readonly is: "gathered";
  /** Median, 99th percentile and longest, in milliseconds, over every scan and every page that shows it. */
  readonly delays: readonly [number, number, number];
  readonly missedTheEnd: number;
  readonly messages: number;
  readonly bytes: number;
}

/** What a page has shown: how many bags, and since when. */
type Seen = { readonly bags: number; readonly at: number }[];

/** Longer than any message takes. */
const LAST_MESSAGE_MS = 3_000;

const seen: Seen[] = [];
let messages = 0, bytes = 0;
let plan: ReadersPlan;

const thread = self as unknown as {
  onmessage: (message: MessageEvent<ReadersPlan | Ending>) => void;
  postMessage(told: Gathered | { readonly is: "all here" }): void;
};

thread.onmessage = async ({ data }) => {
  if ("pages" in data) {
    plan = data;
    await Promise.all(plan.pages.map((page, place) => follow(page, seen[place] = [])));
    messages = bytes = 0;
    thread.postMessage({ is: "all here" });
  } else {
    await new Promise((over) => setTimeout(over, LAST_MESSAGE_MS));
    thread.postMessage(gather(data));
  }
};

/** Resolves with the first message, and reads on. */
async function follow({ bill, cookie }: ReadersPlan["pages"][number], shown: Seen): Promise<void> {
  const here = Promise.withResolvers<void>();
  const response = await fetch(`${plan.base}/bills/${plan.numbers[bill]}/live`, {
    headers: { "cookie": cookie, "accept": "text/event-stream", "hx-request": "true" },
  });
  if (response.status !== 200) throw new Error(`No stream: ${response.status}`);
  read(response.body!, shown, here.resolve);
  await here.promise;
}

async function read(body: ReadableStream<Uint8Array>, shown: Seen, onFirst: () => void): Promise<void> {
  const decoder = new TextDecoder();
  let unread = "";
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    const parts = (unread + decoder.decode(chunk, { stream: true })).split("\n\n");
    unread = parts.pop()!;
    for (const message of parts.filter((part) => part.startsWith("data: "))) {
      messages++;
      const bags = /id="bill-weight">([\d,]+) kg/.exec(message)?.[1];
      if (bags !== undefined) shown.push({ bags: Number(bags.replaceAll(",", "")), at: Date.now() });
      onFirst();
    }
  }
}

function gather({ ends, weights }: Ending): Gathered {
  const delays: number[] = [];
  let missedTheEnd = 0;
  plan.pages.forEach(({ bill }, page) => {
    const shown = seen[page]!;
    if (shown.at(-1)?.bags !== weights[bill]) missedTheEnd++;
    const { before, at } = ends[bill]!;
    let place = 0;
    at.forEach((answeredAt, scan) => {
      while (place < shown.length && shown[place]!.bags <= before + scan) place++;
      const showsAt = shown[place]?.at;
      if (showsAt !== undefined) delays.push(Math.max(0, showsAt - answeredAt));
    });
  });
  const sorted = Float64Array.from(delays).sort();
  const of = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  return { is: "gathered", delays: [of(0.5), of(0.99), of(1)], missedTheEnd, messages, bytes };
}
