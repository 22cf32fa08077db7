import type { TracedWebhook } from "@/api/types";

export interface Stretch {
  name: string;
  /** Milliseconds since the request began. */
  from: number;
  ms: number;
}

/** The stretches of one exchange one after another; what was skipped (a kept connection) has no width. */
export function waterfall(webhook: TracedWebhook): Stretch[] {
  const { timing } = webhook;
  if (!timing) return [];
  const total = timing.total_ms ?? webhook.duration_ms ?? 0;
  const steps: [string, number][] = [["DNS", timing.dns_ms ?? 0], ["Connect", timing.connect_ms ?? 0], ["TLS", timing.tls_ms ?? 0]];
  const before = steps.reduce((sum, [, ms]) => sum + ms, 0);
  // The first byte is counted from the start of the request; older records count it from the connection.
  const firstByte = timing.first_byte_ms ?? 0;
  const waiting = firstByte >= before ? firstByte - before : firstByte;
  steps.push(["Waiting", waiting], ["Reading", Math.max(0, total - before - waiting)]);
  let at = 0;
  return steps.map(([name, ms]) => {
    const stretch = { name, from: at, ms };
    at += ms;
    return stretch;
  });
}

/** Form parameters of a body or query, or null where it is neither. */
export function formOf(webhook: TracedWebhook): [string, string][] | null {
  const type = Object.entries(webhook.request.headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (type.includes("x-www-form-urlencoded")) return [...new URLSearchParams(webhook.request.body)];
  if (webhook.method !== "GET" || !webhook.url.includes("?")) return null;
  return [...new URLSearchParams(webhook.url.slice(webhook.url.indexOf("?")))];
}

/** JSON and XML on lines of their own; anything else as it came. */
export function readable(body: string): string {
  const text = body.trim();
  if (/^[[{]/.test(text)) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return body;
    }
  }
  return text.startsWith("<") ? indentXml(text) : body;
}

function indentXml(text: string): string {
  let depth = 0;
  const lines = text.replace(/>\s*</g, ">\n<").split("\n");
  return lines.map((line) => {
    if (line.startsWith("</")) depth = Math.max(0, depth - 1);
    const out = "  ".repeat(depth) + line;
    if (/^<[^!?/][^>]*[^/]>$/.test(line) || /^<[a-zA-Z]>$/.test(line)) depth += 1;
    return out;
  }).join("\n");
}

/** The answer as lines to compare: status, headers, body. */
export function answerText(webhook: TracedWebhook): string {
  if (!webhook.response) return `no answer\n${webhook.error?.code ?? ""} ${webhook.error?.message ?? ""}`.trim();
  const headers = Object.entries(webhook.response.headers).sort().map(([name, value]) => `${name.toLowerCase()}: ${value}`);
  return [`HTTP ${webhook.response.status}`, ...headers, "", readable(webhook.response.body)].join("\n");
}

export function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

export function pathOf(url: string): string {
  try {
    return new URL(url).pathname;
  } catch {
    return url;
  }
}
