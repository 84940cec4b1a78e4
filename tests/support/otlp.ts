/** Takes traces as a collector would, over OTLP/HTTP with JSON, on this machine. */

export interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}

export type Attributes = Readonly<Record<string, string | number>>;

export interface Collector extends AsyncDisposable {
  /** What a server's environment needs, to send here at once what it would gather for seconds. */
  readonly env: Readonly<Record<string, string>>;
  /** The first span for which this is so, as soon as it is here. @throws {Error} when none comes. */
  spanWhere(isSo: (span: Span) => boolean): Promise<Span>;
  /** All bodies, as they came. */
  text(): string;
}

const WAIT_MS_MAX = 30_000;

export function startCollector(): Collector {
  const spans: Span[] = [];
  let text = "";
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const body = await request.text();
    text += body;
    if (new URL(request.url).pathname === "/v1/traces") spans.push(...spansIn(JSON.parse(body)));
    return Response.json({});
  });
  return {
    env: {
      OTEL_DENO: "true",
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${server.addr.port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_BSP_SCHEDULE_DELAY: "50",
    },
    spanWhere: async (isSo) => {
      for (const deadline = performance.now() + WAIT_MS_MAX; performance.now() < deadline;) {
        const found = spans.find(isSo);
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`No such span came, but ${spans.map(({ name }) => name).join(", ")}`);
    },
    text: () => text,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

interface Sent {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[] }[];
}

interface SentSpan extends Omit<Span, "attributes" | "events" | "links"> {
  readonly attributes?: readonly SentAttribute[];
  readonly events?: readonly { readonly name: string; readonly attributes?: readonly SentAttribute[] }[];
  readonly links?: Span["links"];
}

interface SentAttribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: string | number; readonly doubleValue?: number };
}

const spansIn = ({ resourceSpans }: Sent): Span[] =>
  resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)).map((span) => ({
    ...span,
    attributes: plain(span.attributes),
    events: (span.events ?? []).map(({ name, attributes }) => ({ name, attributes: plain(attributes) })),
    links: span.links ?? [],
  }));

const plain = (attributes: readonly SentAttribute[] = []): Attributes =>
  Object.fromEntries(attributes.map(({ key, value: { stringValue, intValue, doubleValue } }) => [
    key,
    stringValue ?? doubleValue ?? Number(intValue),
  ]));
