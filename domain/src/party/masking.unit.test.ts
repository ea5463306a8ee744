import { describe, expect, test } from "vitest";
import { looksPersonal, maskAddress, maskContact, maskEmail, maskMessage, maskName, maskPhone } from "./masking.ts";

describe("a masked view", () => {
  test("keeps the first character of a name and hides how long it is", () => {
    expect(["张三", "欧阳春晓", "Noah Brown", "𠮷田", " 李 ", ""].map(maskName)).toEqual(["张**", "欧**", "N**", "𠮷**", "李**", ""]);
  });

  test("keeps three and four digits of a telephone, fewer of a short one", () => {
    expect(["13812341234", "+86 138-1234-1234", "0571-88886666", "12345", ""].map(maskPhone)).toEqual([
      "138****1234",
      "861****1234",
      "057****6666",
      "****45",
      "****",
    ]);
  });

  test("keeps province and city of an address and nothing finer", () => {
    const addresses = {
      浙江省杭州市西湖区文三路90号: "浙江省杭州市***",
      "浙江省 杭州市 西湖区 文三路": "浙江省杭州市***",
      北京市朝阳区建国路1号: "北京市***",
      内蒙古自治区呼和浩特市新城区: "内蒙古自治区呼和浩特市***",
      吉林省延边朝鲜族自治州延吉市: "吉林省延边朝鲜族自治州***",
      香港特别行政区中西区: "香港特别行政区***",
      西湖区文三路好又多超市: "***",
      "215 River Road, New York": "***",
    };
    for (const [address, masked] of Object.entries(addresses)) expect(maskAddress(address)).toBe(masked);
  });

  test("hides an e-mail's name, a message and a contact's house", () => {
    expect(["zhang@example.cn", "@x", "nobody"].map(maskEmail)).toEqual(["z***@example.cn", "***", "***"]);
    expect(maskMessage("门禁密码 1234")).toBe("***");
    expect(maskContact({ name: "张三", phone: null, region: "浙江省杭州市", detail: "文三路" })).toEqual({
      name: "张**",
      phone: null,
      region: "浙江省杭州市***",
      detail: "",
    });
  });
});

test("an id that is a mobile number or an e-mail address is noticed, other ids are not", () => {
  for (const id of ["13812341234", "+86 138-1234-1234", "a.b@example.com"]) expect(looksPersonal(id)).toBe(true);
  for (const id of ["member-1", "20261101000001", "noah_brown_5797", "#W2611340", "12812341234"]) expect(looksPersonal(id)).toBe(false);
});
