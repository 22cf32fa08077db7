import { Group, Text } from "@mantine/core";

export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="#14483d" />
      <g fill="none" strokeLinecap="round" strokeWidth="2.6">
        <circle cx="16" cy="16" r="2.6" fill="#f0b01f" />
        <path d="M11 21a7 7 0 0 1 0-10M21 11a7 7 0 0 1 0 10" stroke="#6fe0c6" />
        <path d="M7 25A12.7 12.7 0 0 1 7 7M25 7a12.7 12.7 0 0 1 0 18" stroke="#359a85" />
      </g>
    </svg>
  );
}

export function Logo({ colour }: { colour?: string }) {
  return (
    <Group gap={10} wrap="nowrap">
      <Mark />
      <Text span fw={600} fz={19} c={colour} lts="-0.01em">Ringback</Text>
    </Group>
  );
}
