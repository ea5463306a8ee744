import { type Product, productRow } from "../product.ts";

const CONDITION: Product["option"] = [
  "成色",
  [
    ["99新", 100],
    ["95新", 88],
    ["9成新", 76],
    ["8成新 有瑕疵", 55],
  ],
];

const ITEMS = [
  ["c-iphone13", "iPhone 13 128G 国行", "electronics.phone", 2580],
  ["c-mate50", "华为 Mate 50 256G", "electronics.phone", 2390],
  ["c-mi13", "小米 13 12+256G", "electronics.phone", 1850],
  ["c-ipadair", "iPad Air 5 64G", "electronics.tablet", 2690],
  ["c-airpods", "AirPods Pro 二代", "electronics.audio", 899],
  ["c-switch", "Switch OLED 日版", "electronics.console", 1480],
  ["c-camera", "富士 X-T30 机身", "electronics.camera", 4200],
  ["c-lens", "适马 30mm F1.4", "electronics.camera.lens", 1350],
  ["c-kindle", "Kindle Paperwhite 4", "electronics.reader", 360],
  ["c-keyboard", "静电容机械键盘", "electronics.keyboard", 620],
  ["c-bag", "通勤托特包", "apparel.bag", 480],
  ["c-coat", "羊绒大衣 M 码", "apparel.coat", 560],
  ["c-sneaker", "跑鞋 42 码", "apparel.shoes", 320],
  ["c-stroller", "轻便婴儿推车", "baby.stroller", 450],
  ["c-crib", "实木婴儿床", "baby.furniture", 380],
  ["c-bike", "折叠自行车", "sport.bike", 780],
  ["c-tent", "双人徒步帐篷", "sport.outdoor", 290],
  ["c-guitar", "民谣吉他 41 寸", "music.guitar", 520],
  ["c-books", "考研资料整套", "book.exam", 95],
  ["c-lego", "城堡积木 整盒", "toy.bricks", 1180],
] as const;

/** Between private persons the seven-day right does not hold; what was shown and said does. */
export const C2C_PRODUCTS: readonly Product[] = ITEMS.map(row => productRow(CONDITION, "none", row));
