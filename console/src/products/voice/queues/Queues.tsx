import { Button, Card, Group, SimpleGrid, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconStack2 } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import type { QueueState } from "@/api/types";
import { CodeBlock } from "@/parts/CodeBlock";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { Sid } from "@/parts/Sid";
import { useSession } from "@/products/console/session";
import { Fill, Longest } from "./QueuePage";
import { listed, useQueues } from "./queries";
import { QueueForm } from "./QueueForm";
import { enqueueTwiml, serveTwiml, waited } from "./rules";

const columns = (askedAt: number): Column<QueueState>[] => [
  { key: "name", title: "Queue", card: "head", render: (row) => <Link to={`/queues/${row.sid}`} className="plain-link"><Text span fz="sm" fw={500} display="block" maw={360} truncate title={row.friendly_name}>{row.friendly_name}</Text></Link> },
  { key: "size", title: "In line", width: 90, align: "right", render: (row) => <Text span fz="sm" fw={row.current_size > 0 ? 600 : 400}>{row.current_size.toLocaleString()}</Text> },
  { key: "longest", title: "Longest wait now", width: 150, align: "right", render: (row) => <Longest queue={row} askedAt={askedAt} /> },
  { key: "average", title: "Average wait", width: 120, align: "right", render: (row) => waited(row.average_wait_ms / 1000) },
  { key: "room", title: "Room for", width: 170, align: "right", render: (row) => <Group gap="sm" justify="flex-end" wrap="nowrap"><Fill queue={row} />{row.max_size.toLocaleString()}</Group> },
  { key: "sid", title: "SID", width: 176, card: "none", render: (row) => <Sid sid={row.sid} to={`/queues/${row.sid}`} /> },
];

function NoQueues({ onNew }: { onNew: () => void }) {
  return (
    <>
      <Empty icon={<IconStack2 size={26} />} title="No queues yet" action={<Button leftSection={<IconPlus size={16} />} onClick={onNew}>Make the first</Button>}>
        Or let a call do it: the first document puts its caller in line, and makes the queue where there is none. Who runs the second serves the next.
      </Empty>
      <SimpleGrid cols={{ base: 1, md: 2 }} px="lg" pb="lg">
        <CodeBlock label="TwiML that waits in line" code={enqueueTwiml("support")} />
        <CodeBlock label="TwiML that serves the next" code={serveTwiml("support")} />
      </SimpleGrid>
    </>
  );
}

/** Lines in which callers wait. */
export function Queues() {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const [isOpen, form] = useDisclosure(false);
  const list = useQueues(account_sid);
  const rows = listed(list.data?.pages);
  return (
    <Page title="Queues" about="Lines in which callers wait until somebody takes them." actions={<Button leftSection={<IconPlus size={16} />} onClick={form.open}>New queue</Button>}>
      <Card padding={0}>
        <Listing label="Queues" rows={rows} columns={columns(list.dataUpdatedAt)} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()} isFetching={list.isFetching} onOpen={(row) => void navigate(`/queues/${row.sid}`)} empty={<NoQueues onNew={form.open} />} />
      </Card>
      {list.hasNextPage && <Group justify="flex-end" mt="md"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show more</Button></Group>}
      <QueueForm isOpen={isOpen} onClose={form.close} onDone={(queue) => void navigate(`/queues/${queue.sid}`)} />
    </Page>
  );
}
