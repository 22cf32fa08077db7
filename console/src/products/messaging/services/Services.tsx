import { Badge, Button, Card, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBuildingStore, IconMessageCircleCog, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import type { Service } from "@/api/types";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { Sid } from "@/parts/Sid";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { NewService } from "./NewService";
import { listed, useServices } from "./queries";
import { usecaseName } from "./rules";

export function Registered({ service }: { service: Service }) {
  return service.us_app_to_person_registered ? <Badge color="rack" tt="none" fw={500}>registered</Badge> : <span className="quiet">not registered</span>;
}

/** What it does with messages, in a few words. */
function Manner({ service }: { service: Service }) {
  const does = [service.sticky_sender && "sticky", service.area_code_geomatch && "geomatch", service.smart_encoding && "smart encoding"].filter(Boolean);
  return <Text span fz="sm" c="dimmed">{does.join(" · ") || "plain"}</Text>;
}

const COLUMNS: Column<Service>[] = [
  { key: "name", title: "Service", card: "head", render: (row) => <Link to={`/services/${row.sid}`} className="plain-link"><Text span fz="sm" fw={500} display="block" maw={320} truncate title={row.friendly_name}>{row.friendly_name}</Text></Link> },
  { key: "usecase", title: "For", width: 120, render: (row) => <Text span fz="sm">{usecaseName(row.usecase)}</Text> },
  { key: "us", title: "US campaign", width: 125, render: (row) => <Registered service={row} /> },
  { key: "manner", title: "Manner", width: 240, render: (row) => <Manner service={row} /> },
  { key: "made", title: "Made", width: 120, render: (row) => <When at={row.date_created} /> },
  { key: "sid", title: "SID", width: 176, card: "none", render: (row) => <Sid sid={row.sid} to={`/services/${row.sid}`} /> },
];

function NoServices({ onNew }: { onNew: () => void }) {
  return (
    <Empty icon={<IconMessageCircleCog size={26} />} title="No services yet" action={<Button leftSection={<IconPlus size={16} />} onClick={onNew}>Make the first</Button>}>
      A service holds numbers, short codes and names, and chooses for each message which of them it comes from. Send with MessagingServiceSid in place of From.
    </Empty>
  );
}

/** Pools of senders with one set of rules each. */
export function Services() {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const [isOpen, form] = useDisclosure(false);
  const list = useServices(account_sid);
  const actions = (
    <>
      <Button component={Link} to="/brands" variant="default" leftSection={<IconBuildingStore size={16} />}>US brands</Button>
      <Button leftSection={<IconPlus size={16} />} onClick={form.open}>New service</Button>
    </>
  );
  return (
    <Page title="Messaging services" about="Pools of senders: a service chooses the one a message comes from, and answers what comes back." actions={actions}>
      <Card padding={0}>
        <Listing label="Messaging services" rows={listed(list.data?.pages)} columns={COLUMNS} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()} isFetching={list.isFetching} onOpen={(row) => void navigate(`/services/${row.sid}`)} empty={<NoServices onNew={form.open} />} />
      </Card>
      {list.hasNextPage && <Group justify="flex-end" mt="md"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show more</Button></Group>}
      <NewService isOpen={isOpen} onClose={form.close} />
    </Page>
  );
}
