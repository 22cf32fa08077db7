import { Button, Card, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBuildingStore, IconFileCheck, IconPencil, IconTrash } from "@tabler/icons-react";
import { Link } from "react-router";
import { api } from "@/api/client";
import type { CampaignState, Service } from "@/api/types";
import { askFirst, useAct } from "@/parts/acting";
import { Empty } from "@/parts/Empty";
import { Facts } from "@/parts/Facts";
import { Problem } from "@/parts/Problem";
import { Sid } from "@/parts/Sid";
import { useSession } from "@/products/console/session";
import { CampaignForm } from "./CampaignForm";
import { campaignsPath, useBrands, useCampaign } from "./queries";
import { rateOf, reasons } from "./rules";
import { Reasons, Standing } from "./Standing";

const REFRESH = [["services"]];

function None({ onNew }: { onNew: () => void }) {
  const { account_sid } = useSession();
  const brands = useBrands(account_sid);
  const hasBrand = Boolean(brands.data?.length);
  const action = hasBrand ? <Button leftSection={<IconFileCheck size={16} />} onClick={onNew}>Register a campaign</Button> : <Button component={Link} to="/brands" leftSection={<IconBuildingStore size={16} />}>Register a brand first</Button>;
  return (
    <Card>
      <Empty icon={<IconFileCheck size={26} />} title="No campaign yet" action={action}>
        Texts from ten-digit US numbers to the United States belong to a registered campaign: what they are for, with samples, and how people came to ask for them.
      </Empty>
    </Card>
  );
}

function Said({ label, text }: { label: string; text: string }) {
  return text ? <div><Text fz="xs" c="dimmed">{label}</Text><Text fz="sm" style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>{text}</Text></div> : null;
}

function Actions({ campaign, onChange }: { campaign: CampaignState; onChange: () => void }) {
  const path = `${campaignsPath(campaign.messaging_service_sid)}/${campaign.sid}`;
  const forget = useAct(() => api.remove(path), { refresh: REFRESH, done: "Deleted." });
  return (
    <Group gap="sm">
      <Button size="xs" variant="default" leftSection={<IconPencil size={14} />} onClick={onChange}>Change</Button>
      <Button size="xs" variant="default" c="red" leftSection={<IconTrash size={14} />} loading={forget.isPending} onClick={() => askFirst("Delete this campaign?", "The numbers of this service are unregistered at once.", "Delete", () => forget.mutate(undefined))}>Delete</Button>
    </Group>
  );
}

function One({ campaign, onChange }: { campaign: CampaignState; onChange: () => void }) {
  const rate = rateOf(campaign);
  return (
    <Stack gap="lg">
      <Facts facts={[
        ["Review", <Standing key="s" status={campaign.campaign_status} />],
        ["Use case", campaign.us_app_to_person_usecase.replaceAll("_", " ").toLowerCase()],
        ["Its numbers may send", rate === null ? "—" : `${rate} parts a second`],
        ["In the registry", campaign.campaign_id ?? "—"],
        ["Brand", <Sid key="b" sid={campaign.brand_registration_sid} to="/brands" />],
      ]} />
      <Card>
        <Group justify="space-between" mb="md"><Title order={2}>What was said of it</Title><Actions campaign={campaign} onChange={onChange} /></Group>
        <Stack>
          <Reasons reasons={reasons(campaign.errors)} title="Why it failed: change it, and it is reviewed again" />
          <Said label="What it is for" text={campaign.description} />
          <Said label="How people come to get them" text={campaign.message_flow} />
          {campaign.message_samples.map((sample, at) => <Said key={at} label={`Sample ${at + 1}`} text={sample} />)}
          <Said label="Answer to who joins" text={campaign.opt_in_message} />
          <Said label="Answer to who leaves" text={campaign.opt_out_message} />
          <Said label="Answer to who asks for help" text={campaign.help_message} />
        </Stack>
      </Card>
    </Stack>
  );
}

/** What a service is registered as with US networks. */
export function Campaign({ service }: { service: Service }) {
  const found = useCampaign(service.sid);
  const [isOpen, form] = useDisclosure(false);
  if (found.data === undefined) return found.error ? <Problem error={found.error} onRetry={() => void found.refetch()} /> : <Skeleton h={240} radius="lg" aria-label="Loading" />;
  return (
    <>
      {found.data ? <One campaign={found.data} onChange={form.open} /> : <None onNew={form.open} />}
      <CampaignForm service={service} campaign={found.data} isOpen={isOpen} onClose={form.close} />
    </>
  );
}
