import { Group, Modal, SimpleGrid, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { PLACES } from "./places";

/** `g` waits this long for its second key. */
const PAUSE_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function focusSearch(): void {
  const fields = [...document.querySelectorAll<HTMLInputElement>("[data-search]")].filter((field) => field.offsetParent);
  const inPage = fields.find((field) => field.closest("main"));
  (inPage ?? fields[0])?.focus();
}

function useKeys(onHelp: () => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    let gAt = 0;
    function press(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const place = performance.now() - gAt < PAUSE_MS ? PLACES.find((one) => one.key === event.key) : undefined;
      gAt = event.key === "g" ? performance.now() : 0;
      if (place) void navigate(place.to);
      else if (event.key === "c") void navigate("/messages/new");
      else if (event.key === "?") onHelp();
      else if (event.key === "/") focusSearch();
      else return;
      event.preventDefault();
    }
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [navigate, onHelp]);
}

function Shortcut({ keys, does }: { keys: string[]; does: string }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text fz="sm">{does}</Text>
      <Group gap={4} wrap="nowrap">{keys.map((key) => <kbd key={key} className="key">{key}</kbd>)}</Group>
    </Group>
  );
}

export function Shortcuts({ isOpen, onOpen, onClose }: { isOpen: boolean; onOpen: () => void; onClose: () => void }) {
  useKeys(onOpen);
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keyboard shortcuts" size="lg">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" verticalSpacing="md">
        <Stack gap="xs">
          <Shortcut keys={["/"]} does="Search" />
          <Shortcut keys={["c"]} does="Send a message" />
          <Shortcut keys={["?"]} does="This list" />
          <Shortcut keys={["Esc"]} does="Close what is open" />
        </Stack>
        <Stack gap="xs">
          {PLACES.map((place) => <Shortcut key={place.to} keys={["g", place.key]} does={place.label} />)}
        </Stack>
      </SimpleGrid>
    </Modal>
  );
}

export function useShortcuts() {
  const [isOpen, setOpen] = useState(false);
  const [open] = useState(() => () => setOpen(true));
  return { isOpen, open, close: () => setOpen(false) };
}
