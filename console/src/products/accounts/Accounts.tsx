import { ActionIcon, Button, Card, Menu, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconPlayerPause, IconPlayerPlay, IconPlus, IconTrash, IconUsers } from "@tabler/icons-react";
import { api } from "@/api/client";
import type { Account } from "@/api/types";
import { askFirst, useAct } from "@/parts/acting";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { Sid } from "@/parts/Sid";
import { StatusBadge } from "@/parts/Status";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { NameIt } from "./NameIt";
import { useAccounts } from "./queries";

function AccountMenu({ account }: { account: Account }) {
  const { account_sid } = useSession();
  const change = useAct((status: string) => api.form<Account>(`/2010-04-01/Accounts/${account.sid}.json`, { Status: status }), { refresh: [["accounts"]], done: "Done." });
  if (account.sid === account_sid) return <Text span fz="sm" c="dimmed">this one</Text>;
  if (account.status === "closed") return null;
  const isActive = account.status === "active";
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon variant="subtle" color="gray" loading={change.isPending} aria-label={`Change ${account.friendly_name}`}><IconDots size={18} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        {isActive
          ? <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={() => askFirst(`Suspend ${account.friendly_name}?`, "Its credentials stop working and its traffic is refused until you set it active again.", "Suspend", () => change.mutate("suspended"))}>Suspend</Menu.Item>
          : <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => change.mutate("active")}>Set active</Menu.Item>}
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => askFirst(`Close ${account.friendly_name}?`, "This cannot be undone: its numbers are released at once. Its history stays readable.", "Close for good", () => change.mutate("closed"))}>Close</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const COLUMNS: Column<Account>[] = [
  { key: "name", title: "Account", card: "head", render: (row) => <Text span fw={500}>{row.friendly_name}</Text> },
  { key: "status", title: "Status", width: 120, render: (row) => <StatusBadge status={row.status} /> },
  { key: "kind", title: "Kind", width: 130, render: (row) => (row.sid === row.owner_account_sid ? "parent" : "subaccount") },
  { key: "at", title: "Created", width: 140, render: (row) => <When at={row.date_created} /> },
  { key: "sid", title: "SID", width: 190, render: (row) => <Sid sid={row.sid} /> },
  { key: "menu", title: "", width: 90, align: "right", render: (row) => <AccountMenu account={row} /> },
];

export function Accounts() {
  const list = useAccounts();
  const [isOpen, naming] = useDisclosure(false);
  const create = useAct((name: string) => api.form<Account>("/2010-04-01/Accounts.json", { FriendlyName: name || undefined }), { isForm: true, refresh: [["accounts"]], done: naming.close });
  return (
    <Page title="Accounts" about="Subaccounts keep customers or stages apart: own numbers, own messages, own credentials." actions={<Button leftSection={<IconPlus size={16} />} onClick={naming.open}>New subaccount</Button>}>
      <Card padding={0}>
        <Listing label="Accounts" rows={list.data} columns={COLUMNS} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()} empty={<Empty icon={<IconUsers size={26} />} title="No accounts" />} />
      </Card>
      <NameIt title="New subaccount" about="You can suspend or close it at any time." isOpen={isOpen} isBusy={create.isPending} error={create.error} onClose={naming.close} onName={(name) => create.mutate(name)} />
    </Page>
  );
}
