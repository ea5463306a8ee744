import { STAFF } from "@amends/contract/route";
import type { SellerId } from "@amends/domain/kernel/ids";
import { Form, Select } from "antd";
import { useConsoleWords } from "../../words/words-in.ts";
import { SellerSelect } from "../seller/seller-name.tsx";

/** Who works for a shop says for which. */
export type RoleChoice = { readonly role: (typeof STAFF)[number] } | { readonly role: "seller"; readonly sellerId: SellerId };

export const RoleFields = () => {
  const { account: words, role: names } = useConsoleWords();
  const required = [{ required: true, message: words.required }];
  return (
    <>
      <Form.Item name="role" label={words.role} rules={required}>
        <Select options={[...STAFF, "seller" as const].map(value => ({ value, label: names[value] }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before, after) => before.role !== after.role}>
        {({ getFieldValue }) =>
          getFieldValue("role") === "seller" && (
            <Form.Item name="sellerId" label={words.sellerId} extra={words.sellerHint} rules={required}>
              <SellerSelect label={words.sellerId} />
            </Form.Item>
          )
        }
      </Form.Item>
    </>
  );
};
