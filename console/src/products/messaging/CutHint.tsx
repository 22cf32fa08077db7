import { Anchor, Group, Text } from "@mantine/core";
import { plural } from "@/words/numbers";
import { cut, plainer } from "@/words/segments";

/** Under a typing box: how many parts it will take, and which characters make it dear. */
export function CutHint({ text, onPlain }: { text: string; onPlain?: (plain: string) => void }) {
  const now = cut(text);
  const plain = plainer(text);
  const saves = now.foreign.length > 0 && cut(plain).encoding === "GSM-7";
  return (
    <Group justify="space-between" mt={6} gap="xs">
      <Text fz="xs" c="dimmed" aria-live="polite">
        {now.encoding} · {plural(now.parts, "part")} · {now.units} units, {now.left} left in {now.parts > 1 ? "the last part" : "it"}
      </Text>
      {now.foreign.length > 0 && (
        <Text fz="xs" c="lamp.8" style={{ color: "light-dark(var(--mantine-color-lamp-8), var(--mantine-color-lamp-4))" }}>
          {now.foreign.slice(0, 6).join(" ")} {now.foreign.length > 6 && "… "}need UCS-2
          {saves && onPlain && <> · <Anchor component="button" type="button" fz="xs" onClick={() => onPlain(plain)}>Write plainly</Anchor></>}
        </Text>
      )}
    </Group>
  );
}
