import { monitorEventLoopDelay } from "node:perf_hooks";

/** Upper bounds in seconds. The goal of design §12 is p99 ≤ 20 ms, so the steps are finest around it. */
const DURATION_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const;

type Histogram = { readonly buckets: number[]; sum: number; count: number };
export type GaugeReading = number | readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
type Gauge = { readonly help: string; readonly read: () => GaugeReading | Promise<GaugeReading> };

export type Metrics = {
  /** `route` is the pattern, never the path: ids would make a series each. */
  observeRequest(labels: { readonly method: string; readonly route: string; readonly status: number }, seconds: number): void;
  /** Read when `/metrics` is asked for. Names are `amends_…`; registering one twice throws. */
  registerGauge(name: string, help: string, read: Gauge["read"]): void;
  /** Prometheus text format 0.0.4. */
  render(): Promise<string>;
  close(): void;
};

export const METRICS_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

export const createMetrics = (): Metrics => {
  const requests = new Map<string, Histogram>();
  const gauges = new Map<string, Gauge>();
  const eventLoop = monitorEventLoopDelay({ resolution: 10 });
  eventLoop.enable();
  const metrics: Metrics = {
    observeRequest: ({ method, route, status }, seconds) => {
      const labels = labelled({ method, route, status: String(status) });
      const histogram = requests.get(labels) ?? { buckets: DURATION_BOUNDS.map(() => 0), sum: 0, count: 0 };
      requests.set(labels, histogram);
      observe(histogram, seconds);
    },
    registerGauge: (name, help, read) => {
      if (!/^amends_[a-z0-9_]+$/.test(name))
        throw new Error(`The gauge name ${name} is not amends_ with lower case, digits and underscores.`);
      if (gauges.has(name)) throw new Error(`The gauge ${name} is registered already.`);
      gauges.set(name, { help, read });
    },
    render: async () => {
      const blocks = [renderRequests(requests)];
      for (const [name, gauge] of gauges) blocks.push(await renderGauge(name, gauge));
      return `${blocks.join("\n")}\n`;
    },
    close: () => eventLoop.disable(),
  };
  metrics.registerGauge("amends_event_loop_delay_seconds", "Delay of the event loop since the start, by quantile.", () =>
    [50, 99].map(quantile => ({ labels: { quantile: String(quantile / 100) }, value: eventLoop.percentile(quantile) / 1e9 })),
  );
  metrics.registerGauge("amends_resident_memory_bytes", "Resident memory of this process.", () => process.memoryUsage.rss());
  return metrics;
};

const observe = (histogram: Histogram, seconds: number): void => {
  histogram.sum += seconds;
  histogram.count += 1;
  const index = DURATION_BOUNDS.findIndex(bound => seconds <= bound);
  if (index !== -1) histogram.buckets[index] = (histogram.buckets[index] ?? 0) + 1;
};

const REQUESTS = "amends_http_request_duration_seconds";

const renderRequests = (requests: ReadonlyMap<string, Histogram>): string => {
  const lines = [`# HELP ${REQUESTS} Duration of HTTP requests.`, `# TYPE ${REQUESTS} histogram`];
  for (const [labels, { buckets, sum, count }] of requests) {
    let below = 0;
    for (const [index, bound] of DURATION_BOUNDS.entries()) {
      below += buckets[index] ?? 0;
      lines.push(`${REQUESTS}_bucket{${labels},le="${bound}"} ${below}`);
    }
    lines.push(
      `${REQUESTS}_bucket{${labels},le="+Inf"} ${count}`,
      `${REQUESTS}_sum{${labels}} ${sum}`,
      `${REQUESTS}_count{${labels}} ${count}`,
    );
  }
  return lines.join("\n");
};

/** A gauge that cannot be read is left out; the others still answer. */
const renderGauge = async (name: string, { help, read }: Gauge): Promise<string> => {
  const head = `# HELP ${name} ${help}\n# TYPE ${name} gauge`;
  try {
    const reading = await read();
    if (typeof reading === "number") return `${head}\n${name} ${reading}`;
    return [head, ...reading.map(({ labels, value }) => `${name}{${labelled(labels)}} ${value}`)].join("\n");
  } catch {
    return head;
  }
};

const labelled = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`)
    .join(",");
