/** The script shows it some minutes before the session ends. It takes no focus: somebody may be scanning. */
import type { PageContext } from "./context.ts";

export const SessionEnds = ({ context: { words } }: { context: PageContext }) => (
  <div class="session-ends" id="session-ends" role="status" hidden>
    <p
      id="session-ends-says"
      data-ends={words.stations.ends("{minutes}")}
      data-finally={words.stations.endsFinally("{minutes}")}
      data-ended={words.stations.ended}
    >
    </p>
    <button class="btn" type="button" id="session-stay" hidden>{words.stations.stay}</button>
  </div>
);
