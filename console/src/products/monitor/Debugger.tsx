import { Accordion, Box, Button, Card, Group, SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import { IconBug, IconWebhook } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { placeOf } from "@/layout/Jump";
import type { AlertRow } from "@/api/types";
import { CodeBlock } from "@/parts/CodeBlock";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { Sid } from "@/parts/Sid";
import { StatusBadge } from "@/parts/Status";
import { When } from "@/parts/When";
import { nextStep, titleOf } from "@/words/codes";
import { alertPairs, useAlert, useAlerts } from "./queries";

function message(alert: AlertRow): string {
  return alertPairs(alert.alert_text).find(([name]) => /^msg$/i.test(name))?.[1] ?? "";
}

function Head({ alert }: { alert: AlertRow }) {
  return (
    <Group justify="space-between" gap="sm" pr="sm">
      <Group gap="sm" miw={0}>
        <StatusBadge status={alert.log_level} /><Text span className="mono">{alert.error_code}</Text>
        <Text fz="sm" fw={500} style={{ overflowWrap: "anywhere" }}>{titleOf(alert.error_code) ?? (message(alert) || "Alert")}</Text>
      </Group>
      <Text span fz="sm" c="dimmed"><When at={alert.date_generated || alert.date_created} /></Text>
    </Group>
  );
}

function Exchange({ sid }: { sid: string }) {
  const alert = useAlert(sid);
  if (alert.isPending) return <Skeleton h={60} />;
  if (alert.error) return <Problem error={alert.error} />;
  const { request_variables: sent, response_body: body } = alert.data;
  return (
    <>
      {sent && <div><Text fz="sm" fw={500} mb={4}>What was sent</Text><CodeBlock label="request variables" code={sent.replaceAll("&", "\n&")} wrap maxHeight={200} /></div>}
      {body && <div><Text fz="sm" fw={500} mb={4}>What came back</Text><CodeBlock label="response body" code={body} wrap maxHeight={200} /></div>}
    </>
  );
}

function Detail({ alert }: { alert: AlertRow }) {
  const words = message(alert);
  const about = alert.resource_sid;
  return (
    <Stack gap="md">
      <Box><Text fz="sm" fw={500}>What to do</Text><Text fz="sm">{nextStep(Number(alert.error_code), 400)}</Text></Box>
      {words && <Box><Text fz="sm" fw={500}>What was said</Text><Text fz="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>{words}</Text></Box>}
      {alert.request_url && <Text fz="sm" className="mono" style={{ overflowWrap: "anywhere" }}>{alert.request_method} {alert.request_url}</Text>}
      <Exchange sid={alert.sid} />
      <Group gap="lg">
        {about && <Group gap={6}><Text fz="sm" c="dimmed">About</Text><Sid sid={about} to={placeOf(about) ?? undefined} /></Group>}
        <Group gap={6}><Text fz="sm" c="dimmed">Alert</Text><Sid sid={alert.sid} /></Group>
        {about && <Button component={Link} to={`/webhooks?subject=${about}`} size="xs" variant="default" leftSection={<IconWebhook size={14} />}>Its webhooks</Button>}
      </Group>
    </Stack>
  );
}

const LEVELS = [{ value: "", label: "All" }, { value: "error", label: "Errors" }, { value: "warning", label: "Warnings" }, { value: "notice", label: "Notices" }];

/** Alerts: what went wrong between Ringback and your code, and what mends it. */
export function Debugger() {
  const [params] = useSearchParams();
  const [level, setLevel] = useState("");
  const list = useAlerts(level);
  const rows = list.data?.pages.flatMap((page) => page.alerts);
  return (
    <Page title="Debugger" about="What went wrong between Ringback and your code, and what mends it." actions={<SegmentedControl aria-label="Level" value={level} onChange={setLevel} data={LEVELS} />}>
      {list.error && !rows && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Stack>{[0, 1, 2, 3].map((one) => <Skeleton key={one} h={52} radius="md" />)}</Stack>}
      {rows?.length === 0 && <Card><Empty icon={<IconBug size={26} />} title={level ? `No ${level}s` : "All quiet"}>Failing webhooks, broken TwiML and refused texts are told here, with the next step.</Empty></Card>}
      {rows && rows.length > 0 && (
        <Accordion variant="separated" radius="lg" defaultValue={params.get("sid") ?? undefined}>
          {rows.map((alert) => <Accordion.Item key={alert.sid} value={alert.sid}><Accordion.Control><Head alert={alert} /></Accordion.Control><Accordion.Panel><Detail alert={alert} /></Accordion.Panel></Accordion.Item>)}
        </Accordion>
      )}
      {list.hasNextPage && <Group justify="flex-end" mt="md"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show older</Button></Group>}
    </Page>
  );
}
