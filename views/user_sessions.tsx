/** Where a person is signed in: the device in words, the address, since when, and when it was last used. */
import type { Device } from "../domain/device.ts";
import type { SessionLine } from "../domain/people.ts";
import type { PageContext } from "./context.ts";
import type { Words } from "./words/en.ts";

/** With what its browser says of itself. */
export interface SeenSession extends SessionLine {
  readonly device: Device;
}

interface UserSessionsProps {
  readonly context: PageContext;
  readonly sessions: readonly SeenSession[];
}

export const UserSessions = ({ context, sessions }: UserSessionsProps) => {
  const { words: { people: words }, show, now } = context;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{words.sessions}</h2>
      </div>
      {sessions.length === 0 ? <p class="card-body muted">{words.noSessions}</p> : (
        <table class="table">
          <caption class="visually-hidden">{words.sessions}</caption>
          <thead>
            <tr>
              <th scope="col">{words.device}</th>
              <th scope="col" class="only-wide">{words.address}</th>
              <th scope="col" class="num">{words.sessionSince}</th>
              <th scope="col" class="num">{words.lastSeen}</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr>
                <th scope="row">
                  {deviceText(session, context.words)}
                  <span class="table-note only-narrow">{session.address ?? words.nothing}</span>
                </th>
                <td class="only-wide">{session.address ?? words.nothing}</td>
                <td class="num">{show.when(session.since, now)}</td>
                <td class="num">{show.when(session.seenAt, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

function deviceText({ device: { program, system }, way, isStation }: SeenSession, { people: words }: Words): string {
  const device = [program, system].filter((name) => name !== null).join(", ") || words.unknownDevice;
  const notes = [...way === "badge" ? [words.byBadge] : [], ...isStation ? [words.atStation] : []];
  return notes.length === 0 ? device : `${device} (${notes.join(", ")})`;
}
