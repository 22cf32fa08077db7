import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** The green of old exchange racks: everything that can be pressed. */
const rack: MantineColorsTuple = [
  "#e8f7f3", "#d0ece5", "#a2d8cb", "#6fc3b0", "#46b199", "#2da68b", "#1c9c81", "#0e7f69", "#096a57", "#045546",
];

/** Lamp amber: what wants attention, and what costs. */
const lamp: MantineColorsTuple = [
  "#fff7e2", "#fdecc4", "#f9d88a", "#f4c24d", "#f0b01f", "#eda505", "#d99300", "#a96f00", "#835500", "#5f3d00",
];

const dark: MantineColorsTuple = [
  "#dbe4e1", "#b3bfbb", "#93a29d", "#6b7a75", "#42504c", "#303c39", "#222c2a", "#161e1c", "#111816", "#0b100f",
];

const gray: MantineColorsTuple = [
  "#f5f8f7", "#ecf1ef", "#e0e7e4", "#d0dad6", "#b6c3be", "#8f9e99", "#5f706a", "#465450", "#2f3b38", "#1b2523",
];

const SANS = "'IBM Plex Sans', system-ui, sans-serif";
const MONO = "'IBM Plex Mono', ui-monospace, monospace";

export const theme = createTheme({
  primaryColor: "rack",
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  colors: { rack, lamp, dark, gray },
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  headings: { fontFamily: SANS, fontWeight: "600", sizes: { h1: { fontSize: "1.625rem" }, h2: { fontSize: "1.2rem" }, h3: { fontSize: "1.02rem" } } },
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Card: { defaultProps: { withBorder: true, padding: "lg", radius: "lg" } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250 } },
    Modal: { defaultProps: { radius: "lg", centered: true, overlayProps: { blur: 2, backgroundOpacity: 0.45 } } },
    Badge: { defaultProps: { variant: "light", radius: "sm" } },
    Tabs: { defaultProps: { keepMounted: false } },
    Code: { defaultProps: { fz: "sm" } },
  },
});

export const resolver: CSSVariablesResolver = () => ({
  variables: { "--rail": "#0e2622", "--rail-line": "#1c3b35" },
  light: {
    "--mantine-color-body": "#f3f7f5",
    "--surface": "#ffffff",
    "--surface-sunk": "#ecf1ef",
    "--line": "#dde6e2",
    "--mantine-color-text": "#17211f",
  },
  dark: {
    "--mantine-color-body": "#0f1514",
    "--surface": "#171f1d",
    "--surface-sunk": "#101716",
    "--line": "#293532",
    "--mantine-color-dimmed": "#93a29d",
  },
});
