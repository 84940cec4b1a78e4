/** Every instance: its last hour, what it told last; and those that are gone. */
import type { Instance } from "../domain/instances.ts";
import { Chip, Icon } from "./icons.tsx";
import { sayTime } from "./measures.ts";
import { Charts, HourTable, type MeasureName } from "./system_charts.tsx";
import { Facts } from "./system_facts.tsx";
import type { SystemProps } from "./system_page.tsx";

const CHARTS: readonly MeasureName[] = ["scans", "answers", "late", "memory"];
const COLUMNS: readonly MeasureName[] = ["scans", "answers", "waiting", "requests", "cache", "late", "memory"];

export const Instances = (props: SystemProps) => {
  const { words: { system: words } } = props.context;
  const { instances } = props.state;
  return (
    <div class="stack" id="system-instances">
      <h2>{words.instances}</h2>
      {instances.length === 0 && <p class="muted">{words.nothingTold}</p>}
      {instances.filter(({ isGone }) => !isGone).map((one) => <InstanceCard {...props} instance={one} />)}
      <Gone {...props} />
    </div>
  );
};

const InstanceCard = ({ context, state, hours, instance }: SystemProps & { readonly instance: Instance }) => {
  const { words: { system: words }, show, now } = context;
  const { id, name, startedAt, history } = instance;
  const hour = hours.get(id)!;
  const last = history.at(-1);
  const title = `${name}: ${words.hour}`;
  return (
    <article class="card" id={`system-${id}`} aria-labelledby={`system-name-${id}`}>
      <div class="card-head">
        <h3 class="wrap-anywhere" id={`system-name-${id}`}>
          <bdi>{name}</bdi>
        </h3>
        <p>{words.since(show.when(startedAt, now), sayTime(state.asOf.getTime() - startedAt.getTime(), context))}</p>
        {id === state.here && (
          <span class="push">
            <Chip look="work" text={words.here} />
          </span>
        )}
      </div>
      {last
        ? (
          <>
            <Charts context={context} hour={hour} names={CHARTS} />
            <Facts context={context} instance={instance} last={last} />
            <HourTable context={context} hour={hour} names={COLUMNS} id={`system-table-${id}`} title={title} />
          </>
        )
        : <p class="card-body muted">{words.nothingTold}</p>}
    </article>
  );
};

/** Folded away: after a restart of all there is one for each. */
const Gone = ({ context, state }: SystemProps) => {
  const { words: { system: words }, show, now } = context;
  const gone = state.instances.filter(({ isGone }) => isGone);
  if (gone.length === 0) return null;
  return (
    <details class="card fold" id="system-gone">
      <summary class="card-head">
        <h3>{words.gone(gone.length, show.count(gone.length))}</h3>
        <Icon name="down" />
      </summary>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{words.instance}</th>
            <th scope="col" class="num only-wide">{words.began}</th>
            <th scope="col" class="num">{words.lastSeen}</th>
            <th scope="col">{words.ended}</th>
          </tr>
        </thead>
        <tbody>
          {gone.map(({ id, name, startedAt, seenAt, leftAt }) => (
            <tr id={`system-${id}`}>
              <th scope="row" class="wrap-anywhere">
                <bdi>{name}</bdi>
              </th>
              <td class="num only-wide">{show.when(startedAt, now)}</td>
              <td class="num">{show.seconds(seenAt)}</td>
              <td>
                <Chip look={leftAt ? "plain" : "warn"} text={leftAt ? words.left : words.fellSilent} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
};
