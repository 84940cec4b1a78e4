/** What an import does just now, or what has come of it: the one sentence that people look for. */
import type { Child } from "hono/jsx";
import { LIMITS } from "../domain/limits.ts";
import type { PageContext } from "./context.ts";
import { Icon, signOf } from "./icons.tsx";
import type { ImportProps } from "./import_page.tsx";
import { badRows, phaseOf, secondsLeft } from "./import_phase.ts";
import { Warning } from "./notice.tsx";
import { importPath } from "./paths.ts";

export const ImportNow = (props: ImportProps) => (
  <div class="stack" id="import-now" role="status">
    <SameFile {...props} />
    <State {...props} />
  </div>
);

const State = (props: ImportProps) => {
  const { context, detail } = props;
  const { imports, importFaults } = context.words;
  const phase = phaseOf(detail);
  switch (phase) {
    case "waiting":
      return <Say told={imports.waits} />;
    case "asking":
      return <Say look="warn" told={imports.asks} />;
    case "reading":
      return <Bar says={imports.reading(context.show.count(detail.rowsRead))} done={null} all={null} />;
    case "checking":
      return <Checking {...props} />;
    case "applying":
      return <Applying {...props} />;
    case "stopping":
      return <Say told={{ says: imports.stopping }} />;
    case "undoing":
      return <Bar says={imports.undoing} done={null} all={null} />;
    case "checked":
      return <Preview {...props} />;
    case "failed":
      return (
        <>
          <Warning told={importFaults[detail.fault ?? "internal"]} />
          {detail.rowsApplied > 0 && <StoppedHalfWay {...props} />}
        </>
      );
    default:
      return <Ended {...props} />;
  }
};

const Checking = ({ context, detail }: ImportProps) => {
  const { words: { imports }, show } = context;
  const all = detail.rowsTotal ?? detail.rowsRead;
  const left = detail.rowsTotal === null ? null : leftSince(context, detail.startedAt, detail.rowsChecked, all);
  return (
    <Bar
      says={[imports.checking(show.count(detail.rowsChecked), show.count(all)), left].filter(Boolean).join(", ")}
      done={detail.rowsChecked}
      all={all}
    />
  );
};

const Applying = ({ context, detail }: ImportProps) => {
  const { words: { imports }, show } = context;
  const all = detail.rowsTotal ?? detail.rowsRead;
  const left = leftSince(context, detail.appliedAt, detail.rowsApplied, all);
  return (
    <Bar
      says={[imports.applying(show.count(detail.rowsApplied), show.count(all)), left].filter(Boolean).join(", ")}
      done={detail.rowsApplied}
      all={all}
    />
  );
};

function leftSince({ words: { imports }, show, now }: PageContext, since: Date | null, done: number, all: number) {
  const sinceMs = since ? now.getTime() - since.getTime() : 0;
  const seconds = secondsLeft(done, all, sinceMs, LIMITS.timeLeftAfterMs);
  if (seconds === null) return null;
  return seconds < 60 ? imports.leftUnderMinute : imports.left(show.count(Math.ceil(seconds / 60)));
}

/** Before anything is written: what can go in and what cannot. */
const Preview = ({ context: { words: { imports }, show }, detail }: ImportProps) => {
  const { newRows, conflicts, invalid, unchanged } = detail.counts;
  const bad = badRows(detail);
  return (
    <Say told={{ says: imports.nothingYet }}>
      {newRows > 0
        ? imports.canGoIn(show.count(newRows))
        : bad === 0 && unchanged > 0
        ? imports.allThere
        : imports.noneCan} {bad > 0 && imports.cannotGoIn(show.count(bad), show.count(conflicts), show.count(invalid))}
      {" "}
      {bad > 0 && newRows > 0 && imports.laterToo}
    </Say>
  );
};

const Ended = (props: ImportProps) => {
  const { context: { words: { imports }, show, now }, detail } = props;
  const bad = badRows(detail);
  if (detail.state === "undone") {
    const at = detail.undoneAt ? show.when(detail.undoneAt, now) : "";
    return <Say told={{ says: imports.undone(detail.undoneBy ?? "", at) }} />;
  }
  if (detail.state === "cancelled") {
    return detail.rowsApplied > 0 ? <StoppedHalfWay {...props} /> : <Say told={{ says: imports.cancelled }} />;
  }
  return (
    <div class="notice notice--good look--stored">
      {signOf("stored")}
      <p>
        <b>{imports.in(show.count(detail.counts.newRows))}</b> {bad > 0 && imports.leftOut(show.count(bad))}
      </p>
    </div>
  );
};

const StoppedHalfWay = ({ context: { words: { imports }, show }, detail }: ImportProps) => (
  <Say look="warn" told={{ says: imports.stoppedHalfWay(show.count(detail.counts.newRows)) }} />
);

/** Nothing goes in twice; but whoever sends a file a second time may not know that somebody has. */
const SameFile = ({ context: { words: { imports }, show, now }, detail }: ImportProps) => {
  const [earlier] = detail.sameFile;
  if (!earlier) return null;
  return (
    <Say look="warn" told={{ says: imports.sameFile(earlier.by, show.when(earlier.at, now)) }}>
      <a href={importPath(earlier.id)}>{imports.sameFileLook}</a>
    </Say>
  );
};

interface SayProps {
  readonly told: { readonly says: string; readonly todo?: string };
  readonly look?: "warn";
  readonly children?: Child;
}

const Say = ({ told: { says, todo }, look, children }: SayProps) => (
  <div class={look ? `notice notice--${look}` : "notice"}>
    <Icon name={look ? "warning" : "info"} />
    <p>
      <b>{says}</b> {todo} {children}
    </p>
  </div>
);

interface BarProps {
  readonly says: string;
  /** Null: nobody knows how much there is. */
  readonly done: number | null;
  readonly all: number | null;
}

const Bar = ({ says, done, all }: BarProps) => (
  <div class="card card-body import-bar">
    <p>{says}</p>
    {done === null || !all
      ? <progress class="bar" aria-label={says}></progress>
      : <progress class="bar" max={all} value={Math.min(done, all)} aria-label={says}></progress>}
  </div>
);
