/** `/profile`: who I am here, what I have done today, how I get in, and where I am logged in. */
import { Done } from "./notice.tsx";
import type { Child } from "hono/jsx";
import type { OwnAccount, OwnDay, OwnSession } from "../domain/own_account.ts";
import type { Person } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Chip, Icon, type IconName } from "./icons.tsx";
import { DeskPage, initials, LanguageForm, ThemeForm } from "./layout.tsx";
import { withQuery } from "./paths.ts";

/** What was done before a redirect led here. */
export type ProfileSaid = "passwordChanged" | "ended" | "othersEnded" | "twoStepTurnedOff";

export interface ProfilePageProps {
  readonly context: PageContext;
  readonly person: Person;
  readonly account: OwnAccount;
  /** Null: it could not be counted just now. */
  readonly day: OwnDay | null;
  readonly sessions: readonly OwnSession[];
  /** The session that looks at this page. */
  readonly here: string;
  /** Whether this session may change how its person gets in. */
  readonly mayChange: boolean;
  readonly said: ProfileSaid | null;
}

export const ProfilePage = (props: ProfilePageProps) => {
  const { context, said } = props;
  const { profile: words } = context.words;
  return (
    <DeskPage context={context} title={words.title}>
      <WhoIAm {...props} />
      {said && <Done>{words[said]}</Done>}
      <div class="profile">
        <div class="stack">
          <Security {...props} />
          <Sessions {...props} />
        </div>
        <div class="stack">
          <Today {...props} />
          <section class="card" aria-labelledby="settings-name">
            <div class="card-head">
              <h2 id="settings-name">{words.settings}</h2>
            </div>
            <div class="card-body stack">
              <LanguageForm context={context} />
              <ThemeForm context={context} />
            </div>
          </section>
        </div>
      </div>
    </DeskPage>
  );
};

const WhoIAm = ({ context, person, account }: ProfilePageProps) => {
  const { words, show } = context;
  const name = person.fullName ?? person.username;
  return (
    <div class="page-head who">
      <span class="avatar avatar--large" aria-hidden="true">{initials(name)}</span>
      <div>
        <h1>{name}</h1>
        <p class="row">
          <span class="code">{person.username}</span>
          <Chip look="work" text={words.roles[person.role]} />
          {person.area && <span>{areaName(person.area, words)}</span>}
          <span class="muted">{words.profile.since(show.day(account.createdAt))}</span>
        </p>
      </div>
    </div>
  );
};

const Today = ({ context, person, day }: ProfilePageProps) => {
  const { words: { profile: words }, show } = context;
  const figures = day &&
    [[words.scans, day.scans], [words.packed, day.bagsPacked], [words.refused, day.refused]] as const;
  return (
    <section class="card" aria-labelledby="today-name">
      <div class="card-head">
        <h2 id="today-name">{words.today}</h2>
      </div>
      <div class="card-body stack">
        {figures
          ? (
            <dl class="own-day">
              {figures.map(([name, count]) => (
                <div>
                  <dt>{name}</dt>
                  <dd>{show.count(count)}</dd>
                </div>
              ))}
            </dl>
          )
          : <p class="muted">{words.unknownDay}</p>}
        <a class="btn" href={withQuery("/scans", { user: person.username })}>
          <Icon name="scan" />
          {words.seeScans}
        </a>
      </div>
    </section>
  );
};

/** How I get in. Each way is a row: what it is, how it stands, and what can be done about it. */
const Security = ({ context, account, mayChange }: ProfilePageProps) => {
  const { words: { profile: words }, show } = context;
  const { passwordChangedAt, twoStep } = account;
  return (
    <section class="card" aria-labelledby="security-name">
      <div class="card-head">
        <h2 id="security-name">{words.security}</h2>
      </div>
      <ul class="ways">
        <WayIn
          icon="lock"
          name={words.password}
          says={passwordChangedAt ? words.passwordAge(show.day(passwordChangedAt)) : words.passwordNever}
        >
          {mayChange && <a class="btn" href="/profile/password">{words.changePassword}</a>}
        </WayIn>
        <WayIn
          icon="clock"
          name={words.twoStep}
          chip={<Chip look={twoStep ? "done" : "plain"} text={twoStep ? words.twoStepOn : words.twoStepOff} />}
          says={twoStep ? words.twoStepLeft(twoStep.backupCodesLeft) : words.twoStepSays}
        >
          {mayChange && <a class="btn" href="/profile/two-step">{twoStep ? words.twoStepChange : words.twoStepSetUp}
          </a>}
        </WayIn>
        <WayIn icon="label" name={context.words.badges.ownTitle} says={context.words.badges.ownSays}>
          <a class="btn" href="/profile/pin">{words.twoStepChange}</a>
        </WayIn>
      </ul>
      {!mayChange && <p class="card-body muted">{words.byBadge}</p>}
    </section>
  );
};

interface WayInProps {
  readonly icon: IconName;
  readonly name: string;
  readonly chip?: Child;
  readonly says: string;
  readonly children?: Child;
}

const WayIn = ({ icon, name, chip, says, children }: WayInProps) => (
  <li class="way">
    <Icon name={icon} />
    <div>
      <h3>
        {name} {chip}
      </h3>
      <p>{says}</p>
    </div>
    {children}
  </li>
);

const Sessions = ({ context, sessions, here, mayChange }: ProfilePageProps) => {
  const { profile: words } = context.words;
  return (
    <section class="card" aria-labelledby="sessions-name">
      <div class="card-head">
        <h2 id="sessions-name">{words.sessions}</h2>
        <p>{words.sessionsSay}</p>
      </div>
      <ul class="ways">
        {sessions.map((session) => (
          <SessionRow context={context} session={session} isHere={session.id === here} mayEnd={mayChange} />
        ))}
      </ul>
      {mayChange && sessions.length > 1 && (
        <form class="card-body" method="post" action="/profile/sessions/end-others">
          <button class="btn btn--danger" type="submit">{words.endOthers}</button>
        </form>
      )}
    </section>
  );
};

interface SessionRowProps {
  readonly context: PageContext;
  readonly session: OwnSession;
  readonly isHere: boolean;
  readonly mayEnd: boolean;
}

const SessionRow = ({ context, session, isHere, mayEnd }: SessionRowProps) => {
  const { words: { profile: words }, show, now } = context;
  const { program, system } = session.device;
  const device = words.device(program, system);
  const facts = [
    session.address ? words.place(session.address) : words.unknownPlace,
    words.sessionSince(show.when(session.createdAt, now)),
    ...isHere ? [] : [words.lastSeen(show.when(session.lastSeenAt, now))],
  ];
  return (
    <li class="way" data-session={session.id}>
      <Icon name={session.isStation ? "scan" : "keyboard"} />
      <div>
        <h3>
          {device} {isHere && <Chip look="done" text={words.here} />}
          {session.isStation && <Chip look="plain" text={words.station} />}
          {session.way === "badge" && <Chip look="plain" text={words.badge} />}
        </h3>
        <p>{facts.join(" · ")}</p>
      </div>
      {!isHere && mayEnd && (
        <form method="post" action={`/profile/sessions/${session.id}/end`}>
          <button class="btn" type="submit">
            <span aria-hidden="true">{words.end}</span>
            <span class="visually-hidden">{words.endNamed(device)}</span>
          </button>
        </form>
      )}
    </li>
  );
};
