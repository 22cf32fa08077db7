import { Button, Group, Skeleton, Stack, Tabs } from "@mantine/core";
import { IconSend, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "react-router";
import { api } from "@/api/client";
import type { Service } from "@/api/types";
import { askFirst, tell, useAct } from "@/parts/acting";
import { Facts } from "@/parts/Facts";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { Sid } from "@/parts/Sid";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { Campaign } from "../a2p/Campaign";
import { KeywordsForm } from "./KeywordsForm";
import { Pool } from "./Pool";
import { SERVICES, usePool, useService } from "./queries";
import { lasting, usecaseName, VALIDITY_MOST_S } from "./rules";
import { Registered } from "./Services";
import classes from "./services.module.css";
import { SettingsForm } from "./SettingsForm";

const PARTS = [["senders", "Senders"], ["settings", "Settings"], ["campaign", "Campaign"], ["keywords", "Keywords"]] as const;

function Forget({ service }: { service: Service }) {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  // Only the list is read again: this page's service is there no more.
  const forget = useAct(() => api.remove(`${SERVICES}/${service.sid}`), { refresh: [["services", account_sid]], done: () => { tell("Deleted."); void navigate("/services"); } });
  return <Button variant="default" c="red" leftSection={<IconTrash size={15} />} loading={forget.isPending} onClick={() => askFirst("Delete this service?", "Its numbers stay yours, and answer by their own settings again. Recipients that it knew by a sender are forgotten.", "Delete", () => forget.mutate(undefined))}>Delete</Button>;
}

function Actions({ service }: { service: Service }) {
  return (
    <>
      <Button component={Link} to={`/messages/new?service=${service.sid}`} variant="default" leftSection={<IconSend size={15} />}>Send</Button>
      <Forget service={service} />
    </>
  );
}

function Summary({ service }: { service: Service }) {
  const pool = usePool(service.sid).data;
  const count = pool && pool.numbers.length + pool.codes.length + pool.names.length;
  return (
    <Facts facts={[
      ["Senders", count?.toLocaleString() ?? "…"],
      ["Use case", usecaseName(service.usecase)],
      ["US campaign", <Registered key="r" service={service} />],
      ["Sticky sender", service.sticky_sender ? "on" : "off"],
      ["Messages wait up to", lasting(service.validity_period ?? VALIDITY_MOST_S)],
    ]} />
  );
}

function Parts({ service, part }: { service: Service; part: string }) {
  const navigate = useNavigate();
  return (
    <Tabs value={part} onChange={(to) => void navigate(`/services/${service.sid}/${to}`, { replace: true })}>
      <Tabs.List mb="md" className={classes.tabs}>{PARTS.map(([value, label]) => <Tabs.Tab key={value} value={value}>{label}</Tabs.Tab>)}</Tabs.List>
      <Tabs.Panel value="senders"><Pool service={service} /></Tabs.Panel>
      <Tabs.Panel value="settings"><SettingsForm key={service.date_updated} service={service} /></Tabs.Panel>
      <Tabs.Panel value="campaign"><Campaign service={service} /></Tabs.Panel>
      <Tabs.Panel value="keywords"><KeywordsForm service={service} /></Tabs.Panel>
    </Tabs>
  );
}

/** One service: who it sends from, how, as what it is registered, and which words it understands. */
export function ServicePage() {
  const { sid = "", part = "senders" } = useParams();
  const found = useService(sid);
  const service = found.data;
  return (
    <Page title={service?.friendly_name ?? "Messaging service"} back={{ to: "/services", label: "Messaging services" }} about={<Group gap="xs"><Sid sid={sid} full />{service && <span>since <When at={service.date_created} /></span>}</Group>} actions={service && <Actions service={service} />}>
      {found.error && !service ? <Problem error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending && <Stack aria-busy="true" aria-label="Loading"><Skeleton h={78} radius="lg" /><Skeleton h={360} radius="lg" /></Stack>}
      {service && <Stack gap="lg" key={service.sid}><Summary service={service} /><Parts service={service} part={part} /></Stack>}
    </Page>
  );
}
