import classes from "./calling.module.css";

const KEYS: [string, string][] = [
  ["1", ""], ["2", "ABC"], ["3", "DEF"], ["4", "GHI"], ["5", "JKL"], ["6", "MNO"], ["7", "PQRS"], ["8", "TUV"], ["9", "WXYZ"], ["*", ""], ["0", "+"], ["#", ""],
];
const SPOKEN: Record<string, string> = { "*": "star", "#": "pound" };

/** The twelve keys of a telephone. */
export function Keypad({ onPress }: { onPress: (key: string) => void }) {
  return (
    <div className={classes.keypad} role="group" aria-label="Keypad">
      {KEYS.map(([key, letters]) => (
        <button key={key} type="button" className={classes.key} aria-label={`Key ${SPOKEN[key] ?? key}`} onClick={() => onPress(key)}>
          <span>{key}</span><small aria-hidden>{letters}</small>
        </button>
      ))}
    </div>
  );
}
