/** `/system`: how the whole is. First whether all is well, then how much is done, then each part by itself. */
import type { Instance, SystemState } from "../domain/instances.ts";
import type { Concern } from "../domain/system_health.ts";
import type { PageContext } from "./context.ts";
import { Chip, Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { LiveMark, livePart, Picture } from "./live.tsx";
import { sayRate, sayTime } from "./measures.ts";
import { Charts, type Hour, HourTable, type MeasureName } from "./system_charts.tsx";
import { Instances } from "./system_instances.tsx";
import { Database, Redis, SlowStatements } from "./system_stores.tsx";
import { concernTold } from "./system_told.ts";

export interface SystemProps {
  readonly context: PageContext;
  readonly state: SystemState;
  readonly concerns: readonly Concern[];
  /** The last hour of all instances together, those that are gone included. */
  readonly hour: Hour;
  /** And of each that lives, by its id. */
  readonly hours: ReadonlyMap<string, Hour>;
}

const CHARTS: readonly MeasureName[] = ["scans", "answers", "requests", "cache"];

export const SystemPage = (props: SystemProps) => {
  const { words: { system: words }, liveUrl } = props.context;
  return (
    <DeskPage context={props.context} title={words.title} scriptUrl={liveUrl}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p>{words.says}</p>
        </div>
        <LiveMark context={props.context} url="/system/live" />
      </div>
      <Verdict {...props} />
      <Figures {...props} />
      <LastHour {...props} />
      <Instances {...props} />
      <div class="grid grid--2-1">
        <Database {...props} />
        <Redis {...props} />
      </div>
      <SlowStatements {...props} />
      <AsOf {...props} />
    </DeskPage>
  );
};

/** All of the page that moves. */
export const systemPicture = (props: SystemProps): Picture =>
  new Picture([
    livePart("system-verdict", <Verdict {...props} />),
    livePart("system-figures", <Figures {...props} />),
    livePart("system-hour", <LastHour {...props} />),
    livePart("system-instances", <Instances {...props} />),
    livePart("system-database", <Database {...props} />),
    livePart("system-redis", <Redis {...props} />),
    livePart("system-slow", <SlowStatements {...props} />),
    livePart("system-as-of", <AsOf {...props} />),
  ]);

const LOOKS = {
  well: { notice: "notice--good", icon: "check" },
  warn: { notice: "notice--warn", icon: "warning" },
  bad: { notice: "notice--bad", icon: "warning" },
} as const;

/** One sentence and a sign; below it what is not well, the worst first, each with what to do. */
const Verdict = (props: SystemProps) => {
  const { context, concerns } = props;
  const { notice, icon } = LOOKS[concerns[0]?.level ?? "well"];
  return (
    <section class="card" id="system-verdict" aria-labelledby="system-verdict-says">
      <div class={`notice ${notice}`}>
        <Icon name={icon} />
        <h2 id="system-verdict-says">{verdictOf(props)}</h2>
        <p>{atWork(props)}</p>
      </div>
      {concerns.length > 0 && (
        <ul class="system-concerns">
          {concerns.map((concern) => <ConcernLine context={context} concern={concern} />)}
        </ul>
      )}
    </section>
  );
};

function verdictOf({ context: { words: { system: words }, show }, concerns }: SystemProps): string {
  const { length: urgent } = concerns.filter(({ level }) => level === "bad");
  if (urgent > 0) return words.badly(urgent, show.count(urgent));
  return concerns.length > 0 ? words.watch(concerns.length, show.count(concerns.length)) : words.well;
}

function atWork({ context: { words: { system: words }, show }, state }: SystemProps): string {
  const { length } = livingOf(state);
  return words.wellSays(length, show.count(length));
}

const ConcernLine = ({ context, concern }: { context: PageContext; concern: Concern }) => {
  const { says, todo } = concernTold(concern, context);
  return (
    <li data-concern={concern.is}>
      <Chip look={concern.level} text={context.words.system.levels[concern.level]} />
      <p class="wrap-anywhere">
        <b>{says}</b> {todo}
      </p>
    </li>
  );
};

const livingOf = ({ instances }: SystemState): readonly Instance[] => instances.filter(({ isGone }) => !isGone);

const Figures = ({ context, state }: SystemProps) => {
  const { words: { system: words }, show } = context;
  const told = livingOf(state).flatMap(({ history }) => history.at(-1) ?? []);
  const sum = (count: (one: typeof told[number]) => number) => told.reduce((all, one) => all + count(one), 0);
  const most = (value: (one: typeof told[number]) => number | null) =>
    Math.max(0, ...told.map((one) => value(one) ?? 0));
  const scans = sum(({ accepted, refused, replayed, seconds }) => (accepted + refused + replayed) / seconds);
  const waiting = sum((one) => one.waiting);
  const [slowest, oldest] = [most(({ ackP99Ms }) => ackP99Ms), most(({ oldestMs }) => oldestMs)];
  const { connections, connectionsMax } = state.database;
  return (
    <section class="card stats" id="system-figures" aria-label={words.totals}>
      <Figure name={words.scansPerS} value={sayRate(scans, context)} note={null} />
      <Figure name={words.answers} value={sayTime(slowest || null, context)} note={words.answersNote} />
      <Figure
        name={words.waiting}
        value={show.count(waiting)}
        note={waiting > 0 ? words.oldest(sayTime(oldest, context)) : null}
      />
      <Figure name={words.livePages} value={show.count(sum(({ liveReaders }) => liveReaders))} note={null} />
      <Figure
        name={words.connections}
        value={show.count(connections)}
        note={words.ofMax(show.count(connectionsMax))}
      />
    </section>
  );
};

const Figure = ({ name, value, note }: { name: string; value: string; note: string | null }) => (
  <p>
    <span class="stat-name">{name}</span>
    <span class="stat-value">{value}</span>
    {note && <span class="stat-note">{note}</span>}
  </p>
);

const LastHour = ({ context, hour }: SystemProps) => {
  const { words: { system: words } } = context;
  return (
    <section class="card" id="system-hour" aria-labelledby="system-hour-name">
      <div class="card-head">
        <h2 id="system-hour-name">{words.hour}</h2>
        <p>{words.totals}</p>
      </div>
      <Charts context={context} hour={hour} names={CHARTS} />
      <HourTable context={context} hour={hour} names={CHARTS} id="system-table" title={words.hour} />
    </section>
  );
};

/** The moment that all numbers are of, by the database's clock. */
const AsOf = ({ context: { words: { system: words }, show }, state }: SystemProps) => (
  <p class="hint" id="system-as-of">{words.asOf(show.seconds(state.asOf))}</p>
);
