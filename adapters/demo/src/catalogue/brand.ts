import { type Product, productRow } from "../product.ts";

const COLOUR: Product["option"] = [
  "颜色",
  [
    ["米白", 100],
    ["雾蓝", 100],
    ["深栗", 102],
  ],
];
const VOLUME: Product["option"] = [
  "容量",
  [
    ["50ml", 100],
    ["100ml", 170],
  ],
];

const APPLIANCES = [
  ["b-purifier", "青禾空气净化器", "appliance.air", 1699],
  ["b-kettle", "青禾恒温水壶", "appliance.kitchen", 299],
  ["b-blender", "青禾破壁机", "appliance.kitchen", 799],
  ["b-robot", "青禾扫拖机器人", "appliance.cleaning", 2599],
  ["b-heater", "青禾暖风机", "appliance.air", 459],
  ["b-waterfilter", "青禾净水器", "appliance.water", 1899],
  ["b-fan", "青禾循环扇", "appliance.air", 359],
  ["b-dishwasher", "青禾台式洗碗机", "appliance.kitchen", 2199],
] as const;
const LIVING = [
  ["b-sheets", "青禾水洗棉四件套", "home.bedding", 429],
  ["b-towel", "青禾长绒棉浴巾", "home.bath", 89],
  ["b-mattress", "青禾弹簧床垫", "furniture.mattress", 2399],
  ["b-sofa", "青禾布艺沙发", "furniture.sofa", 3999],
] as const;
const CARE = [
  ["b-cream", "青禾修护面霜", "beauty.cream", 268],
  ["b-essence", "青禾山茶精华水", "beauty.serum", 198],
  ["b-mask", "青禾泥膜", "beauty.mask", 158],
  ["b-handcream", "青禾护手霜", "beauty.hand", 58],
] as const;

export const BRAND_PRODUCTS: readonly Product[] = [
  ...APPLIANCES.map(row => productRow(COLOUR, "none", row)),
  ...LIVING.map(row => productRow(COLOUR, "none", row)),
  ...CARE.map(row => productRow(VOLUME, "cond_a", row, { gift: ["青禾化妆包", 39] })),
];
