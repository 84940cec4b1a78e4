/** `/station/switch`: badge and PIN as a plain form, for browsers without script and for hands without a scanner's pad. */
import type { PageContext } from "./context.ts";
import { Document } from "./layout.tsx";
import { Logo } from "./icons.tsx";
import { Warning } from "./notice.tsx";
import type { Told } from "./words/told.ts";

interface StationSwitchPageProps {
  readonly context: PageContext;
  /** Where to go on: a path of this site. */
  readonly next: string;
  readonly refused: Told | null;
}

export const StationSwitchPage = ({ context, next, refused }: StationSwitchPageProps) => {
  const { words } = context;
  return (
    <Document context={context} title={words.stations.change}>
      <div class="gate">
        <main id="main">
          <p class="brand">
            <Logo />
          </p>
          <h1>{words.stations.change}</h1>
          <p>{words.stations.changeSays}</p>
          {refused && <Warning told={refused} />}
          <form class="card" method="post" action="/station/switch" autocomplete="off" data-takes-badge>
            <input type="hidden" name="next" value={next} />
            <p class="field">
              <label for="badge">{words.stations.badge}</label>
              <input
                class="input"
                id="badge"
                name="badge"
                type="password"
                autocomplete="off"
                aria-describedby="badge-hint"
                required
                autofocus
              />
              <span class="hint" id="badge-hint">{words.stations.badgeHint}</span>
            </p>
            <p class="field">
              <label for="pin">{words.stations.pin}</label>
              <input
                class="input"
                id="pin"
                name="pin"
                type="password"
                inputmode="numeric"
                autocomplete="one-time-code"
                maxlength={12}
                required
              />
            </p>
            <button class="btn btn--primary" type="submit">{words.stations.goOn}</button>
            <a class="btn btn--quiet" href={next}>{words.stations.notNow}</a>
          </form>
        </main>
      </div>
    </Document>
  );
};
