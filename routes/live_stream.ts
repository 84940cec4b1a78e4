/** A live page's stream: server-sent events to one reader, bounded, and ended when its session ends. */
import type { Context } from "hono";
import type { Reader, Topic } from "../actors/live.ts";
import { LIMITS } from "../domain/limits.ts";
import type { SignedIn } from "../domain/people.ts";
import type { PageContext } from "../views/context.ts";
import type { Deps, Env } from "./deps.ts";
import { refuse } from "./refusals.ts";

/** The page follows this topic until it goes away, its session ends, or this instance leaves. */
export function answerLive(c: Context<Env>, deps: Deps, topic: Topic): Response | Promise<Response> {
  const { signedIn } = c.var;
  if (!deps.live.hasRoomFor(signedIn)) return refuse(deps, c, "busy");
  return new Response(streamOf(deps.live, topic, signedIn), { headers: headersOf(c) });
}

/** Those who are shown the same: one language, one role, one area. */
export const audienceKey = ({ person, words }: PageContext): string =>
  [words.language, person?.role, person?.area ?? ""].join(" ");

/** Nothing between here and the page may keep, change or gather it. */
function headersOf(c: Context<Env>): [string, string][] {
  const others = c.var.headers.filter(([name]) => name !== "cache-control") as [string, string][];
  return [
    ...others,
    ["content-type", "text/event-stream; charset=utf-8"],
    ["cache-control", "no-cache, no-transform"],
    ["x-accel-buffering", "no"],
  ];
}

function streamOf(live: Deps["live"], topic: Topic, looker: SignedIn): ReadableStream<Uint8Array> {
  let leave = () => {};
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      const reader = readerOn(controller, looker);
      leave = live.join(topic, reader).leave;
    },
    cancel: () => leave(),
  }, new ByteLengthQueuingStrategy({ highWaterMark: LIMITS.liveUnreadBytesMax }));
}

const encoder = new TextEncoder();
const BEAT = encoder.encode(":\n\n");
/** Tells the page not to come back: it would only be refused. */
const END = encoder.encode("event: end\ndata: session\n\n");

function readerOn(
  controller: ReadableStreamDefaultController<Uint8Array>,
  { person, sessionId }: SignedIn,
): Reader {
  let isOpen = true;
  const send = (bytes: Uint8Array): boolean => {
    if (!isOpen || (controller.desiredSize ?? 0) <= 0) return false;
    controller.enqueue(bytes);
    return true;
  };
  return {
    ...{ person, sessionId },
    send: (message) => send(encode(message)),
    beat: () => void send(BEAT),
    close: (isOver) => {
      if (!isOpen) return;
      if (isOver) send(END);
      isOpen = false;
      controller.close();
    },
  };
}

let lastMessage = "";
let lastBytes = new Uint8Array();

/** One message goes to many readers, one after the other: it is encoded once. */
function encode(message: string): Uint8Array {
  if (message === lastMessage) return lastBytes;
  lastMessage = message;
  lastBytes = encoder.encode(`data: ${message.replaceAll("\n", "\ndata: ")}\n\n`);
  return lastBytes;
}
