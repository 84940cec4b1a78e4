/** Lines of the audit, day by day: a sentence each, and behind it field by field what it changed. */
import type { AuditLine, FieldChange } from "../domain/audit.ts";
import { isRefused, OUTCOMES } from "../domain/outcomes.ts";
import type { PageContext } from "./context.ts";
import { Icon, signOf } from "./icons.tsx";
import { lookOf } from "./look.ts";
import type { Words } from "./words/en.ts";
import { bagPath, billPath } from "./paths.ts";

interface LineProps {
  readonly context: PageContext;
  readonly line: AuditLine;
}

export const AuditDays = ({ context, lines }: { context: PageContext; lines: readonly AuditLine[] }) => (
  <>
    {daysOf(context, lines).map(([day, those]) => (
      <>
        <h2 class="audit-day">{day}</h2>
        <ol class="audit-list">{those.map((line) => <Line context={context} line={line} />)}</ol>
      </>
    ))}
  </>
);

function daysOf({ show }: PageContext, lines: readonly AuditLine[]): [day: string, lines: AuditLine[]][] {
  const days: [string, AuditLine[]][] = [];
  for (const line of lines) {
    const day = show.longDay(line.at);
    const last = days.at(-1);
    if (last?.[0] === day) last[1].push(line);
    else days.push([day, [line]]);
  }
  return days;
}

const Line = ({ context, line }: LineProps) => {
  const { words, show } = context;
  const refused = isRefusal(line);
  return (
    <li class={refused ? "audit-line audit-line--refused" : "audit-line"} data-action={line.action}>
      <details>
        <summary>
          <time datetime={line.at.toISOString()}>{show.seconds(line.at)}</time>
          <span class={`audit-sign look--${lookOfLine(line)}`}>{signOf(lookOfLine(line))}</span>
          <span class="audit-says">{sentenceOf(context, line)}</span>
          <span class="audit-what">{actionName(words, line.action)}</span>
          <Icon name="down" small />
        </summary>
        <Details context={context} line={line} />
      </details>
    </li>
  );
};

/** A command's event says itself whether it was refused; the log's actions tell it by their names. */
const isRefusal = ({ event, action }: AuditLine): boolean =>
  event ? isRefused(event.outcome) : /(^|_)(refused|voided)$/.test(action);

function lookOfLine(line: AuditLine) {
  if (line.event) return lookOf(line.event.outcome);
  return isRefusal(line) ? "refused" : "stored";
}

function sentenceOf({ words }: PageContext, line: AuditLine): string {
  if (line.event) {
    // What was done to a bill itself speaks of "the bill".
    const bill = line.entity === "bill" && line.entityId !== null ? `${line.entityId}. ` : "";
    return `${line.actor ?? words.auditPage.somebody}: ${bill}${words.life(line.event)}`;
  }
  const nobody = isRefusal(line) ? words.auditPage.somebody : words.auditPage.program;
  return words.auditSays(line.action, {
    by: line.actor ?? nobody,
    it: line.entityName ?? line.entityId ?? "",
    before: recordIn(line.before),
    after: recordIn(line.after),
  });
}

const recordIn = (state: unknown): Readonly<Record<string, unknown>> =>
  typeof state === "object" && state !== null ? state as Record<string, unknown> : {};

const Details = ({ context, line }: LineProps) => {
  const { words: { auditPage: words }, show } = context;
  const path = pathOf(line);
  const { event, changes } = line;
  return (
    <div class="audit-more">
      {changes.length > 0 && <Changes context={context} changes={changes} />}
      <dl class="audit-facts">
        <Fact name={words.place} value={line.address} />
        <Fact name={words.station} value={event?.station ?? null} />
        <Fact name={words.outcome} value={event && context.words.short[event.outcome]} />
        <Fact name={words.reason} value={event?.reason ?? null} />
        <Fact name={words.request} value={line.requestId} isCode />
        <Fact name={words.record} value={`${line.id}, ${show.dayTime(line.at)}`} isCode />
      </dl>
      {path !== null && (
        <a class="btn" href={path}>
          <Icon name="arrow" />
          {words.openThing} {line.entityName ?? line.entityId}
        </a>
      )}
    </div>
  );
};

const Changes = ({ context, changes }: { context: PageContext; changes: readonly FieldChange[] }) => {
  const { words: { auditPage: words } } = context;
  return (
    <table class="audit-changes">
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr>
            <th scope="row">{nameOf(field)}</th>
            <td>
              <del>{shown(context, before)}</del>
            </td>
            <td>
              <ins>{shown(context, after)}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** `mustChangePassword` and `must_change_password` are read alike. */
const nameOf = (field: string): string => field.replace(/([a-z])([A-Z])/g, "$1_$2").replaceAll("_", " ").toLowerCase();

function shown({ words: { auditPage: words } }: PageContext, value: unknown): string {
  if (value === null || value === "") return words.nothing;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const Fact = ({ name, value, isCode = false }: { name: string; value: string | null; isCode?: boolean }) =>
  value === null ? null : (
    <div>
      <dt>{name}</dt>
      <dd class={isCode ? "code" : undefined}>{value}</dd>
    </div>
  );

/** Where the thing stands; what was refused may name one that is not there. */
function pathOf({ entity, entityId, entityName, event }: AuditLine): string | null {
  if (entityId === null || (event && !OUTCOMES[event.outcome].accepted)) return null;
  switch (entity) {
    case "bag":
      return bagPath(entityId);
    case "bill":
      return billPath(entityId);
    case "import":
      return `/imports/${entityId}`;
    case "user":
      return entityName === null ? null : `/users/${encodeURIComponent(entityName)}`;
    case "token":
      return "/tokens";
    default:
      return null;
  }
}

/** What is not in the catalogue is shown by the name that it is recorded under. */
export const actionName = ({ auditCommands, auditActions }: Words, action: string): string =>
  (auditCommands as Readonly<Record<string, string>>)[action] ?? auditActions[action] ?? action.replaceAll("_", " ");
