/** What the tabs of one browser tell each other. */
import { newId } from "./new_id.ts";
import type { Answered, SenderState } from "./sender.ts";

export type Message =
  /** Something waits: whoever sends goes on. */
  | { readonly is: "added" }
  /** What waits, or what needs a look, has changed. */
  | { readonly is: "changed" }
  /** `isOwn`: that tab scanned it; else whoever did is gone, and it is only listed there. */
  | {
    readonly is: "answer";
    readonly tab: string;
    readonly answer: Answered;
    readonly isOwn: boolean;
    readonly isLate: boolean;
  }
  | { readonly is: "state"; readonly state: SenderState }
  | { readonly is: "signed_in" }
  /** A tab that people look at wants to send, since browsers slow down those behind. */
  | { readonly is: "wanted" }
  | { readonly is: "who" }
  | { readonly is: "here"; readonly tab: string }
  | { readonly is: "gone"; readonly tab: string };

export interface Tabs {
  /** This tab, also after a reload. */
  readonly own: string;
  /** Tells every tab, this one included. */
  tell(message: Message): void;
  listen(listener: (message: Message) => void): void;
  /** Whether a page stands open there that shows what its scans came to. */
  isScanning(tab: string): boolean;
}

const CHANNEL = "tracetrack";
const TAB_KEY = "tracetrack-tab";

export function meetTabs(isScanPage: boolean): Tabs {
  const own = ownName();
  const scanning = new Set(isScanPage ? [own] : []);
  const listeners = [] as ((message: Message) => void)[];
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(CHANNEL) : null;
  const hear = (message: Message) => {
    if (message.is === "who" && isScanPage) tell({ is: "here", tab: own });
    if (message.is === "here") scanning.add(message.tab);
    if (message.is === "gone" && message.tab !== own) scanning.delete(message.tab);
    for (const listener of listeners) listener(message);
  };
  const tell = (message: Message) => {
    channel?.postMessage(message);
    hear(message);
  };
  if (channel) channel.onmessage = ({ data }) => hear(data as Message);
  addEventListener("pagehide", () => tell({ is: "gone", tab: own }));
  if (isScanPage) addEventListener("pageshow", () => tell({ is: "here", tab: own }));
  tell({ is: "who" });
  return { own, tell, listen: (listener) => void listeners.push(listener), isScanning: (tab) => scanning.has(tab) };
}

/** Kept while the tab lives. A tab that was copied brings the same name: both then show what either scanned. */
function ownName(): string {
  try {
    const known = sessionStorage.getItem(TAB_KEY);
    if (known) return known;
    const name = newId();
    sessionStorage.setItem(TAB_KEY, name);
    return name;
  } catch {
    return newId();
  }
}
