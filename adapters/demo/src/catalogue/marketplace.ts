import { type Product, productRow } from "../product.ts";

const SIZE: Product["option"] = [
  "尺码",
  [
    ["M", 100],
    ["L", 100],
    ["XL", 105],
  ],
];
const COLOUR: Product["option"] = [
  "颜色",
  [
    ["曜石黑", 100],
    ["云母白", 100],
    ["远山青", 103],
  ],
];
const STORAGE: Product["option"] = [
  "容量",
  [
    ["128G", 100],
    ["256G", 115],
    ["512G", 138],
  ],
];
const PACK: Product["option"] = [
  "规格",
  [
    ["单件装", 100],
    ["两件装", 188],
    ["五件装", 430],
  ],
];

const APPAREL = [
  ["m-shirt", "新疆棉衬衫", "apparel.shirt", 159],
  ["m-jeans", "直筒牛仔裤", "apparel.trousers", 199],
  ["m-down", "轻薄羽绒服", "apparel.coat", 499],
  ["m-dress", "法式连衣裙", "apparel.dress", 269],
  ["m-sweater", "美利奴羊毛衫", "apparel.sweater", 329],
  ["m-hoodie", "重磅卫衣", "apparel.hoodie", 189],
  ["m-shoes", "轻弹跑鞋", "apparel.shoes", 369],
  ["m-pajamas", "纯棉家居服", "apparel.home", 149],
] as const;
const UNDERWEAR = [
  ["m-underwear", "莫代尔内裤", "apparel.underwear", 59],
  ["m-socks", "抗菌棉袜", "apparel.underwear.socks", 39],
] as const;
const PHONES = [
  ["m-phone1", "曜石 5G 手机", "electronics.phone", 3299],
  ["m-phone2", "极光折叠屏手机", "electronics.phone", 6999],
  ["m-tablet", "学习平板", "electronics.tablet", 1899],
  ["m-laptop", "轻薄笔记本", "electronics.computer", 4999],
] as const;
const DEVICES = [
  ["m-earbuds", "降噪耳机", "electronics.audio", 399],
  ["m-watch", "运动手表", "electronics.wearable", 899],
  ["m-router", "双频路由器", "electronics.network", 229],
  ["m-ricecooker", "IH 电饭煲", "appliance.kitchen", 459],
  ["m-vacuum", "无线吸尘器", "appliance.cleaning", 1299],
  ["m-airfryer", "空气炸锅", "appliance.kitchen", 329],
  ["m-hairdryer", "高速吹风机", "appliance.personal", 459],
  ["m-humidifier", "无雾加湿器", "appliance.air", 269],
] as const;
const BEAUTY = [
  ["m-mask", "玻尿酸补水面膜", "beauty.mask", 99],
  ["m-serum", "烟酰胺精华", "beauty.serum", 219],
  ["m-lipstick", "丝绒口红", "beauty.lipstick", 139],
  ["m-sunscreen", "轻透防晒霜", "beauty.sunscreen", 89],
  ["m-shampoo", "氨基酸洗发水", "beauty.hair", 69],
] as const;
const HOME = [
  ["m-quilt", "桑蚕丝被", "home.bedding", 599],
  ["m-pillow", "乳胶枕", "home.bedding", 169],
  ["m-pan", "不粘炒锅", "home.kitchen", 199],
  ["m-thermos", "316 保温杯", "home.kitchen", 129],
  ["m-lamp", "护眼台灯", "home.lighting", 249],
  ["m-chair", "人体工学椅", "furniture.chair", 899],
  ["m-bookshelf", "实木书架", "furniture.shelf", 459],
  ["m-toy", "儿童积木桌", "toy.bricks", 189],
] as const;

export const MARKETPLACE_PRODUCTS: readonly Product[] = [
  ...APPAREL.map(row => productRow(SIZE, "none", row)),
  ...UNDERWEAR.map(row => productRow(PACK, "cond_a", row)),
  ...PHONES.map(row => productRow(STORAGE, "cond_b", row)),
  ...DEVICES.map(row => productRow(COLOUR, "none", row)),
  ...BEAUTY.map(row => productRow(PACK, "cond_a", row, { gift: ["旅行装小样", 19] })),
  ...HOME.map(row => productRow(COLOUR, "none", row)),
  productRow(
    [
      "款式",
      [
        ["刻字款", 100],
        ["刻字礼盒", 130],
      ],
    ],
    "abs_custom",
    ["m-pen", "刻字钢笔", "gift.custom", 168],
  ),
];
