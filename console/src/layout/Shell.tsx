import { AppShell, Box, Burger, Center, Group, Loader, ScrollArea, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Suspense, useEffect } from "react";
import { NavLink, Outlet, useLocation } from "react-router";
import { HeaderTools } from "./HeaderTools";
import { Jump } from "./Jump";
import { LiveProvider } from "./live";
import { Logo } from "./Logo";
import { REGIONS } from "./places";
import { Shortcuts, useShortcuts } from "./shortcuts";
import classes from "./Shell.module.css";

function Rail({ onGo }: { onGo: () => void }) {
  return (
    <ScrollArea h="100%" type="never">
      <nav aria-label="Main" className={classes.nav}>
        {REGIONS.map((region) => (
          <Box key={region.label ?? "top"} mb="md">
            {region.label && <Text className={classes.region}>{region.label}</Text>}
            {region.places.map(({ to, label, icon: Icon, key }) => (
              <NavLink key={to} to={to} end={to === "/"} className={classes.place} onClick={onGo} aria-keyshortcuts={`g ${key}`}>
                <Icon size={19} stroke={1.6} aria-hidden />
                <span>{label}</span>
              </NavLink>
            ))}
          </Box>
        ))}
      </nav>
    </ScrollArea>
  );
}

/** After a page change the keyboard starts at the top of the new page. */
function useFocusOnPage(): void {
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
    document.getElementById("page")?.focus({ preventScroll: true });
  }, [pathname]);
}

export function Shell() {
  const [isOpen, rail] = useDisclosure(false);
  const shortcuts = useShortcuts();
  useFocusOnPage();
  return (
    <LiveProvider>
      <a href="#page" className="skip-link">Skip to the page</a>
      <AppShell header={{ height: 60 }} navbar={{ width: 226, breakpoint: "md", collapsed: { mobile: !isOpen } }} padding={{ base: "md", sm: "xl" }}>
        <AppShell.Header className={classes.header}>
          <Box className={classes.brand} visibleFrom="md"><Logo colour="#eefaf6" /></Box>
          <Group px="md" gap="sm" flex={1} wrap="nowrap">
            <Burger hiddenFrom="md" opened={isOpen} onClick={rail.toggle} size="sm" aria-label={isOpen ? "Close the menu" : "Open the menu"} />
            <Jump />
            <HeaderTools onHelp={shortcuts.open} />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className={classes.rail}><Rail onGo={rail.close} /></AppShell.Navbar>
        <AppShell.Main id="page" tabIndex={-1}>
          <Box maw={1320} mx="auto">
            <Suspense fallback={<Center h={320}><Loader type="dots" aria-label="Loading" /></Center>}>
              <Outlet />
            </Suspense>
          </Box>
        </AppShell.Main>
      </AppShell>
      <Shortcuts isOpen={shortcuts.isOpen} onOpen={shortcuts.open} onClose={shortcuts.close} />
    </LiveProvider>
  );
}
