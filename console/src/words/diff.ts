/** Line by line, what two texts share and where they part (longest common subsequence). */

export interface DiffLine {
  side: "both" | "left" | "right";
  text: string;
}

/** Beyond this many lines the table would cost more than it tells; then everything counts as changed. */
const MOST_LINES = 600;

function lengths(left: string[], right: string[]): number[][] {
  const table = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      table[i]![j] = left[i] === right[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
  return table;
}

export function diff(before: string, after: string): DiffLine[] {
  const left = before.split("\n");
  const right = after.split("\n");
  if (left.length > MOST_LINES || right.length > MOST_LINES)
    return [...left.map((text) => ({ side: "left" as const, text })), ...right.map((text) => ({ side: "right" as const, text }))];
  const table = lengths(left, right);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      lines.push({ side: "both", text: left[i++]! });
      j++;
    } else if (j >= right.length || (i < left.length && table[i + 1]![j]! >= table[i]![j + 1]!)) {
      lines.push({ side: "left", text: left[i++]! });
    } else {
      lines.push({ side: "right", text: right[j++]! });
    }
  }
  return lines;
}
