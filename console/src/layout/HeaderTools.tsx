import {
  ActionIcon, Badge, Box, Button, Group, Menu, Text, Tooltip, useComputedColorScheme, useMantineColorScheme,
} from "@mantine/core";
import { IconClockPlay, IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, own } from "@/api/client";
import type { Clock } from "@/api/types";
import { useAct } from "@/parts/acting";
import { useSession, useLogOut } from "@/products/console/session";
import { inFull } from "@/words/when";
import { useLive } from "./live";
import classes from "./Shell.module.css";

const LINE_WORDS = { open: "Live: changes show at once", connecting: "Connecting…", lost: "Connection lost, trying again" };

function Lamp() {
  const { state } = useLive();
  return (
    <Tooltip label={LINE_WORDS[state]}>
      <Box role="status" aria-label={LINE_WORDS[state]} className={classes.lamp} data-state={state} tabIndex={0} />
    </Tooltip>
  );
}

const LEAPS = [["1 minute", 60], ["10 minutes", 600], ["1 hour", 3600], ["1 day", 86_400]] as const;

/** Only shown while the server runs on its leaping clock. */
function TestClock() {
  const clock = useQuery({ queryKey: ["clock"], queryFn: () => api.get<Clock>(own("Clock")), staleTime: 60_000, retry: false });
  const leap = useAct((seconds: number) => api.post(own("Clock"), { leap_s: seconds }), { refresh: [["clock"], ["messages"], ["calls"], ["trace"], ["webhooks"]], done: "The clock leapt; due work is done." });
  if (clock.data?.kind !== "test") return null;
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-sm" variant="light" color="lamp" aria-label="Test clock" loading={leap.isPending}><IconClockPlay size={15} aria-hidden /><Box component="span" visibleFrom="sm" ml={6}>Test clock</Box></Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{inFull(clock.data.now)}</Menu.Label>
        {LEAPS.map(([label, seconds]) => <Menu.Item key={label} onClick={() => leap.mutate(seconds)}>Leap {label}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  const mark = (scheme: string) => (colorScheme === scheme ? <Badge size="xs">on</Badge> : null);
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Light or dark">{isDark ? <IconMoon size={19} /> : <IconSun size={19} />}</ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSun size={16} />} rightSection={mark("light")} onClick={() => setColorScheme("light")}>Light</Menu.Item>
        <Menu.Item leftSection={<IconMoon size={16} />} rightSection={mark("dark")} onClick={() => setColorScheme("dark")}>Dark</Menu.Item>
        <Menu.Item leftSection={<IconDeviceDesktop size={16} />} rightSection={mark("auto")} onClick={() => setColorScheme("auto")}>As the system</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function WhoMenu({ onHelp }: { onHelp: () => void }) {
  const session = useSession();
  const logOut = useLogOut();
  return (
    <Menu width={250}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Account menu"><IconUserCircle size={21} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Box px="sm" py="xs">
          <Text fw={500} fz="sm">{session.friendly_name}</Text>
          <Text className="mono quiet" style={{ overflowWrap: "anywhere" }}>{session.account_sid}</Text>
        </Box>
        <Menu.Divider />
        <Menu.Item component={Link} to="/accounts">Accounts</Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onHelp}>Keyboard shortcuts</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={logOut}>Log out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function HeaderTools({ onHelp }: { onHelp: () => void }) {
  return (
    <Group gap={4} ml="auto" wrap="nowrap">
      <TestClock />
      <Box px="xs"><Lamp /></Box>
      <ActionIcon visibleFrom="sm" variant="subtle" color="gray" size="lg" aria-label="Keyboard shortcuts" onClick={onHelp}><IconKeyboard size={20} /></ActionIcon>
      <SchemeMenu />
      <WhoMenu onHelp={onHelp} />
    </Group>
  );
}
