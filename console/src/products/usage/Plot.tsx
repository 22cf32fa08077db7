import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { money } from "@/words/numbers";
import { onDay } from "@/words/when";
import { used, type Day, type Measure } from "./rules";

const COLOURS: Record<string, string> = {
  "sms-outbound": "var(--mantine-color-rack-6)", "sms-inbound": "var(--mantine-color-blue-5)", "mms-outbound": "var(--mantine-color-lamp-5)",
  "mms-inbound": "var(--mantine-color-orange-5)", calls: "var(--mantine-color-grape-5)", phonenumbers: "var(--mantine-color-gray-5)",
};
const TICK = { fontSize: 12, fill: "var(--mantine-color-dimmed)" };
const BOX = { background: "var(--surface)", border: "1px solid var(--line)", borderRadius: 10, fontSize: 13 };

/** A stacked bar a day; in a chunk of its own because the charts are heavy. */
export default function Plot({ days, measure }: { days: Day[]; measure: Measure }) {
  const shown = used(days);
  const told = (value: unknown) => (measure === "price" ? money(Number(value)) : Number(value).toLocaleString());
  return (
    <ResponsiveContainer width="100%" height={320}>
      <BarChart data={days} margin={{ top: 8, right: 8, left: 0, bottom: 0 }} barCategoryGap="22%">
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="day" tickFormatter={onDay} tick={TICK} tickLine={false} axisLine={false} minTickGap={28} />
        <YAxis tickFormatter={told} tick={TICK} tickLine={false} axisLine={false} width={62} allowDecimals={measure === "price"} />
        <Tooltip contentStyle={BOX} labelFormatter={(day) => onDay(String(day))} formatter={(value, name) => [told(value), name]} cursor={{ fill: "var(--surface-sunk)" }} />
        <Legend iconType="circle" iconSize={9} wrapperStyle={{ fontSize: 13 }} />
        {shown.map((one) => <Bar key={one.category} dataKey={one.category} name={one.label} stackId="all" fill={COLOURS[one.category]} isAnimationActive={false} />)}
      </BarChart>
    </ResponsiveContainer>
  );
}
