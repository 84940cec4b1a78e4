/** What this device and this browser can do, and what to do where they cannot. The script shows which is so. */
import type { PageContext } from "./context.ts";
import { Chip } from "./icons.tsx";

const CHECKS = ["secure", "offline", "awake", "sender", "kept", "sound", "vibration"] as const;

export const DeviceChecks = ({ context: { words: { deviceChecks: words } } }: { context: PageContext }) => (
  <section class="card tools-device" aria-labelledby="device-name">
    <div class="card-head">
      <h2 id="device-name">{words.title}</h2>
    </div>
    <ul class="lines" id="device-checks">
      {CHECKS.map((check) => {
        const { name, no, partly = no }: CheckWords = words[check];
        return (
          <li data-check={check}>
            <span>{name}</span>
            <span class="muted" data-state="checking">{words.checking}</span>
            <span data-state="yes" hidden>
              <Chip look="done" text={words.yes} />
            </span>
            <span data-state="partly" hidden>
              <Chip look="warn" text={words.partly} />
            </span>
            <span data-state="no" hidden>
              <Chip look="bad" text={words.no} />
            </span>
            <small data-state="partly" hidden>{partly}</small>
            <small data-state="no" hidden>{no}</small>
          </li>
        );
      })}
    </ul>
  </section>
);

interface CheckWords {
  readonly name: string;
  readonly no: string;
  /** Only where there is a half: without it there is none. */
  readonly partly?: string;
}
