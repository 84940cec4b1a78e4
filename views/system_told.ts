/** What is not as it should be, in words with its numbers. */
import type { Concern } from "../domain/system_health.ts";
import type { PageContext } from "./context.ts";
import { sayBytes, sayPart, sayTime } from "./measures.ts";
import type { Told } from "./words/told.ts";

export function concernTold(concern: Concern, context: Pick<PageContext, "words" | "show">): Told {
  const { words: { concerns: words }, show } = context;
  switch (concern.is) {
    case "silent":
    case "slow":
    case "waits":
    case "late":
      return words[concern.is](concern.instance, sayTime(concern.ms, context));
    case "large":
      return words.large(concern.instance, sayBytes(concern.bytes, context));
    case "crowded":
    case "halved":
      return words[concern.is](concern.instance, show.count(concern.count));
    case "uncached":
      return words.uncached(concern.instance, sayPart(concern.hits / concern.reads, context));
    case "deaf":
      return words.deaf(concern.instance);
    case "mixed":
      return words.mixed(concern.migrations.join(", "));
    case "newer":
    case "older":
      return words[concern.is](String(concern.migration), String(concern.known));
    case "connections":
      return words.connections(show.count(concern.used), show.count(concern.max));
    case "transaction":
      return words.transaction(sayTime(concern.ms, context));
    case "untold":
    case "redis_away":
      return words[concern.is];
  }
}
