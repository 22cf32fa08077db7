import { Badge, Box, Card, Grid, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, core, own } from "@/api/client";
import type { Clock } from "@/api/types";
import { CodeBlock } from "@/parts/CodeBlock";
import { Facts } from "@/parts/Facts";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { useAlerts } from "@/products/monitor/queries";
import { useMessages } from "@/products/messaging/queries";
import { useHandsets } from "@/products/handsets/queries";
import { useNumbers } from "@/products/numbers/queries";
import { useBalance } from "@/products/usage/queries";
import { money, plural, pretty } from "@/words/numbers";
import { Activity } from "./Activity";
import { Credentials, useAuthToken } from "./Credentials";
import { FirstSteps } from "./FirstSteps";
import { useSession } from "./session";

const NO_FILTER = { to: "", from: "", since: "", until: "", status: "" };
export const FIRST_HANDSET = "+14155550123";

function Leading({ to, children }: { to: string; children: React.ReactNode }) {
  return <Link to={to} className="plain-link">{children}</Link>;
}

/** What is running, at a glance. */
function Running() {
  const { account_sid } = useSession();
  const numbers = useNumbers(account_sid);
  const handsets = useHandsets();
  const balance = useBalance(account_sid);
  const alerts = useAlerts("");
  const clock = useQuery({ queryKey: ["clock"], queryFn: () => api.get<Clock>(own("Clock")), staleTime: 60_000, retry: false });
  const firstAlerts = alerts.data?.pages[0];
  return (
    <Facts isLarge facts={[
      ["Numbers owned", <Leading key="n" to="/numbers">{numbers.data?.length ?? "–"}</Leading>],
      ["Handsets in use", <Leading key="h" to="/handsets">{handsets.data?.length ?? "–"}</Leading>],
      ["Alerts", <Leading key="e" to="/debugger">{firstAlerts ? `${firstAlerts.alerts.length}${firstAlerts.meta.next_page_url ? "+" : ""}` : "–"}</Leading>],
      ["Balance", <Leading key="b" to="/usage">{money(balance.data?.balance, balance.data?.currency)}</Leading>],
      ["Clock", clock.data?.kind === "test" ? "test, leaps" : "real"],
    ]} />
  );
}

/** The pasteable first minute, with the real numbers in it. */
function FirstMinute({ from, token }: { from: string; token: string | null }) {
  const { account_sid } = useSession();
  const send = [
    `curl -X POST ${location.origin}${core(account_sid, "Messages")} \\`,
    `  -u ${account_sid}:${token ?? "$TWILIO_AUTH_TOKEN"} \\`,
    `  -d From=${encodeURIComponent(from)} -d To=${encodeURIComponent(FIRST_HANDSET)} -d Body=Ahoy`,
  ].join("\n");
  const list = `curl "${location.origin}${core(account_sid, "Messages")}?PageSize=5" -u ${account_sid}:${token ?? "$TWILIO_AUTH_TOKEN"}`;
  const run = "ringback run -- python app.py";
  return (
    <Card>
      <Title order={2} mb={4}>Paste one of these</Title>
      <Stack mt="sm">
        <div><Text fz="sm" mb={4}>Text the handset {pretty(FIRST_HANDSET)} from {pretty(from)}</Text><CodeBlock label="curl line that sends a text" code={send} wrap /></div>
        <div><Text fz="sm" mb={4}>List what was sent</Text><CodeBlock label="curl line that lists messages" code={list} wrap /></div>
        <div><Text fz="sm" mb={4}>Run a program written for Twilio, unchanged</Text><CodeBlock label="run command" code={run} /></div>
      </Stack>
    </Card>
  );
}

export function Home() {
  const session = useSession();
  const token = useAuthToken();
  const numbers = useNumbers(session.account_sid);
  const messages = useMessages(session.account_sid, NO_FILTER, 1);
  const first = numbers.data?.find((one) => one.phone_number)?.phone_number ?? "+14155550100";
  const hasSent = (messages.data?.pages[0]?.messages.length ?? 0) > 0;
  const hasUrl = numbers.data?.some((one) => one.sms_url || one.sms_application_sid) ?? false;
  return (
    <Page
      title="Home" heading={session.friendly_name} actions={<Badge size="lg" color="lamp" leftSection={<IconFlask size={14} />} tt="none">Simulated carrier</Badge>}
      about={<>Ringback answers at <span className="mono">{location.origin}</span>{numbers.data && <>, with {plural(numbers.data.length, "number")} of its own</>}.</>}
    >
      {numbers.error && <Box mb="lg"><Problem error={numbers.error} onRetry={() => void numbers.refetch()} /></Box>}
      <Box mb="lg"><Running /></Box>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}><SimpleGrid cols={1} spacing="lg"><FirstMinute from={first} token={token} /><Credentials /></SimpleGrid></Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <SimpleGrid cols={1} spacing="lg">
            <Card><Group justify="space-between" mb="xs"><Title order={2}>First steps</Title></Group><FirstSteps hasSent={hasSent} hasUrl={hasUrl} /></Card>
            <Activity />
          </SimpleGrid>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
