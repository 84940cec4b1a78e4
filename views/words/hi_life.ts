/** हिन्दी: what happened, one line for each event of a bag's or bill's life. */
import { isRefused, type Outcome } from "../../domain/outcomes.ts";
import type { LifeEvent } from "../../domain/shapes.ts";
import { short } from "./hi_outcomes.ts";

/** The event as a line; where it was and what became of it stand beside it. */
export function life(event: LifeEvent): string {
  const line = lines[event.outcome];
  if (line) return line(event);
  const why = isRefused(event.outcome) ? `${place(event)}नहीं जुड़ी: ${short[event.outcome]}` : short[event.outcome];
  return `${subject(event)}${why}`;
}

const bag = (e: LifeEvent) => e.child ?? "थैली";
const sack = (e: LifeEvent) => e.parent ?? "बोरी";

const lines: Partial<Record<Outcome, (event: LifeEvent) => string>> = {
  parent_created: (e) => `${sack(e)} पहली बार दर्ज हुई`,
  parent_opened: (e) => `${sack(e)} खोली गई`,
  child_linked: (e) => `${bag(e)}, ${sack(e)} में रखी गई`,
  child_moved: (e) => `${bag(e)}${e.fromParent ? `, ${e.fromParent} से` : ""} ${sack(e)} में लाई गई`,
  child_unlinked: (e) => `${bag(e)}, ${e.fromParent ?? sack(e)} से निकाली गई`,
  bill_linked: (e) => `${sack(e)} बिल ${e.bill} में जुड़ी`,
  bill_unlinked: (e) => `${sack(e)} बिल ${e.bill} से हटी`,
  bill_created: () => "बिल बना",
  bill_changed: () => "बिल बदला गया",
  bill_closed: () => "बिल पूरा हुआ",
  bill_reopened: () => "बिल फिर खोला गया",
  bill_made_void: () => "बिल रद्द हुआ",
  bag_made_void: (e) => `${e.child ?? sack(e)} रद्द हुई`,
  bag_withdrawn: (e) => `${e.child ?? sack(e)} अब दर्ज नहीं है: उसका इम्पोर्ट वापस लिया गया`,
  bill_withdrawn: () => "बिल अब नहीं है: उसका इम्पोर्ट वापस लिया गया",
  child_elsewhere: (e) => `${bag(e)}: ${place(e)}नहीं जुड़ी, ${e.elsewhere ?? "दूसरी बोरी"} में है`,
  bag_on_other_bill: (e) => `${sack(e)}: ${place(e)}नहीं जुड़ी, ${e.elsewhere ? `बिल ${e.elsewhere}` : "दूसरे बिल"} पर है`,
  child_already_here: (e) => `${bag(e)}, ${sack(e)} में फिर स्कैन हुई, एक बार गिनी`,
  bag_already_on_bill: (e) => `${sack(e)} बिल ${e.bill} में फिर स्कैन हुई, एक बार गिनी`,
};

const subject = (e: LifeEvent) => e.child ? `${e.child}: ` : e.parent && e.bill ? `${e.parent}: ` : "";

function place(e: LifeEvent): string {
  if (e.bill) return `बिल ${e.bill} के लिए `;
  return e.parent ? `${e.parent} के लिए ` : "";
}
