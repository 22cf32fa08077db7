import { ActionIcon, Box, Card, Code, Group, Stack, Text, Title, Tooltip } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import { Copy } from "@/parts/Sid";
import { useAccount } from "@/products/accounts/queries";
import { useSession } from "./session";

/** The account's token, where the server tells it to this session. */
export function useAuthToken(): string | null {
  const { account_sid } = useSession();
  return useAccount(account_sid).data?.auth_token ?? null;
}

function Secret({ label, value }: { label: string; value: string }) {
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? IconEyeOff : IconEye;
  return (
    <Box>
      <Text fz="xs" c="dimmed">{label}</Text>
      <Group gap={4} wrap="nowrap">
        <span className="mono" style={{ overflowWrap: "anywhere" }}>{isShown ? value : "•".repeat(Math.min(24, value.length))}</span>
        <Tooltip label={isShown ? "Hide" : "Show"}><ActionIcon size="sm" variant="subtle" color="gray" aria-label={isShown ? `Hide ${label}` : `Show ${label}`} onClick={() => setShown(!isShown)}><Icon size={15} /></ActionIcon></Tooltip>
        <Copy value={value} what={label} />
      </Group>
    </Box>
  );
}

function Open({ label, value }: { label: string; value: string }) {
  return <Box><Text fz="xs" c="dimmed">{label}</Text><Group gap={4} wrap="nowrap"><span className="mono" style={{ overflowWrap: "anywhere" }}>{value}</span><Copy value={value} what={label} /></Group></Box>;
}

export function Credentials() {
  const { account_sid } = useSession();
  const token = useAuthToken();
  return (
    <Card>
      <Title order={2} mb="sm">Credentials</Title>
      <Stack gap="sm">
        <Open label="Account SID" value={account_sid} />
        {token ? <Secret label="Auth token" value={token} /> : <Text fz="sm" c="dimmed">The token was printed when the server started.</Text>}
        <Open label="API address" value={location.origin} />
        <Text fz="sm" c="dimmed">Programs that read <Code>TWILIO_ACCOUNT_SID</Code> and <Code>TWILIO_AUTH_TOKEN</Code> take these as they are.</Text>
      </Stack>
    </Card>
  );
}
