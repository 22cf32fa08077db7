import { Code, Text, Timeline } from "@mantine/core";
import {
  IconAlertTriangle, IconBan, IconCalendarClock, IconCheck, IconCircleCheck, IconInbox, IconMoon, IconPointFilled, IconReceipt, IconScissors, IconSend, IconWebhook, IconX,
} from "@tabler/icons-react";
import type { TraceStep } from "@/api/types";
import { sentence } from "@/words/sentence";
import { atTimeExactly, inFull, span } from "@/words/when";

interface Look {
  test: RegExp;
  icon: typeof IconCheck;
  colour: string;
}

/** The first whose pattern fits the step's name. */
const LOOKS: Look[] = [
  { test: /(webhook|callback).*fail/i, icon: IconWebhook, colour: "red" },
  { test: /webhook|callback/i, icon: IconWebhook, colour: "indigo" },
  { test: /undeliver|reject/i, icon: IconAlertTriangle, colour: "orange" },
  { test: /fail|expire|dead/i, icon: IconX, colour: "red" },
  { test: /message\.held/i, icon: IconMoon, colour: "lamp" },
  { test: /cancel/i, icon: IconBan, colour: "gray" },
  { test: /deliver|read/i, icon: IconCircleCheck, colour: "rack" },
  { test: /receipt/i, icon: IconReceipt, colour: "cyan" },
  { test: /schedul/i, icon: IconCalendarClock, colour: "indigo" },
  { test: /segment|part|encod/i, icon: IconScissors, colour: "gray" },
  { test: /sent|submit|sending/i, icon: IconSend, colour: "cyan" },
  { test: /receiv|inbound/i, icon: IconInbox, colour: "blue" },
  { test: /accept|creat|queue/i, icon: IconCheck, colour: "gray" },
];

function lookOf(what: string): Pick<Look, "icon" | "colour"> {
  return LOOKS.find((look) => look.test.test(what)) ?? { icon: IconPointFilled, colour: "gray" };
}

const SPOKEN: Record<string, string> = { "messaging.message.held": "Held for quiet hours" };

/** `messaging.message.queued` reads "Queued", `messaging.receipt.came` "Receipt came", `numbers.number.bought` "Number bought". */
export function spoken(what: string): string {
  if (SPOKEN[what]) return SPOKEN[what];
  const short = what.replace(/^webhooks\./, "webhook ").replace(/^messaging\.(message\.)?/, "").replace(/^(accounts|numbers|monitor|usage|voice)\.(?=\w+\.)/, "");
  const words = short.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_.-]+/g, " ").trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Said elsewhere on the page, or true of nearly every step. */
const UNTOLD = new Set(["status", "price", "price_unit", "simulated", "applied", "carrier_id", "error_message"]);

const SAID_AS: Record<string, string> = { num_segments: "parts", num_media: "pictures", messaging_service_sid: "service" };

function isTelling(name: string, value: unknown): boolean {
  return value !== null && value !== "" && value !== 0 && !UNTOLD.has(name);
}

interface Answered {
  kind?: string;
  host?: string;
  method?: string;
  status?: number | null;
  duration_ms?: number;
}

/** `POST 127.0.0.1:3000 answered 204 in 12 ms (message-status)`. */
function webhookSaid({ kind, host, method, status, duration_ms }: Answered): string {
  const took = duration_ms === undefined ? "" : ` in ${span(duration_ms)}`;
  return `${method ?? ""} ${host} ${status ? `answered ${status}` : "did not answer"}${took}${kind ? ` (${kind})` : ""}`.trim();
}

/** Why a message waits, and until when: `is in quiet hours, …` is said of its recipient. */
export interface Held {
  why: string;
  until: string;
}

export function heldSaid({ why, until }: Held): string {
  return `The recipient ${sentence(why)}${until ? ` It goes on at ${inFull(until)}.` : ""}`;
}

function Detail({ detail }: { detail: unknown }) {
  if (detail === null || detail === undefined || detail === "") return null;
  if (typeof detail === "string") return <Text fz="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>{detail}</Text>;
  if ("until" in (detail as object) && "why" in (detail as object)) return <Text fz="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>{heldSaid(detail as Held)}</Text>;
  if ("host" in (detail as object)) return <Text fz="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>{webhookSaid(detail as Answered)}</Text>;
  const entries = Object.entries(detail as Record<string, unknown>).filter(([name, value]) => isTelling(name, value));
  return (
    <Text fz="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
      {entries.map(([name, value], at) => <span key={name}>{at > 0 && " · "}{SAID_AS[name] ?? name.replaceAll("_", " ")} {typeof value === "object" ? <Code>{JSON.stringify(value)}</Code> : String(value)}</span>)}
    </Text>
  );
}

/** The life of a message from top to bottom, with the time each step took. */
export function Steps({ steps }: { steps: TraceStep[] }) {
  if (steps.length === 0) return <Text c="dimmed" fz="sm">Nothing has happened yet.</Text>;
  return (
    <Timeline bulletSize={26} lineWidth={2} active={steps.length}>
      {steps.map((step, at) => {
        const { icon: Icon, colour } = lookOf(step.what);
        const before = steps[at - 1];
        const delta = before ? Date.parse(step.at) - Date.parse(before.at) : null;
        return (
          <Timeline.Item key={at} color={colour} bullet={<Icon size={14} aria-hidden />} title={<Text span fz="sm" fw={500}>{spoken(step.what)}</Text>} lineVariant={delta !== null && delta > 60_000 ? "dashed" : "solid"}>
            <Detail detail={step.detail} />
            <Text fz="xs" c="dimmed" mt={2}><time dateTime={step.at}>{atTimeExactly(step.at)}</time>{delta !== null && <Text span fz="xs" fw={500} ml={8} c="var(--mantine-color-text)">+{span(Math.max(0, delta))}</Text>}</Text>
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}
