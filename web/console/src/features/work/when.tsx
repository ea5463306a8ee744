import { instant } from "@amends/domain/kernel/time";
import { fromLocalInput, toLocalInput } from "@amends/ui/format/local-input";
import { shopNow } from "@amends/ui/format/shop-clock";
import { Input } from "antd";

export const instantOf = (field: string) => {
  const at = fromLocalInput(field);
  return at === null ? null : instant(at);
};

type WhenProps = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };

/** A time ahead, in the shop's zone; may be left empty. */
export const When = ({ label, value, onChange }: WhenProps) => (
  <div className="field">
    <span>{label}</span>
    <Input
      aria-label={label}
      type="datetime-local"
      min={toLocalInput(shopNow())}
      value={value}
      onChange={event => onChange(event.target.value)}
    />
  </div>
);
