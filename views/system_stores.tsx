/** What all instances stand on: the database and Redis. */
import type { SlowStatement } from "../domain/instances.ts";
import type { PageContext } from "./context.ts";
import { Chip } from "./icons.tsx";
import { sayBytes, sayPart, sayTime } from "./measures.ts";
import type { SystemProps } from "./system_page.tsx";

export const Database = ({ context, state: { database } }: SystemProps) => {
  const { words: { system: words, measures }, show } = context;
  const { connections, connectionsMax, migration, migrationKnown, oldestTransactionMs } = database;
  return (
    <section class="card" id="system-database" aria-labelledby="system-database-name">
      <div class="card-head">
        <h2 id="system-database-name">{words.database}</h2>
        <p>PostgreSQL {database.version}</p>
      </div>
      <div class="card-body stack">
        <dl class="facts">
          <dt>{words.size}</dt>
          <dd>{sayBytes(database.bytes, context)}</dd>
          <dt>{words.clients}</dt>
          <dd>
            {measures.outOf(show.count(connections), show.count(connectionsMax))}
            <progress class="bar" max={connectionsMax} value={connections} aria-label={words.connections} />
          </dd>
          <dt>{words.migrations}</dt>
          <dd>{words.migrationsOf(String(migration), String(migrationKnown))}</dd>
          <dt>{words.hitRatio}</dt>
          <dd>{sayPart(database.hitRatio, context)}</dd>
          <dt>{words.deadlocks}</dt>
          <dd>{show.count(database.deadlocks)}</dd>
          <dt>{words.transaction}</dt>
          <dd>{oldestTransactionMs === null ? words.noTransaction : sayTime(oldestTransactionMs, context)}</dd>
        </dl>
      </div>
    </section>
  );
};

export const Redis = ({ context, state: { redis } }: SystemProps) => {
  const { words: { system: words, frame }, show } = context;
  return (
    <section class="card" id="system-redis" aria-labelledby="system-redis-name">
      <div class="card-head">
        <h2 id="system-redis-name">{words.redis}</h2>
        {redis && (
          <span class="push">
            <Chip look={redis.state === "ok" ? "done" : "bad"} text={words.redisStates[redis.state]} />
          </span>
        )}
      </div>
      {redis
        ? (
          <dl class="facts card-body">
            <dt>{words.version}</dt>
            <dd>{redis.version ?? frame.nothing}</dd>
            <dt>{words.memory}</dt>
            <dd>{sayBytes(redis.memoryBytes, context)}</dd>
            <dt>{words.clients}</dt>
            <dd>{redis.clients === null ? frame.nothing : show.count(redis.clients)}</dd>
          </dl>
        )
        : <p class="card-body muted">{words.noRedis}</p>}
    </section>
  );
};

export const SlowStatements = ({ context, state: { database: { slow } } }: SystemProps) => {
  const { words: { system: words } } = context;
  return (
    <section class="card" id="system-slow" aria-labelledby="system-slow-name">
      <div class="card-head">
        <h2 id="system-slow-name">{words.slow}</h2>
        {slow && slow.length > 0 && <p>{words.slowSays}</p>}
      </div>
      {slow === null && (
        <div class="card-body">
          <p>{words.noExtension}</p>
          <p class="muted">{words.howToCount}</p>
        </div>
      )}
      {slow?.length === 0 && <p class="card-body muted">{words.noSlow}</p>}
      {slow && slow.length > 0 && <SlowTable context={context} slow={slow} />}
    </section>
  );
};

/** Of a long statement the first lines; all of it when it is opened. */
const SlowTable = ({ context, slow }: { context: PageContext; slow: readonly SlowStatement[] }) => {
  const { words: { system: words }, show } = context;
  return (
    <table class="table system-slow">
      <thead>
        <tr>
          <th scope="col">{words.statement}</th>
          <th scope="col" class="num only-wide">{words.calls}</th>
          <th scope="col" class="num">{words.mean}</th>
          <th scope="col" class="num">{words.total}</th>
        </tr>
      </thead>
      <tbody>
        {slow.map(({ text, calls, meanMs, totalMs }, place) => (
          <tr>
            <td>
              <details id={`system-slow-${place}`}>
                <summary>
                  <code>{text}</code>
                </summary>
              </details>
            </td>
            <td class="num only-wide">{show.count(calls)}</td>
            <td class="num">{sayTime(meanMs, context)}</td>
            <td class="num">{sayTime(totalMs, context)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
