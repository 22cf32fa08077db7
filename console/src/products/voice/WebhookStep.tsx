import { Badge, Box, Button, Collapse, Group, Skeleton, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { Link } from "react-router";
import type { CallStep } from "@/api/types";
import { Problem } from "@/parts/Problem";
import { httpColour } from "@/parts/Status";
import { Exchange } from "@/products/webhooks/Exchange";
import { ReplayButton } from "@/products/webhooks/Exchanges";
import { useWebhook } from "@/products/webhooks/queries";
import { hostOf, pathOf } from "@/products/webhooks/rules";
import { span } from "@/words/when";
import classes from "./voice.module.css";

/** What a step of kind webhook tells of its record. */
interface Asked {
  sid: string;
  kind: string;
  url: string;
  method: string;
  attempt: number;
  status: number | null;
  duration_ms: number | null;
  error: { code: number; message: string } | null;
}

function Whole({ sid }: { sid: string }) {
  const record = useWebhook(sid);
  if (record.error) return <Problem error={record.error} onRetry={() => void record.refetch()} />;
  if (!record.data) return <Skeleton h={160} radius="md" aria-label="Loading" />;
  return (
    <>
      <Exchange webhook={record.data} />
      <Group mt="md"><ReplayButton webhook={record.data} /><Button size="xs" variant="subtle" component={Link} to={`/webhooks/${sid}`}>Open the record</Button></Group>
    </>
  );
}

/** A request that was made for the call; opens to what was asked and what came back. */
export function WebhookStep({ step }: { step: CallStep }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const asked = step.detail as unknown as Asked;
  return (
    <>
      <UnstyledButton className={classes.webhook} aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        <IconChevronRight size={15} className={classes.chevron} data-open={isOpen || undefined} aria-hidden />
        <Badge color={asked.error ? "red" : httpColour(asked.status)} tt="none">{asked.status ?? asked.error?.code ?? "no answer"}</Badge>
        <Text span fz="sm" fw={500} style={{ overflowWrap: "anywhere" }}>{asked.method} {pathOf(asked.url)}</Text>
        <Text span fz="xs" c="dimmed">{hostOf(asked.url)} · {asked.kind}{asked.duration_ms !== null && ` · ${span(asked.duration_ms)}`}{asked.attempt > 1 && ` · attempt ${asked.attempt}`}</Text>
      </UnstyledButton>
      {asked.error && !isOpen && <Text fz="xs" c="red">{asked.error.message}</Text>}
      <Collapse expanded={isOpen} id={id}>{isOpen && <Box className={classes.exchange}><Whole sid={asked.sid} /></Box>}</Collapse>
    </>
  );
}
