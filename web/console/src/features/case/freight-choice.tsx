import { Form, Radio } from "antd";
import { useConsoleWords } from "../../words/words-in.ts";

/** What the offer says of the freight; where it says nothing, both ways are the seller's. */
export const FREIGHT = {
  unsaid: {},
  seller: { freight: { outbound: "seller", return: "seller" } },
  return_buyer: { freight: { outbound: "seller", return: "buyer" } },
  buyer: { freight: { outbound: "buyer", return: "buyer" } },
} as const;
export type FreightBy = keyof typeof FREIGHT;

const CHOICES: readonly FreightBy[] = ["unsaid", "seller", "return_buyer", "buyer"];

type Props = { readonly by: FreightBy; readonly onChoose: (by: FreightBy) => void };

export const FreightChoice = ({ by, onChoose }: Props) => {
  const { action } = useConsoleWords();
  return (
    <Form.Item label={action.freight}>
      <Radio.Group aria-label={action.freight} value={by} onChange={event => onChoose(event.target.value)}>
        {CHOICES.map(each => (
          <Radio key={each} value={each}>
            {action.freightBy[each]}
          </Radio>
        ))}
      </Radio.Group>
    </Form.Item>
  );
};
