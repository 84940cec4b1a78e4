/** The last hour in small charts, drawn here: a bar a minute, as high as the most of the hour. A table has the numbers. */
import type { Span } from "../domain/last_hour.ts";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { sayBytes, sayCount, sayPart, sayRate, sayTime } from "./measures.ts";

/** The same hour twice: fine for the eye, in few rows for reading. */
export interface Hour {
  readonly minutes: readonly Span[];
  readonly rows: readonly Span[];
}

/** What of a span is drawn, and how it is written. */
interface Measure {
  readonly of: (span: Span) => number | null;
  readonly say: (value: number | null, context: PageContext) => string;
  readonly name: (words: PageContext["words"]["system"]) => string;
  /** What the whole height stands for, where it is not the most of the hour: then what is worth a word is the least. */
  readonly top?: number;
}

const MEASURES = {
  scans: { of: ({ scansPerS }) => scansPerS, say: sayRate, name: ({ scansPerS }) => scansPerS },
  answers: { of: ({ ackP99Ms }) => ackP99Ms, say: sayTime, name: ({ answers }) => answers },
  requests: { of: ({ requestsPerS }) => requestsPerS, say: sayRate, name: ({ requestsPerS }) => requestsPerS },
  waiting: { of: ({ waiting }) => waiting, say: sayCount, name: ({ waiting }) => waiting },
  cache: { of: ({ cacheHits }) => cacheHits, say: sayPart, name: ({ fromMemory }) => fromMemory, top: 1 },
  late: { of: ({ loopDelayP99Ms }) => loopDelayP99Ms, say: sayTime, name: ({ late }) => late },
  memory: { of: ({ memoryBytes }) => memoryBytes, say: sayBytes, name: ({ memory }) => memory },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof MEASURES;

interface ChartsProps {
  readonly context: PageContext;
  readonly hour: Hour;
  readonly names: readonly MeasureName[];
}

export const Charts = ({ context, hour, names }: ChartsProps) => (
  <div class="sparks">
    {names.map((name) => <Spark context={context} spans={hour.minutes} measure={MEASURES[name]} />)}
  </div>
);

interface SparkProps {
  readonly context: PageContext;
  readonly spans: readonly Span[];
  readonly measure: Measure;
}

const Spark = ({ context, spans, measure: { of, say, name, top } }: SparkProps) => {
  const { words: { system: words }, show } = context;
  const values = spans.map(of);
  const told = values.filter((value) => value !== null);
  const most = told.length > 0 ? Math.max(...told) : null;
  const peak = top === undefined
    ? words.most(say(most, context))
    : words.least(say(told.length > 0 ? Math.min(...told) : null, context));
  const title = name(words);
  return (
    <figure class="spark">
      <figcaption>
        {title}
        <b>{peak}</b>
      </figcaption>
      <svg
        viewBox={`0 0 ${spans.length} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.chart(title, peak)}
      >
        <line class="chart-line" x1="0" x2={spans.length} y1="0" y2="0" />
        <path class="spark-bars" d={barsOf(values, top ?? most ?? 0)} />
      </svg>
      <p aria-hidden="true">
        <span>{show.clock(spans[0]!.from)}</span>
        <span>{show.clock(spans.at(-1)!.from)}</span>
      </p>
    </figure>
  );
};

/** So high is a bar at least: zero is a thin line, and where nothing was told there is none. */
const THIN = 2;

function barsOf(values: readonly (number | null)[], top: number): string {
  const heightOf = (value: number) => top === 0 ? 0 : 100 * value / top;
  return values.map((value, place) => {
    if (value === null) return "";
    const y = Math.min(100 - THIN, 100 - Math.round(heightOf(value) * 10) / 10);
    return `M${place} 100V${y}h1V100z`;
  }).join("");
}

interface HourTableProps extends ChartsProps {
  /** Of which the table is: its fold keeps what was opened. */
  readonly id: string;
  readonly title: string;
}

export const HourTable = ({ context, hour, names, id, title }: HourTableProps) => {
  const { words: { system: words }, show } = context;
  return (
    <details id={id}>
      <summary class="btn btn--quiet btn--row">
        <Icon name="down" small />
        {words.asTable}
      </summary>
      <div class="wide-table" tabindex={0} role="region" aria-label={title}>
        <table class="table table--figures">
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.from}</th>
              {names.map((name) => <th scope="col" class="num">{MEASURES[name].name(words)}</th>)}
            </tr>
          </thead>
          <tbody>
            {hour.rows.map((span) => (
              <tr>
                <th scope="row">{show.clock(span.from)}</th>
                {names.map((name) => <td class="num">{MEASURES[name].say(MEASURES[name].of(span), context)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
};
