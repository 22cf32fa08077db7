/** A WebSocket that comes back by itself: waits 0.5 s after a loss, then twice as long each time, up to 15 s. */

export type LineState = "connecting" | "open" | "lost";

export interface Line<T> {
  onMessage: (message: T) => void;
  onState?: (state: LineState) => void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

export interface OpenLine {
  /** False while the line is down: nothing was said. */
  say: (word: unknown) => boolean;
  /** For good. */
  close: () => void;
}

export function openLine<T>(url: string, line: Line<T>): OpenLine {
  let socket: WebSocket | null = null;
  let waitMs = FIRST_WAIT_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  function connect(): void {
    if (isClosed) return;
    line.onState?.("connecting");
    socket = new WebSocket(url);
    socket.onopen = () => {
      waitMs = FIRST_WAIT_MS;
      line.onState?.("open");
    };
    socket.onmessage = (event) => line.onMessage(JSON.parse(event.data as string) as T);
    socket.onclose = () => {
      if (isClosed) return;
      line.onState?.("lost");
      timer = setTimeout(connect, waitMs);
      waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
    };
  }

  // Deferred: React mounts effects twice while developing, and a socket closed while connecting logs an error.
  timer = setTimeout(connect, 0);
  return {
    say: (word) => {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(word));
      return true;
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}
