import { Badge, Button, Card, Group, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconMoon, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { api, own } from "@/api/client";
import type { ConsentPolicy } from "@/api/types";
import { askFirst, useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { useServiceNames } from "@/products/messaging/services/queries";
import { PolicyForm } from "./PolicyForm";
import { usePolicies } from "./queries";
import { purposesOf, sentences } from "./rules";
import classes from "./consent.module.css";

export const ACCOUNT = "account";

function Actions({ policy, onChange }: { policy: ConsentPolicy; onChange: () => void }) {
  const forget = useAct(() => api.remove(own(`ConsentPolicies/${policy.scope}`)), { refresh: [["consent-policies"]], done: "Removed." });
  const what = policy.scope === ACCOUNT ? "Services without one of their own are then under none." : "The service is then under the account's policy.";
  return (
    <Group gap="sm" mt="md">
      <Button size="xs" variant="default" leftSection={<IconPencil size={14} />} onClick={onChange}>Change</Button>
      <Button size="xs" variant="default" c="red" leftSection={<IconTrash size={14} />} loading={forget.isPending} onClick={() => askFirst("Remove this policy?", what, "Remove", () => forget.mutate(undefined))}>Remove</Button>
    </Group>
  );
}

/** The day as the policy sees it: its quiet hours are dark. */
function Day({ policy }: { policy: ConsentPolicy }) {
  if (policy.quiet_from === null || policy.quiet_until === null) return null;
  const share = (clock: string) => { const [hours, minutes] = clock.split(":").map(Number); return (100 * (hours! * 60 + minutes!)) / 1440; };
  const [from, until] = [share(policy.quiet_from), share(policy.quiet_until)];
  const spans = from < until ? [[from, until]] : [[0, until], [from, 100]];
  return (
    <div className={classes.day} role="img" aria-label={`Quiet from ${policy.quiet_from} to ${policy.quiet_until}`}>
      {spans.map(([start, end]) => <span key={start} className={classes.quiet} style={{ left: `${start}%`, width: `${end! - start!}%` }} />)}
      {[0, 6, 12, 18, 24].map((hour) => <span key={hour} className={classes.hour} style={{ left: `${(100 * hour) / 24}%` }} aria-hidden>{hour}</span>)}
    </div>
  );
}

function PolicyCard({ policy, name, onChange }: { policy: ConsentPolicy; name: string; onChange: () => void }) {
  const isAccount = policy.scope === ACCOUNT;
  return (
    <Card component="section" aria-label={name}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2} style={{ overflowWrap: "anywhere" }}>{isAccount ? name : <Link to={`/services/${policy.scope}`} className="plain-link">{name}</Link>}</Title>
        <Badge color="gray" tt="none" fw={500}>{purposesOf(policy)}</Badge>
      </Group>
      <Day policy={policy} />
      <ul className={classes.sentences}>{sentences(policy).map((said) => <li key={said}>{said}</li>)}</ul>
      <Text fz="xs" c="dimmed" mt="xs">As of <When at={policy.date_updated} /></Text>
      <Actions policy={policy} onChange={onChange} />
    </Card>
  );
}

function NoAccountPolicy({ onMake }: { onMake: () => void }) {
  return (
    <Card component="section" aria-label="The account">
      <Title order={2} mb="xs">The account</Title>
      <Text fz="sm" c="dimmed">None: messages go at any hour and as often as they are sent. What people have said, and the do-not-call list, hold in any case.</Text>
      <Group mt="md"><Button size="xs" leftSection={<IconMoon size={14} />} onClick={onMake}>Set quiet hours and more</Button></Group>
    </Card>
  );
}

/** When and how often people are written to: the account's rules, and those of services that have their own. */
export function Policies() {
  const { account_sid } = useSession();
  const policies = usePolicies(account_sid);
  const services = useServiceNames(account_sid).data ?? [];
  // "" asks which service it is for; null: the form is closed.
  const [scope, setScope] = useState<string | null>(null);
  const nameOf = (of: string) => (of === ACCOUNT ? "The account" : services.find((one) => one.sid === of)?.friendly_name ?? of);
  if (policies.error && !policies.data) return <Problem error={policies.error} onRetry={() => void policies.refetch()} />;
  if (!policies.data) return <SimpleGrid cols={{ base: 1, lg: 2 }} aria-busy="true" aria-label="Loading"><Skeleton h={240} radius="lg" /></SimpleGrid>;
  const kept = policies.data;
  const free = services.filter((one) => !kept.some((policy) => policy.scope === one.sid));
  const hasOwn = kept.some((policy) => policy.scope === ACCOUNT);
  return (
    <Stack gap="lg">
      <Group justify="space-between" gap="sm">
        <Text fz="sm" c="dimmed" maw={640} flex="1 1 280px">A service's own policy holds in place of the account's. Hours are the recipient's: from their number, or as you set it for them.</Text>
        <Button variant="default" leftSection={<IconPlus size={16} />} disabled={free.length === 0} onClick={() => setScope("")}>For a service</Button>
      </Group>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: "start" }}>
        {!hasOwn && <NoAccountPolicy onMake={() => setScope(ACCOUNT)} />}
        {[...kept].sort((a, b) => Number(b.scope === ACCOUNT) - Number(a.scope === ACCOUNT)).map((policy) => <PolicyCard key={policy.scope} policy={policy} name={nameOf(policy.scope)} onChange={() => setScope(policy.scope)} />)}
      </SimpleGrid>
      <PolicyForm scope={scope} kept={kept.find((policy) => policy.scope === scope) ?? null} title={scope ? `Policy: ${nameOf(scope)}` : "Policy of a service"} free={free} onClose={() => setScope(null)} />
    </Stack>
  );
}
